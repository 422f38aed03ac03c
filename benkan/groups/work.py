"""What groups add to the work of the day: visits due, decisions to take or confirm, tranches to move."""

from django.db.models import Exists, OuterRef

from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.groups.lifecycles.groups import LIVING, GroupStatus
from benkan.groups.lifecycles.money import FundingStatus, TrancheStatus
from benkan.groups.models import Funding, Group, Tranche
from benkan.groups.permissions import DECIDE, KEEP, PAY, VALIDATE
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
    """Of who keeps the group, what was shown and is to be prepared; of who pays, what another account prepared, or two
    others prepared and validated."""
    living = Tranche.objects.filter(funding__group__status__in=LIVING)  # of one that is dissolved nothing is paid
    tranches = living.select_related("funding__group").order_by("funding", "rank")
    ours = tranches.filter(organisation=by.organisation_id).exclude(prepared_by=by.account_id)
    found = []
    if may(by, KEEP):
        kept = tranches.filter(funding__organisation=by.organisation_id, status=TrancheStatus.PLANNED)
        found += [(one, "à préparer") for one in kept.filter(evidence__isnull=False).exclude(_behind()).distinct()]
    if may(by, VALIDATE):
        found += [(one, "à valider") for one in ours.filter(status=TrancheStatus.PREPARED)]
    if may(by, PAY):
        validated = ours.filter(status=TrancheStatus.VALIDATED).exclude(validated_by=by.account_id)
        found += [(one, "à payer") for one in validated]
    return [{"group": one.funding.group, "words": f"tranche {words}", "tone": "soon"} for one, words in found]


def _behind() -> Exists:
    """An earlier tranche of the same grant is not paid."""
    earlier = Tranche.objects.filter(funding=OuterRef("funding"), rank__lt=OuterRef("rank"))
    return Exists(earlier.exclude(status=TrancheStatus.PAID))
