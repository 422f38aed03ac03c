"""How to reach her without harm, appointments, visits and calls."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs, writes
from benkan.cases.forms.visits import OUTSIDE, AppointmentForm, ImpossibleForm, VisitForm
from benkan.cases.lifecycles.visits import Mode, VisitStatus
from benkan.cases.models import Case, Visit
from benkan.cases.permissions import FOLLOW, READ
from benkan.cases.reads.visits import Following, following
from benkan.cases.views.asking import ask
from benkan.cases.views.followed import appointment_words, card_address, slot_words, visit_state
from benkan.cases.views.found import case_of
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people.facts import refuse_dead
from benkan.people.models import SafeContact
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.views.found import answers_of

APPOINTMENT = "rdv-"


@require_GET
def reach(request, case_id):
    """What must be known before calling, then the number. Opening it is a reading."""
    found = case_of(request, case_id, FOLLOW)
    refuse_dead(found.registration)
    contact = SafeContact.objects.filter(registration=found.registration_id).first()
    record(verbs.CONTACT_READ, by=request.actor, on=found, file_id=found.registration_id)
    context = {
        "case": found,
        "registration": found.registration,
        "contact": contact,
        "dialled": "".join(sign for sign in contact.phone if sign.isdigit() or sign == "+") if contact else "",
        "zone": following(found).zone,
        "may_complete": may(request.actor, COMPLETE),
    }
    return render(request, "cases/reach.html", context)


@require_http_methods(["GET", "POST"])
def plan_visit(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    known = following(found)
    form = AppointmentForm(_steps(known), answers_of(request), initial=_asked_for(request))
    if form.is_valid():
        with saying(form):
            said = form.cleaned_data | {"step": _step(form.cleaned_data["step"])}
            visit = writes.plan_visit(by=request.actor, case=found, **said)
            messages.success(request, f"{appointment_words(visit)}\u00a0: c’est noté. Dites-le-lui.")
            return redirect("cases:visit", case_id=found.pk, visit_id=visit.pk)
    sentence = _where_not(found, known)
    return ask(request, found, form, title="Prendre un rendez-vous", button="Prendre ce rendez-vous", sentence=sentence)


@require_http_methods(["GET", "POST"])
def note_visit(request, case_id):
    """Note what was heard and seen; an appointment that was kept is among the choices."""
    found = case_of(request, case_id, FOLLOW)
    known = following(found)
    initial = {"day": clock.today()} | _asked_for(request)
    form = VisitForm(_appointments(known) + _steps(known), answers_of(request), initial=initial)
    if form.is_valid():
        with saying(form):
            said = dict(form.cleaned_data)
            chosen = said.pop("step")
            visit = writes.note_visit(
                by=request.actor, case=found, step=_step(chosen), visit=_appointment(known, chosen), **said
            )
            messages.success(request, f"La visite est notée. {_what_next(visit)}".strip())
            return redirect("cases:case", case_id=found.pk)
    sentence = "Par téléphone comme de vive voix\u00a0: un appel compte comme une visite."
    return ask(request, found, form, title="Noter une visite ou un appel", button="Noter la visite", sentence=sentence)


@require_http_methods(["GET", "POST"])
def impossible_visit(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    slots = [slot for slot in following(found).slots if slot.standing is not None]
    steps = [(slot.code, slot_words(slot)) for slot in slots]
    form = ImpossibleForm(steps, answers_of(request), initial=_asked_for(request))
    if form.is_valid():
        with saying(form):
            writes.note_impossible(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, "C’est noté\u00a0: cette visite n’est plus attendue. Si elle se fait, notez-la.")
            return redirect("cases:case", case_id=found.pk)
    return ask(request, found, form, title="Une visite n’a pas pu se faire", button="Noter comme impossible")


@require_GET
def visit(request, case_id, visit_id):
    """One visit with its sealed words: opening it is a reading."""
    found = case_of(request, case_id, READ)
    one = visit_of(found, visit_id)
    record(verbs.VISIT_READ, by=request.actor, on=one, file_id=found.registration_id)
    title = next((slot.planned.title for slot in following(found).slots if slot.code == one.step), "")
    planned = one.status == VisitStatus.PLANNED
    follows = may(request.actor, FOLLOW)
    context = {
        "case": found,
        "registration": found.registration,
        "visit": one,
        "title": title or "Hors calendrier",
        "state": visit_state(one),
        "appointment": appointment_words(one) if planned else "",
        "pairs": _pairs(one),
        "planned": planned,
        "follows": follows,
        "may_cancel": follows and one.status != VisitStatus.CANCELLED,
        "card": card_address(request.actor, one) if planned and may(request.actor, REGISTER) else "",
    }
    return render(request, "cases/visit.html", context)


@require_POST
def cancel_visit(request, case_id, visit_id):
    found = case_of(request, case_id, FOLLOW)
    writes.cancel_visit(by=request.actor, visit=visit_of(found, visit_id))
    messages.success(request, "C’est annulé. Si une visite du calendrier était en cause, elle est de nouveau à faire.")
    return redirect("cases:case", case_id=found.pk)


def visit_of(case: Case, visit_id: UUID) -> Visit:
    return get_object_or_404(Visit.objects.select_related("case", "noted_by"), pk=visit_id, case=case)


def _where_not(case: Case, known: Following) -> str:
    """What keeps one from going to her, said before the appointment is taken."""
    if known.zone is not None:
        return "Zone inaccessible\u00a0: un appel compte, ou recevez-la au bureau."
    if SafeContact.objects.filter(registration=case.registration_id, visit_allowed=True).exists():
        return ""
    return "Visite non autorisée\u00a0: au bureau ou par téléphone."


def _steps(known: Following) -> list[tuple[str, str]]:
    """The visits of the schedule that are still to be settled, the most pressing first, and none of them."""
    taken = {one.step for one in known.appointments}
    open_ones = [slot for slot in known.slots if slot.open and slot.code not in taken]
    return [(slot.code, slot_words(slot)) for slot in open_ones] + [(OUTSIDE, "Hors calendrier")]


def _appointments(known: Following) -> list[tuple[str, str]]:
    return [(f"{APPOINTMENT}{one.pk}", appointment_words(one)) for one in known.appointments]


def _appointment(known: Following, chosen: str) -> Visit | None:
    return next((one for one in known.appointments if f"{APPOINTMENT}{one.pk}" == chosen), None)


def _step(chosen: str) -> str:
    return "" if chosen == OUTSIDE or chosen.startswith(APPOINTMENT) else chosen


def _asked_for(request) -> dict:
    """What the link that led here has said already."""
    said = {"step": request.GET.get("visite", ""), "mode": request.GET.get("mode", "")}
    return {name: value for name, value in said.items() if value}


def _what_next(visit: Visit) -> str:
    return "" if visit.next_step else "Pensez au prochain rendez-vous."


def _pairs(visit: Visit) -> list[tuple[str, str]]:
    pairs = [
        ("Comment", Mode(visit.mode).label if visit.mode else ""),
        ("Lieu dit", visit.place),
        ("A reçu ce qui était prévu", visit.get_received_display()),
        ("Activité", visit.get_business_display()),
        ("Logement", visit.get_housing_display()),
        ("La suite", visit.next_step),
    ]
    return [(question, answer) for question, answer in pairs if answer]
