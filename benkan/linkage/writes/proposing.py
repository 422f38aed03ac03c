"""What the engine found of one's own organisation's files becomes pairs to decide, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import State
from benkan.linkage.models import Pair, Side
from benkan.people.models import Registration

AT_ONCE = 1000


@dataclass(frozen=True)
class Proposal:
    """Two files, and what the model named found of them. `hard`: two people decide. `reasons`: (French words, log2)."""

    one: UUID
    other: UUID
    word: Word
    probability: float
    model: str
    hard: bool = False
    relatives: bool = False
    reasons: Sequence[tuple[str, float]] = field(default_factory=tuple)

    @property
    def mark(self) -> str:
        """What stands for the two files, in whichever order they are given."""
        return mark_of(self.one, self.other)


def mark_of(one: UUID, other: UUID) -> str:
    """Thirty-two hexadecimal characters."""
    return sha256(b"".join(sorted((one.bytes, other.bytes)))).hexdigest()[:32]


@transaction.atomic
def propose(*, by: Actor, proposals: Sequence[Proposal]) -> int:
    """Keep pairs of one's own organisation's files; gives how many are new.

    What people answered stays: a pair proposed again takes the new word while it is open, and is never asked twice
    once it was said different. Both files must be of the organisation of `by`, or nothing is kept (`DoesNotExist`).
    """
    new = 0
    once = {one.mark: one for one in proposals if one.one != one.other}
    wanted = list(once.values())
    for start in range(0, len(wanted), AT_ONCE):
        new += _some(by, wanted[start : start + AT_ONCE])
    return new


def _some(by: Actor, proposals: list[Proposal]) -> int:
    files = {pk for one in proposals for pk in (one.one, one.other)}
    own = set(Registration.objects.filter(pk__in=files, organisation=by.organisation_id).values_list("pk", flat=True))
    if own != files:
        raise Registration.DoesNotExist("a pair is proposed of a file that is not of this organisation")
    known = {pair.mark: pair for pair in Pair.objects.filter(mark__in=[one.mark for one in proposals])}
    _say_anew(known, proposals)
    fresh = [one for one in proposals if one.mark not in known]
    made = [
        Pair(organisation_id=by.organisation_id, mark=one.mark, word=one.word, probability=one.probability,
             hard=one.hard, model=one.model)
        for one in fresh
    ]  # fmt: skip
    Pair.objects.bulk_create(made)
    Side.objects.bulk_create(
        Side(pair=pair, organisation_id=by.organisation_id, registration_id=file, reasons=list(one.reasons),
             relatives=one.relatives)
        for pair, one in zip(made, fresh, strict=True) for file in sorted((one.one, one.other))
    )  # fmt: skip
    return len(made)


def _say_anew(known: dict[str, Pair], proposals: list[Proposal]) -> None:
    """What is open takes what the engine says now."""
    for one in proposals:
        pair = known.get(one.mark)
        if pair is None or pair.state != State.OPEN:
            continue
        pair.word, pair.probability, pair.hard, pair.model = one.word, one.probability, one.hard, one.model
        pair.proposed_at = clock.now()
        pair.save(update_fields=["word", "probability", "hard", "model", "proposed_at"])
        pair.sides.update(reasons=list(one.reasons), relatives=one.relatives)
