"""How visits are said: a slot of the schedule, an appointment, where a visit stands, what her card says of it."""

from urllib.parse import urlencode

from django.urls import reverse

from benkan.cases.engine.schedule import Standing
from benkan.cases.lifecycles.visits import LABELS, Mode, VisitStatus
from benkan.cases.models import Visit
from benkan.cases.reads.visits import Slot
from benkan.common.typography import heure, jour, jour_semaine

STANDINGS = {
    Standing.COMING: ("", "à venir"),
    Standing.DUE: ("soon", "due"),
    Standing.LATE: ("late", "en retard"),
    Standing.WAITING: ("", "en attente"),
    Standing.MISSED: ("", "non faite"),
}
VISITS = {VisitStatus.DONE: ("ok", "faite"), VisitStatus.CANCELLED: ("", "annulée")}


def visit_state(visit: Visit) -> tuple[str, str]:
    status = VisitStatus(visit.status)
    return VISITS.get(status, ("", LABELS[status].lower()))


def slot_state(slot: Slot) -> tuple[str, str]:
    """Tone and words of where a visit of the schedule stands."""
    return visit_state(slot.visit) if slot.standing is None and slot.visit else STANDINGS[slot.standing]


def window_words(slot: Slot) -> str:
    """When it may be made; while a pause holds that stands before it, nobody can say."""
    window = slot.window
    if slot.standing == Standing.WAITING or window.opens is None:
        return "dès que possible"
    if window.closes is None:
        return f"à partir du {jour(window.opens)}"
    return f"entre le {jour(window.opens)} et le {jour(window.closes)}"


def slot_words(slot: Slot) -> str:
    return f"{slot.planned.title} ({STANDINGS[slot.standing][1]})"


def appointment_words(visit: Visit) -> str:
    """« Rendez-vous mardi 3 mars à 9 h, au bureau »."""
    return f"Rendez-vous {_when(visit)}, {Mode(visit.mode).label.lower()}"


def card_address(by, visit: Visit) -> str:
    """The card with this appointment. Only an office is named on it: a card that is found leads to nobody's home."""
    place = {Mode.OFFICE: visit.place, Mode.PHONE: "par téléphone"}.get(Mode(visit.mode), "")
    said = {"rendez_vous": _when(visit), "lieu": place, "telephone": by.organisation.phone}
    return f"{reverse('people:card', args=[visit.case.registration_id])}?{urlencode(said)}"


def _when(visit: Visit) -> str:
    return jour_semaine(visit.day) + (f" à {heure(visit.hour)}" if visit.hour else "")
