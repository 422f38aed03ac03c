"""What was said of one pair by her own organisation's side, as far as whoever asks may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from benkan.common.permissions import Actor
from benkan.linkage.lifecycle import ANSWERS, VERDICTS, VOTES_OF_HARD, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.reads.answers import answered
from benkan.organisations.models import Account

FORMER = "un ancien collègue"


@dataclass(frozen=True)
class Standing:
    """`answer`: what her side says, in force; `mine`: her own; `voters`: how many of her side answered.

    Until a hard pair has its answer, nothing tells her what a colleague said.
    """

    answer: Verdict | None
    mine: Verdict | None
    voters: int
    said: tuple[Decision, ...] = ()  # the answers in force, once there is one
    names: dict[UUID, str] | None = None

    @property
    def third_needed(self) -> bool:
        """Two of a hard pair said different things."""
        return self.answer is None and self.voters >= VOTES_OF_HARD

    @property
    def mine_words(self) -> str:
        return VERDICTS[self.mine].lower() if self.mine else ""

    @property
    def by_whom(self) -> str:
        """« Kadiatou Diarra et Issa Cissé »."""
        return " et ".join((self.names or {}).get(one.by_id, FORMER) for one in self.said)


def standing(by: Actor, pair: Pair) -> Standing:
    """Two queries at most."""
    decisions = list(pair.decisions.filter(organisation=by.organisation_id))
    votes = votes_of(decisions)
    answer = answered(decisions, hard=pair.hard)
    mine = votes.get(by.account_id)
    said = tuple(one for one in votes.values() if answer is not None and one.verdict == answer)
    if not pair.hard:
        said = said[-1:]
    # By hand: a join would drop the answer where a policy hides who gave it.
    accounts = {one.by_id for one in said}
    names = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name")) if accounts else {}
    return Standing(answer, Verdict(mine.verdict) if mine else None, len(votes), said, names)


def votes_of(decisions: Iterable[Decision]) -> dict[UUID, Decision]:
    """The last answer of each person since the side was last undone, in their order."""
    votes: dict[UUID, Decision] = {}
    for decision in decisions:
        if decision.verdict == Verdict.UNDONE:
            votes = {}
        elif decision.verdict in ANSWERS:
            votes.pop(decision.by_id, None)
            votes[decision.by_id] = decision
    return votes
