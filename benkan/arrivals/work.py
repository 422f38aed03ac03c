"""What arrivals add to the work of the day."""

import datetime as dt

from django.db.models import Count, Q, QuerySet

from benkan.arrivals.files.staging import KIND
from benkan.arrivals.models import Line
from benkan.arrivals.permissions import ANNOUNCE, JOIN, LINES, TOTALS
from benkan.arrivals.reads.convoys import convoys_on
from benkan.arrivals.reads.lines import apart, own_lists
from benkan.arrivals.reads.totals import days_shown, latest_convoys
from benkan.common import clock
from benkan.common.asking import number_of, prepared, together
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.permissions import COMPLETE
from benkan.people.reads.area import in_area
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.reads.ends import dated

AHEAD, BEHIND = dt.timedelta(days=7), dt.timedelta(days=1)
FIRST = 5


def convoys(by: Actor) -> dict | None:
    """Convoys of yesterday, today and the coming week at one's entry points, for those who receive."""
    if not may(by, LINES):
        return None
    today = clock.today()
    found = convoys_on(by, today - BEHIND, today + AHEAD)
    return {
        # Tonight's first: yesterday's is told, and no longer presses.
        "now": [row for row in reversed(found) if row.convoy.arrives_on <= today],
        "coming": [row for row in found if row.convoy.arrives_on > today],
        "may_announce": may(by, ANNOUNCE),
    }


def registrations(by: Actor) -> dict | None:
    """Registrations whose second step is due, the oldest first, and how many people wish to talk apart."""
    if not may(by, COMPLETE):
        return None
    begins = clock.begins(clock.today())
    count, first, apart_from_others, today = together(
        number_of(_waiting.of(by)), _first.of(by), number_of(_apart.of(by)), number_of(_of_today.of(by, begins=begins))
    )
    return {"count": count, "awaiting": count, "first": first, "apart": apart_from_others, "today": today}


@prepared
def _waiting(by: Actor) -> QuerySet[Registration]:
    return in_area(by, COMPLETE, Registration.objects.filter(status=Status.REGISTERED)).values("pk").order_by()


@prepared
def _first(by: Actor) -> QuerySet[Registration]:
    waiting = in_area(by, COMPLETE, Registration.objects.filter(status=Status.REGISTERED))
    return waiting.order_by("registered_at", "pk")[:FIRST]


@prepared
def _apart(by: Actor) -> QuerySet[Line]:
    return apart(own_lists(by)).values("pk").order_by()


@prepared
def _of_today(by: Actor, begins: dt.datetime) -> QuerySet[Registration]:
    held = in_area(by, COMPLETE, Registration.objects.filter(registered_at__gte=begins))
    return held.exclude(status=Status.ANNULLED).values("pk").order_by()


def files(by: Actor) -> dict | None:
    """Lists brought as files, of which rows wait: to be decided, corrected, or simply applied; the oldest first."""
    if not may(by, JOIN):
        return None
    held = dated(_files(by))
    return {"files": held} if held else None


@prepared
def _files(by: Actor) -> QuerySet[Import]:
    waiting = Count("rows", filter=Q(rows__applied_at=None) & ~Q(rows__decision=Row.Decision.LEAVE)
                    & ~Q(rows__outcome=Row.Outcome.SAME))  # fmt: skip
    found = Import.objects.filter(kind=KIND, organisation=by.organisation_id, stage__in=[Stage.READ, Stage.APPLIED])
    return found.defer("content", "reading").annotate(waiting=waiting).filter(waiting__gt=0).order_by("at")[:FIRST]


def totals(by: Actor) -> dict | None:
    """Convoys of all actors, for those who see them as totals only."""
    if not may(by, TOTALS):
        return None
    today = clock.today()
    since = days_shown(today)
    return {
        "convoys": latest_convoys(today)[:FIRST],
        "since": since,
        "source": f"Benkan, convois des {since} derniers jours, {jour(today)}",
    }
