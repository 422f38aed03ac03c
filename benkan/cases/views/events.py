"""« Noter un événement »: one entry for all that changes in a person's life, then the short form of each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.cases.forms.events import BroughtForm
from benkan.cases.life_links import links_for
from benkan.cases.lifecycles.events import EventKind, Tie
from benkan.cases.models import LifeEvent
from benkan.cases.permissions import NOTE_DEATH, NOTE_EVENT, READ
from benkan.cases.reads.events import case_around
from benkan.cases.reads.of_age import asks_of_age
from benkan.cases.views.event_gestures import BY_CODE, GESTURES
from benkan.cases.views.events_found import event_of
from benkan.cases.writes.event_family import bring
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people.facts import refuse_dead
from benkan.people.views.found import answers_of, file_of, status_of

FOLLOWED_BY_PEOPLE = {EventKind.BIRTH, EventKind.JOINED}


@require_GET
def events(request, registration_id):
    """The choices, for somebody who is accompanied or not."""
    registration = file_of(request, registration_id, NOTE_DEATH)
    refuse_dead(registration)
    case = case_around(registration)
    held = [one for one in GESTURES if may(request.actor, one.right) and one.form(case, None) is not None]
    notes = may(request.actor, NOTE_EVENT)
    context = {
        "registration": registration,
        "back": _back(request, registration, case),
        "gestures": held,
        "of_age": notes and asks_of_age(registration),
        "links": [(link, reverse(link.route, args=[case.pk])) for link in links_for(case)] if notes else [],
    }
    return render(request, "cases/events/choose.html", context)


@require_http_methods(["GET", "POST"])
def note_event(request, registration_id, what):
    """One short form; then the page of the event, with what is proposed next."""
    gesture = BY_CODE.get(what)
    if gesture is None:
        raise Http404
    registration = file_of(request, registration_id, gesture.right)
    refuse_dead(registration)
    form = gesture.form(case_around(registration), answers_of(request))
    if form is None:
        raise Http404
    if form.is_valid():
        with saying(form):
            event = gesture.write(request.actor, registration, form)
            messages.success(request, gesture.done)
            return redirect(*_next(request, event))
    context = {
        "registration": registration,
        "form": form,
        "title": gesture.words,
        "sentence": gesture.sentence,
        "button": gesture.button,
        "back": reverse("cases:events", args=[registration.pk]),
    }
    return render(request, "cases/events/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def event_person(request, event_id):
    """Register a child that was born, or whoever has joined her; twins one after the other."""
    event = event_of(request, event_id, NOTE_EVENT)
    if event.kind not in FOLLOWED_BY_PEOPLE:
        raise Http404
    birth = event.kind == EventKind.BIRTH
    form = BroughtForm(birth, answers_of(request))
    if form.is_valid():
        with saying(form):
            tie = Tie.CHILD if birth else form.cleaned_data["tie"]
            bring(by=request.actor, event=event, tie=tie, answers=form.answers)
            left = event.awaited - event.people.count()
            if birth and left > 0:
                messages.success(request, "L’enfant a son dossier. Enregistrez maintenant l’enfant suivant.")
                return redirect("cases:event_person", event_id=event.pk)
            messages.success(request, "Le dossier est ouvert, et il est de son ménage.")
            return redirect("cases:event", event_id=event.pk)
    at = event.people.count() + 1
    title = "Enregistrer l’enfant" if birth else "Enregistrer qui l’a rejointe"
    context = {
        "registration": event.registration,
        "form": form,
        "title": f"{title} ({at} sur {event.awaited})" if birth and event.awaited > 1 else title,
        "sentence": "" if birth else "De toute nationalité\u00a0: notez ce qu’elle dit, sans rien supposer.",
        "button": "Enregistrer",
        "back": reverse("cases:event", args=[event.pk]),
    }
    return render(request, "cases/events/form.html", context, status=status_of(form))


def _next(request, event: LifeEvent) -> tuple:
    if event.kind in FOLLOWED_BY_PEOPLE:
        return ("cases:event_person", event.pk)
    if may(request.actor, READ):
        return ("cases:event", event.pk)
    return ("people:file", event.registration_id)


def _back(request, registration, case) -> str:
    if case is not None and may(request.actor, READ):
        return reverse("cases:case", args=[case.pk])
    return reverse("people:file", args=[registration.pk])
