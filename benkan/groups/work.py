"""What groups add to the work of the day: visits due, decisions to take or confirm, tranches to move."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from benkan.common import clock
from benkan.common.asking import prepared, together
from benkan.common.permissions import Actor, may
from benkan.groups.lifecycles.groups import LIVING, GroupStatus
from benkan.groups.lifecycles.money import FundingStatus, TrancheStatus
from benkan.groups.models import Funding, Group, GroupStatusRow, GroupVisit, Tranche
from benkan.groups.permissions import DECIDE, KEEP, PAY, VALIDATE
from benkan.groups.reads.visits import due_among

FIRST = 5


def groups(by: Actor) -> dict | None:
    """Each line is a group, what it awaits and how pressing that is; None where nothing awaits this reader."""
    words = {read: said for right, reads in _AWAITED.items() if may(by, right) for read, said in reads.items()}
    found = dict(zip(words, together(*(read.of(by) for read in words)), strict=True))
    lines = _visits(*(found.pop(read) for read in _FOLLOWED)) if may(by, KEEP) else []
    lines += [_line(one, words[read], "soon") for read, rows in found.items() for one in rows]
    if not lines:
        return None
    lines.sort(key=lambda line: line["tone"] != "late")
    return {"lines": lines[:FIRST], "more": max(len(lines) - FIRST, 0)}


def _line(one: Group | Funding | Tranche, words: str, tone: str) -> dict:
    group = one.funding.group if isinstance(one, Tranche) else one.group if isinstance(one, Funding) else one
    return {"group": group, "words": words, "tone": tone}


def _visits(groups: list[Group], statuses: list[GroupStatusRow], visits: list[GroupVisit]) -> list[dict]:
    entered, made, found = _by_group(statuses), _by_group(visits), []
    for group in groups:
        coming = due_among(group, entered[group.pk], made[group.pk])
        due = next((one for one in coming if one.due <= clock.today()), None)
        if due is not None:
            found.append(_line(group, "suivi à faire", "late" if due.late else "soon"))
    return found


def _by_group(rows: Iterable[GroupStatusRow | GroupVisit]) -> defaultdict[UUID, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row)
    return found


@prepared
def _active(by: Actor) -> QuerySet[Group]:
    return Group.objects.filter(organisation=by.organisation_id, status=GroupStatus.ACTIVE).order_by("name")


@prepared
def _statuses(by: Actor) -> QuerySet[GroupStatusRow]:
    return GroupStatusRow.objects.filter(group__organisation=by.organisation_id, group__status=GroupStatus.ACTIVE)


@prepared
def _made(by: Actor) -> QuerySet[GroupVisit]:
    return GroupVisit.objects.filter(group__organisation=by.organisation_id, group__status=GroupStatus.ACTIVE)


@prepared
def _filed(by: Actor) -> QuerySet[Funding]:
    return _paid_by_us(by).filter(status=FundingStatus.FILED)


@prepared
def _noted(by: Actor) -> QuerySet[Funding]:
    """Nobody confirms what she noted herself."""
    return _paid_by_us(by).filter(status=FundingStatus.RETAINED).exclude(decided_by=by.account_id)


def _paid_by_us(by: Actor) -> QuerySet[Funding]:
    return Funding.objects.filter(payer=by.organisation_id).select_related("group").order_by("asked_at")


@prepared
def _shown(by: Actor) -> QuerySet[Tranche]:
    """Of who keeps the group: what was shown, and of which the tranche before is paid."""
    kept = _tranches().filter(funding__organisation=by.organisation_id, status=TrancheStatus.PLANNED)
    return kept.filter(evidence__isnull=False).exclude(_behind()).distinct()


@prepared
def _prepared(by: Actor) -> QuerySet[Tranche]:
    """Of who pays: what another account prepared."""
    return _ours(by).filter(status=TrancheStatus.PREPARED)


@prepared
def _validated(by: Actor) -> QuerySet[Tranche]:
    """Of who pays: what two others prepared and validated."""
    return _ours(by).filter(status=TrancheStatus.VALIDATED).exclude(validated_by=by.account_id)


def _ours(by: Actor) -> QuerySet[Tranche]:
    return _tranches().filter(organisation=by.organisation_id).exclude(prepared_by=by.account_id)


def _tranches() -> QuerySet[Tranche]:
    living = Tranche.objects.filter(funding__group__status__in=LIVING)  # of one that is dissolved nothing is paid
    return living.select_related("funding__group").order_by("funding", "rank")


def _behind() -> Exists:
    """An earlier tranche of the same grant is not paid."""
    earlier = Tranche.objects.filter(funding=OuterRef("funding"), rank__lt=OuterRef("rank"))
    return Exists(earlier.exclude(status=TrancheStatus.PAID))


_FOLLOWED = {_active: "", _statuses: "", _made: ""}
# By right, what is asked and what a line says of it, in the order of the page.
_AWAITED = {
    DECIDE: {_filed: "demande à décider", _noted: "décision à confirmer"},
    KEEP: _FOLLOWED | {_shown: "tranche à préparer"},
    VALIDATE: {_prepared: "tranche à valider"},
    PAY: {_validated: "tranche à payer"},
}
