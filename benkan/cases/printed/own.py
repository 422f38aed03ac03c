"""What was noted, planned and given: what is reserved is named here as reserved, and no more."""

from benkan.cases.lifecycles.events import EventKind
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Delivery, LifeEvent, Need, NeedStatusRow, Visit
from benkan.cases.reads.deliveries import of_case as deliveries_of
from benkan.cases.reads.events import annulled, day_words, events_of
from benkan.cases.reads.listed import readable
from benkan.cases.reads.plans import lines_of, plans_of, requests_of_lines
from benkan.cases.reads.visits import SEALED
from benkan.cases.views.assessed_shown import need_row
from benkan.cases.views.delivery_shown import DeliveryShown
from benkan.cases.views.event_words import event_title
from benkan.cases.views.followed import visit_state
from benkan.cases.views.plan_shown import LineShown
from benkan.cases.views.shown import step_words
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.people.models import Registration
from benkan.people.printed import Line


def cases_of(by: Actor, registration: Registration) -> list[Case]:
    """Her accompaniments that this reader may open, the earliest first."""
    return list(readable(by).filter(registration=registration).order_by("opened_at", "pk"))


def accompaniments(by: Actor, registration: Registration) -> list[Line]:
    """Every step of each: opened, suspended, resumed, transmitted, closed. Why is said to her, not printed."""
    return [
        Line(clock.day_of(row.at), (jour(row.at), step_words(row, first=rank == 0)))
        for case in cases_of(by, registration)
        for rank, row in enumerate(case.statuses.all())
    ]


def needs(by: Actor, registration: Registration) -> list[Line]:
    found = Need.objects.filter(case__in=cases_of(by, registration)).exclude(status=NeedStatus.WITHDRAWN)
    moves = list(NeedStatusRow.objects.filter(need__in=found))
    lines = []
    for need in found.select_related("kind"):
        row = need_row(need, moves)
        cells = (jour(need.written_at), row["label"], row["wish"], row["pillar"], row["state"][1])
        lines.append(Line(clock.day_of(need.written_at), cells))
    return lines


def plan(by: Actor, registration: Registration) -> list[Line]:
    """The lines of the plan that holds, or of the last one, of each accompaniment."""
    lines = []
    for case in cases_of(by, registration):
        held = plans_of(case).shown
        requests = requests_of_lines(case) if held else {}
        for one in lines_of(held) if held else ():
            shown = LineShown(one, requests.get(one.pk))
            payer = one.payer.name if one.payer else ""
            ends = f"jusqu’au {jour(one.ends)}" if one.ends else ""
            cells = (shown.words, shown.responsible, shown.cost, payer, shown.state[1], ends)
            lines.append(Line(clock.day_of(held.written_at), cells))
    return lines


def deliveries(by: Actor, registration: Registration) -> list[Line]:
    """What was paid or rendered; what is being prepared is no promise, and is left out."""
    given = [one for case in cases_of(by, registration) for one in deliveries_of(case) if one.paid_on]
    return [_given(one) for one in given]


def _given(one: Delivery) -> Line:
    row = DeliveryShown(one)
    payer = one.payer.name if one.amount else one.organisation.name
    receipt = f"{one.number}, {row.state[1]}"
    return Line(one.paid_on, (jour(one.paid_on), row.words, row.amount, row.means, payer, receipt))


def visits(by: Actor, registration: Registration) -> list[Line]:
    """Days and means alone: what was said there is sealed."""
    found = Visit.objects.filter(case__in=cases_of(by, registration)).exclude(status=VisitStatus.CANCELLED)
    return [Line(one.day, (jour(one.day), one.get_mode_display(), visit_state(one)[1])) for one in found.defer(*SEALED)]


def events(by: Actor, registration: Registration) -> list[Line]:
    return [
        Line(one.day, (day_words(one), _happened(one), "" if one.confirmed else "à confirmer"))
        for one in events_of(registration)
        if not annulled(one)
    ]


def _happened(one: LifeEvent) -> str:
    """As its kind is called: the titles of pages speak of her, and this is read by her."""
    return event_title(one) if one.kind == EventKind.BIRTH else one.get_kind_display()
