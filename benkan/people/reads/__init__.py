"""What pages and the contexts above ask about files of persons; the row policy keeps each to its own organisation's."""

from benkan.people.reads.consents import consents_in_force, texts_signed
from benkan.people.reads.missing import Missing, missing_before_complete
from benkan.people.reads.search import Answer, listed, search
from benkan.people.reads.similar import Candidate, family_of, similar
from benkan.people.reads.similar_many import similar_to_many
from benkan.people.reads.weighing import Asked

__all__ = [
    "Answer",
    "Asked",
    "Candidate",
    "Missing",
    "consents_in_force",
    "family_of",
    "listed",
    "missing_before_complete",
    "search",
    "similar",
    "similar_to_many",
    "texts_signed",
]
