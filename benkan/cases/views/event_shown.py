"""The page of one event: what it stopped, whom it brought, what it proposes; its sealed words; how it is annulled."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.events import AnnulEventForm
from benkan.cases.forms.screening import ReasonForm
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import LifeEvent
from benkan.cases.permissions import ASSESS, NOTE_DEATH, NOTE_EVENT, PLAN, READ, READ_RESTRICTED
from benkan.cases.reads.event_needs import proposed_needs
from benkan.cases.reads.events import annulled, detail_of, stops_of, with_detail
from benkan.cases.reads.second_grant import second_grant
from benkan.cases.views.event_words import after_death, brought_row, event_tags, event_title, noted_words, stop_row
from benkan.cases.views.events_found import event_of, stop_of
from benkan.cases.writes.event_project import prepare_second_grant
from benkan.cases.writes.event_stops import settle_stop
from benkan.cases.writes.events import annul_event, confirm_event
from benkan.cases.writes.needs import note_need
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people.views.found import answers_of, status_of


@require_GET
def event(request, event_id):
    """Opening it is a reading. Nothing sealed is on it."""
    found = event_of(request, event_id, READ)
    record(verbs.EVENT_READ, by=request.actor, on=found, file_id=found.registration_id)
    actor, stands = request.actor, not annulled(found)
    notes = may(actor, NOTE_EVENT) and stands
    people = [brought_row(one) for one in found.people.select_related("registration__nationality")]
    running = found.case_id is not None and found.case.status in UNDER_WAY
    context = {
        "event": found,
        "registration": found.registration,
        "title": event_title(found),
        "tags": event_tags(found),
        "noted": noted_words(found),
        "stands": stands,
        "sealed": may(actor, READ_RESTRICTED) and bool(with_detail([found])),
        "stops": [stop_row(one) for one in stops_of(found)],
        "may_settle": may(actor, NOTE_EVENT) and not stands,
        "people": people,
        "asks_person": notes and _asks_person(found, len(people)),
        "needs": proposed_needs(found) if stands and may(actor, ASSESS) else [],
        "revises": stands and running and may(actor, PLAN) and found.kind in (EventKind.BIRTH, EventKind.JOINED),
        "family": after_death(found) if stands and found.kind == EventKind.DEATH else None,
        "may_confirm": stands and not found.confirmed and may(actor, NOTE_DEATH),
        "rule": second_grant(found.line) if stands and found.kind == EventKind.PROJECT else None,
        "plans": may(actor, PLAN) and running,
        "may_annul": notes,
    }
    return render(request, "cases/events/event.html", context)


@require_http_methods(["GET", "POST"])
def event_restricted(request, event_id):
    """The reason first; then, in the answer to it alone, what is sealed of this event."""
    found = event_of(request, event_id, READ_RESTRICTED)
    form = ReasonForm(answers_of(request))
    around = {"event": found, "registration": found.registration, "title": event_title(found)}
    if not form.is_valid():
        context = {**around, "form": form, "back": reverse("cases:event", args=[found.pk])}
        return render(request, "cases/events/reason.html", context, status=status_of(form))
    held = detail_of(request.actor, found)
    record(verbs.EVENT_RESTRICTED_READ, by=request.actor, on=found, file_id=found.registration_id, reason=form.reason)
    kind, pairs = held if held is not None else ("", [])
    return render(request, "cases/events/restricted.html", {**around, "held": held, "kind": kind, "pairs": pairs})


@require_http_methods(["GET", "POST"])
def annul(request, event_id):
    """It was not so: then what it had stopped is listed, to be taken up again by a person."""
    found = event_of(request, event_id, NOTE_EVENT)
    form = AnnulEventForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            annul_event(by=request.actor, event=found, why=form.cleaned_data["why"])
            messages.success(request, _annulled_words(found))
            return redirect("cases:event", event_id=found.pk)
    context = {
        "registration": found.registration,
        "form": form,
        "title": "Elle est vivante" if found.kind == EventKind.DEATH else "Annuler cet événement",
        "sentence": "La ligne reste, marquée «\u00a0annulé\u00a0». Ce qu’elle avait arrêté vous est proposé, un à un.",
        "button": "Annuler l’événement",
        "back": reverse("cases:event", args=[found.pk]),
    }
    return render(request, "cases/events/form.html", context, status=status_of(form))


@require_POST
def confirm(request, event_id):
    found = event_of(request, event_id, NOTE_DEATH)
    confirm_event(by=request.actor, event=found)
    messages.success(request, "La nouvelle est notée comme certaine.")
    return redirect("cases:event", event_id=found.pk)


@require_POST
def settle(request, stop_id):
    """Take one thing up again (`repris`), or say that it is not needed any more."""
    stop = stop_of(request, stop_id, NOTE_EVENT)
    again = request.POST.get("suite") == "repris"
    settle_stop(by=request.actor, stop=stop, again=again)
    messages.success(request, "C’est repris." if again else "C’est noté\u00a0: ce n’est plus nécessaire.")
    return redirect("cases:event", event_id=stop.event_id)


@require_POST
def need(request, event_id):
    """Note one of the needs that the event proposes."""
    found = event_of(request, event_id, ASSESS)
    chosen = next((one for one in proposed_needs(found) if one.key == request.POST.get("besoin")), None)
    if chosen is None:
        messages.error(request, "Ce besoin n’est plus proposé\u00a0: rien n’a été noté.")
    else:
        note_need(by=request.actor, case=chosen.case, said=chosen.said)
        messages.success(request, f"Le besoin est noté pour {chosen.case.registration.full_name}.")
    return redirect("cases:event", event_id=found.pk)


@require_POST
def second(request, event_id):
    """Write the line of the second grant into the draft of her plan, to be read again with her."""
    found = event_of(request, event_id, PLAN)
    line = prepare_second_grant(by=request.actor, event=found)
    messages.success(request, "La ligne du second financement est dans le brouillon du plan. Relisez-la avec elle.")
    return redirect("cases:plan", plan_id=line.plan_id)


def _asks_person(event: LifeEvent, brought: int) -> bool:
    return event.kind == EventKind.JOINED or (event.kind == EventKind.BIRTH and brought < event.awaited)


def _annulled_words(event: LifeEvent) -> str:
    if event.kind == EventKind.DEATH:
        return "La nouvelle était fausse\u00a0: c’est noté. Reprenez ci-dessous ce qui avait été arrêté."
    return "L’événement est annulé."
