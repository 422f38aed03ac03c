"""What pages and the contexts above ask about files of persons; the row policy keeps each to its own organisation's."""

from benkan.people.reads.consents import consents_in_force, texts_signed
from benkan.people.reads.family import family_of
from benkan.people.reads.missing import Missing, missing_before_complete
from benkan.people.reads.resembling import Candidate, candidates
from benkan.people.reads.search import Answer, listed, search

__all__ = [
    "Answer",
    "Candidate",
    "Missing",
    "candidates",
    "consents_in_force",
    "family_of",
    "listed",
    "missing_before_complete",
    "search",
    "texts_signed",
]
