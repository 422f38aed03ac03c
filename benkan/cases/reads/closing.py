"""What is still open when an accompaniment ends: said to who closes it, counted, and never a reason to prevent it."""

import datetime as dt
from dataclasses import dataclass

from benkan.cases.followup_thresholds import SURVEY_RECENT
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.lifecycles.plans import LineStatus, PlanStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Plan, PlanLine, Survey, Visit
from benkan.common import clock
from benkan.common.thresholds.reads import value_of

_SET_ASIDE = (PlanStatus.REPLACED, PlanStatus.ABANDONED)


@dataclass(frozen=True)
class StillOpen:
    """`lines` are those of the latest plan that were not cancelled; `survey` is the recent one that counts, or None."""

    lines: int
    lines_delivered: int
    needs_open: int
    last_visit: Visit | None
    appointments: int
    survey: Survey | None


def still_open(case: Case) -> StillOpen:
    today = clock.today()
    plan = Plan.objects.filter(case=case).exclude(status__in=_SET_ASIDE).order_by("-version").first()
    lines = PlanLine.objects.filter(plan=plan).exclude(status=LineStatus.CANCELLED) if plan else PlanLine.objects.none()
    visits = Visit.objects.filter(case=case).only("day", "mode", "status")
    since = today - dt.timedelta(days=value_of(SURVEY_RECENT, on=today))
    recent = Survey.objects.filter(case=case, finished_at__isnull=False, day__gte=since)
    return StillOpen(
        lines.count(),
        lines.filter(status=LineStatus.DELIVERED).count(),
        case.needs.filter(status__in=WAITING).count(),
        visits.filter(status=VisitStatus.DONE).order_by("-day", "-noted_at").first(),
        visits.filter(status=VisitStatus.PLANNED).count(),
        recent.defer("restricted").order_by("-day", "-begun_at").first(),
    )
