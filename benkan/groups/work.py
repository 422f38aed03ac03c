"""What groups add to the work of the day: visits due, decisions to take or confirm, tranches to move."""

from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.groups.lifecycles.groups import GroupStatus
from benkan.groups.lifecycles.money import FundingStatus, TrancheStatus
from benkan.groups.models import Funding, Group, Tranche
from benkan.groups.permissions import DECIDE, KEEP, PAY
from benkan.groups.reads.visits import due_visits

FIRST = 5


def groups(by: Actor) -> dict | None:
    """Each line is a group, what it awaits and how pressing that is; None where nothing awaits this reader."""
    lines = [*_visits(by), *_decisions(by), *_tranches(by)]
    if not lines:
        return None
    lines.sort(key=lambda line: line["tone"] != "late")
    return {"lines": lines[:FIRST], "more": max(len(lines) - FIRST, 0)}


def _visits(by: Actor) -> list[dict]:
    if not may(by, KEEP):
        return []
    own = Group.objects.filter(organisation=by.organisation_id, status=GroupStatus.ACTIVE)
    found = []
    for group in own.prefetch_related("statuses", "visits").order_by("name"):
        due = next((one for one in due_visits(group) if one.due <= clock.today()), None)
        if due is not None:
            found.append({"group": group, "words": "suivi à faire", "tone": "late" if due.late else "soon"})
    return found


def _decisions(by: Actor) -> list[dict]:
    """Of the body that pays; nobody confirms what she noted herself."""
    if not may(by, DECIDE):
        return []
    open_ones = Funding.objects.filter(payer=by.organisation_id).select_related("group").order_by("asked_at")
    filed = open_ones.filter(status=FundingStatus.FILED)
    noted = open_ones.filter(status=FundingStatus.RETAINED).exclude(decided_by=by.account_id)
    return [{"group": one.group, "words": "demande à décider", "tone": "soon"} for one in filed] + [
        {"group": one.group, "words": "décision à confirmer", "tone": "soon"} for one in noted
    ]


def _tranches(by: Actor) -> list[dict]:
    """Prepared by another: to validate; validated and prepared by two others: to pay."""
    if not may(by, PAY):
        return []
    open_ones = Tranche.objects.filter(organisation=by.organisation_id).exclude(prepared_by=by.account_id)
    open_ones = open_ones.select_related("funding__group").order_by("rank")
    prepared = open_ones.filter(status=TrancheStatus.PREPARED)
    validated = open_ones.filter(status=TrancheStatus.VALIDATED).exclude(validated_by=by.account_id)
    return [{"group": one.funding.group, "words": "tranche à valider", "tone": "soon"} for one in prepared] + [
        {"group": one.funding.group, "words": "tranche à payer", "tone": "soon"} for one in validated
    ]
