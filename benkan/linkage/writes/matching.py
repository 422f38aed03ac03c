"""Files that wait are compared with the others of their organisation, and pairs are proposed of those that agree."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from benkan.common.permissions import Actor
from benkan.linkage.engine.desk import Scored
from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.reads.borne import PHONE, commonly_borne
from benkan.linkage.reads.nearby import nearby
from benkan.linkage.told import answering, desk
from benkan.linkage.writes.knowing import know
from benkan.linkage.writes.proposing import Proposal, propose
from benkan.people.models import FamilyLink

AT_ONCE = 500  # files: one transaction of a few seconds


@transaction.atomic
def match_waiting(*, by: Actor) -> int:
    """Compare the files of the organisation of `by` that wait, some hundreds at most; gives how many were compared.
    Raises `NotSearched` where the engine fails: they go on waiting.

    Each of them is compared with every file that shares a key, those compared now included; nothing is decided.
    """
    some = Waiting.objects.filter(organisation=by.organisation_id).order_by("registration_id")
    files = list(some.select_for_update(skip_locked=True).values_list("registration_id", flat=True)[:AT_ONCE])
    if files:
        with answering():
            match(by=by, known=know(files=files))
        Waiting.objects.filter(registration__in=files).delete()
    return len(files)


def match(*, by: Actor, known: Sequence[ComparedRecord]) -> int:
    """Propose pairs of these files with the others; gives how many pairs are new."""
    pairs = {}
    for near in nearby([one.keys for one in known]):
        one = known[near.place]
        if near.registration_id != one.registration_id:
            ends = tuple(sorted((one.registration_id, near.registration_id)))
            pairs.setdefault(ends, (one.cleaned, near.cleaned))
    for ends in _relatives(pairs):
        del pairs[ends]
    common = commonly_borne((one.cleaned.get(PHONE) for one in known), among_files=True)
    ends = list(pairs)
    scored = desk().proposed(list(pairs.values()), common)
    return propose(by=by, proposals=[_proposal(*ends[one.index], one) for one in scored])


def _proposal(one: UUID, other: UUID, scored: Scored) -> Proposal:
    said = scored.explained
    return Proposal(
        one,
        other,
        word=said.word,
        probability=said.probability,
        model=desk().model.name,
        hard=scored.contradiction is not None or said.relatives,
        relatives=said.relatives,
        reasons=[(reason.words, round(reason.weight, 1)) for reason in (*said.reasons_for, *said.reasons_against)],
    )


def _relatives(pairs: dict) -> list[tuple[UUID, UUID]]:
    """Those of whom somebody has said that they are family: two people, whatever they share."""
    files = {file for ends in pairs for file in ends}
    linked = FamilyLink.objects.filter(Q(one__in=files) & Q(other__in=files)).values_list("one_id", "other_id")
    return [ends for pair in set(linked) if (ends := tuple(sorted(pair))) in pairs]
