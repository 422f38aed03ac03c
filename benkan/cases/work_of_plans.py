"""What plans and money add to the work of the day: of who accompanies, and of the body that pays."""

from django.db.models import Q, QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.plans import SET_ASIDE, LineStatus, PlanStatus
from benkan.cases.models import FundingRequest, Plan, PlanLine, Sitting
from benkan.cases.permissions import DECIDE, KEEP_GRANTS, PLAN
from benkan.cases.reads.funding import retained_amount, told_not_yet, unfunded, waiting
from benkan.cases.views.funding_shown import requests_shown
from benkan.common import clock
from benkan.common.asking import prepared, together
from benkan.common.permissions import Actor, may
from benkan.people.models import Registration
from benkan.people.reads.area import in_area

FIRST = 5


def plans(by: Actor) -> dict | None:
    """Of those whom one accompanies: decisions to tell, lines rejected, drafts; and colleagues' plans to approve."""
    if not may(by, PLAN):
        return None
    to_tell, rejected, drafts, to_approve = together(*(read.of(by) for read in _AWAITED))
    found = {
        "to_tell": _persons(request.line.plan.case for request in to_tell),
        "rejected": _persons(line.plan.case for line in rejected),
        "drafts": _persons(plan.case for plan in drafts),
        "to_approve": to_approve,
        "first": FIRST,
    }
    found["awaiting"] = sum(len(found[name]) for name in ("to_tell", "rejected", "drafts", "to_approve"))
    return found if found["awaiting"] else None


@prepared
def _to_tell(by: Actor) -> QuerySet[FundingRequest]:
    decided = FundingRequest.objects.filter(
        line__plan__case__worker=by.account_id, line__plan__case__status__in=UNDER_WAY
    )
    return told_not_yet(decided).select_related("line__plan__case__registration").order_by("filed_at")


@prepared
def _rejected(by: Actor) -> QuerySet[PlanLine]:
    lines = PlanLine.objects.filter(
        status=LineStatus.REJECTED, plan__case__worker=by.account_id, plan__case__status__in=UNDER_WAY
    )
    return lines.exclude(plan__status__in=SET_ASIDE).select_related("plan__case__registration").order_by("written_at")


@prepared
def _drafts(by: Actor) -> QuerySet[Plan]:
    drafts = Plan.objects.filter(status=PlanStatus.DRAFTED, case__worker=by.account_id, case__status__in=UNDER_WAY)
    return drafts.select_related("case__registration").order_by("written_at")


@prepared
def _to_approve(by: Actor) -> QuerySet[Plan]:
    """Plans that ask no money, of colleagues, at the places of one's role."""
    files = in_area(by, PLAN, Registration.objects.all())
    costly = PlanLine.objects.filter(cost__gt=0).exclude(status=LineStatus.CANCELLED)
    submitted = Plan.objects.filter(
        status=PlanStatus.SUBMITTED, case__status__in=UNDER_WAY, case__registration__in=files
    )
    wrote = Q(written_by=by.account_id) | Q(statuses__by=by.account_id, statuses__status=PlanStatus.SUBMITTED)
    theirs = submitted.exclude(pk__in=Plan.objects.filter(wrote).values("pk"))
    waiting_for_us = theirs.exclude(pk__in=costly.values("plan"))
    return waiting_for_us.select_related("case__registration").order_by("written_at")[:FIRST]


_AWAITED = (_to_tell, _rejected, _drafts, _to_approve)


def _persons(cases) -> list:
    """Each accompaniment once, in the order it comes."""
    return list({case.pk: case for case in cases}.values())


def funding(by: Actor) -> dict | None:
    """Requests that wait, the oldest first; sittings to close; what is retained and unfunded; None where nothing is."""
    if not may(by, DECIDE):
        return None
    asked, unpaid = waiting(by), unfunded(by)
    past = Sitting.objects.filter(organisation=by.organisation_id, closed_at__isnull=True, held_on__lte=clock.today())
    found = {
        "count": asked.count(),
        "rows": requests_shown(asked[:FIRST]),
        "sittings": list(past.order_by("held_on")),
        "unpaid": unpaid.count(),
        "needed": retained_amount(unpaid),
        "oldest": requests_shown(unpaid[:1]),
        "keeps": may(by, KEEP_GRANTS),
    }
    return found if found["count"] or found["sittings"] or found["unpaid"] else None
