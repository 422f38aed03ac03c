"""What is still open when an accompaniment ends: said to who closes it, counted, and never a reason to prevent it."""

import datetime as dt
from dataclasses import dataclass

from benkan.cases.followup_thresholds import SURVEY_RECENT
from benkan.cases.lifecycles.deliveries import ON_THE_WAY, DeliveryStatus
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.lifecycles.plans import LineStatus, PlanStatus
from benkan.cases.lifecycles.referrals import OPEN
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Delivery, Plan, PlanLine, Referral, Survey, Transfer, Visit
from benkan.cases.reads.transfers import under_way_of
from benkan.common import clock
from benkan.common.thresholds.reads import value_of

_SET_ASIDE = (PlanStatus.REPLACED, PlanStatus.ABANDONED)


@dataclass(frozen=True)
class StillOpen:
    """`lines` are those of the latest plan that were not cancelled; `survey` is the recent one that counts, or None.

    `undelivered` are the lines of that plan that nothing ended, `on_the_way` deliveries that closing withdraws,
    `to_sign` those that are paid and whose receipt is not signed.
    """

    lines: int
    lines_delivered: int
    needs_open: int
    last_visit: Visit | None
    appointments: int
    survey: Survey | None
    undelivered: tuple[PlanLine, ...] = ()
    on_the_way: int = 0
    to_sign: int = 0
    referrals: int = 0
    transfer: Transfer | None = None  # withdrawn when it is closed


def still_open(case: Case) -> StillOpen:
    today = clock.today()
    plan = Plan.objects.filter(case=case).exclude(status__in=_SET_ASIDE).order_by("-version").first()
    lines = PlanLine.objects.filter(plan=plan).exclude(status=LineStatus.CANCELLED) if plan else PlanLine.objects.none()
    visits = Visit.objects.filter(case=case).only("day", "mode", "status")
    since = today - dt.timedelta(days=value_of(SURVEY_RECENT, on=today))
    recent = Survey.objects.filter(case=case, finished_at__isnull=False, day__gte=since)
    given = Delivery.objects.filter(line__plan__case=case)
    return StillOpen(
        lines.count(),
        lines.filter(status=LineStatus.DELIVERED).count(),
        case.needs.filter(status__in=WAITING).count(),
        visits.filter(status=VisitStatus.DONE).order_by("-day", "-noted_at").first(),
        visits.filter(status=VisitStatus.PLANNED).count(),
        recent.defer("restricted").order_by("-day", "-begun_at").first(),
        tuple(lines.exclude(status=LineStatus.DELIVERED).select_related("kind")),
        given.filter(status__in=ON_THE_WAY).count(),
        given.filter(status=DeliveryStatus.PAID, received_on__isnull=True).count(),
        Referral.objects.filter(case=case, status__in=list(OPEN)).count(),
        under_way_of(case),
    )
