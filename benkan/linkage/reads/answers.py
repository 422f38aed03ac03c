"""What one side answers of a pair: the rule that the database applies (`linkage_answer`), for pages that show it."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from benkan.linkage.lifecycle import ANSWERS, VOTES_OF_HARD, Verdict
from benkan.linkage.models import Decision, Pair


def answer_of(pair: Pair, organisation_id: UUID) -> Verdict | None:
    """The answer in force of an organisation's side; None where nobody answered, or two people are needed yet."""
    return answered(pair.decisions.filter(organisation_id=organisation_id), hard=pair.hard)


def answered(decisions: Iterable[Decision], *, hard: bool) -> Verdict | None:
    """The same, of decisions in their order: the last word, or, of a hard pair, what most of at least two say."""
    votes: dict[UUID, Verdict] = {}
    for decision in decisions:
        if decision.verdict == Verdict.UNDONE:
            votes = {}
        elif decision.verdict in ANSWERS:
            votes.pop(decision.by_id, None)
            votes[decision.by_id] = Verdict(decision.verdict)
    if not votes:
        return None
    if not hard:
        return list(votes.values())[-1]
    (first, most), *others = Counter(votes.values()).most_common()
    alone = not others or others[0][1] < most
    return first if most >= VOTES_OF_HARD and alone else None
