"""The file of a person: what is known, what is next, who is around; its numbers on demand, its corrections, its end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people import verbs, writes
from benkan.people.facts import has_died
from benkan.people.file import sections_of
from benkan.people.forms import AnnulForm
from benkan.people.lifecycle import Status
from benkan.people.permissions import COMPLETE, CONSENT, READ_FILE, REGISTER, REQUEST
from benkan.people.reads.area import elsewhere
from benkan.people.reads.history import corrections_of
from benkan.people.reads.households import head_of
from benkan.people.reads.requests import shown
from benkan.people.reads.whole import whole_file
from benkan.people.requests import OPEN
from benkan.people.views.found import answers_of, file_of, status_of
from benkan.people.views.shown import identifiers_shown, known, next_step, state, thread
from benkan.people.words import age_words, destination_words


@require_GET
def file(request, registration_id):
    """Opening a file is a reading: one audit row."""
    registration = file_of(request, registration_id, READ_FILE, erased=True)
    if registration.status == Status.ERASED:
        erased = registration.statuses.filter(status=Status.ERASED).first()
        return render(request, "people/erased.html", {"registration": registration, "erased": erased})
    verb = verbs.FILE_READ_ELSEWHERE if elsewhere(request.actor, READ_FILE, registration) else verbs.FILE_READ
    record(verb, by=request.actor, on=registration, file_id=registration.pk)
    return render(request, "people/file.html", _context(request, registration))


@require_POST
def reveal(request, registration_id):
    """The numbers of the papers, whole: asked on purpose, and remembered. HTMX asks for that part alone."""
    registration = file_of(request, registration_id, READ_FILE)
    context = _context(request, registration, whole_numbers=True)
    kinds = {identifier.kind for identifier in context["whole"].identifiers}
    record(verbs.IDENTIFIER_READ, by=request.actor, on=registration, file_id=registration.pk, fields=kinds)
    return render(request, "people/parts/identifiers.html" if request.htmx else "people/file.html", context)


@require_GET
def history(request, registration_id):
    """Earlier values, field by field; also a reading, since they name."""
    registration = file_of(request, registration_id, READ_FILE)
    record(verbs.HISTORY_READ, by=request.actor, on=registration, file_id=registration.pk)
    corrections = corrections_of(registration, private=may(request.actor, COMPLETE))
    return render(request, "people/history.html", {"registration": registration, "corrections": corrections})


@require_http_methods(["GET", "POST"])
def annul(request, registration_id):
    """Say that a registration was a mistake; it stays, and counts no more."""
    registration = file_of(request, registration_id, COMPLETE)
    form = AnnulForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.annul(by=request.actor, registration=registration, reason=form.cleaned_data["reason"])
            messages.success(request, "L’enregistrement est annulé. Il reste lisible, et ne compte plus.")
            return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "title": "Annuler cet enregistrement",
        "sentence": "Le dossier reste lisible avec votre motif. La personne n’est plus comptée par lui.",
        "button": "Annuler cet enregistrement",
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "people/form.html", context, status=status_of(form))


def _context(request, registration, *, whole_numbers: bool = False) -> dict:
    actor = request.actor
    whole = whole_file(registration)
    annulled = registration.status == Status.ANNULLED
    announced = registration.status == Status.SIGNALLED
    died = has_died(registration)
    corrects = may(actor, COMPLETE) and not annulled
    upcoming = next_step(actor, whole)
    answered, unanswered = known(registration, private=may(actor, COMPLETE), talk=whole.talk)
    return {
        "whole": whole,
        "registration": registration,
        "age": age_words(registration),
        "head": head_of(registration),
        "destination": destination_words(registration),
        "known": answered,
        "unanswered": ", ".join(unanswered),
        "state": state(registration),
        "next": upcoming,
        "to_do": bool(upcoming or whole.missing) and not annulled and not announced and not died,
        "died": died,
        "asked": any(consent for _, _, consent in whole.consents),
        "identifiers": identifiers_shown(whole.identifiers, whole=whole_numbers),
        "whole_numbers": whole_numbers,
        "thread": thread(whole, actor.organisation.name),
        "sections": [
            render_to_string(template, {"registration": registration, **section}, request)
            for template, section in sections_of(actor, registration)
        ],
        "annulled": whole.statuses[-1] if annulled and whole.statuses else None,
        "announced": announced,
        "wants_private_talk": corrects and registration.wants_private_talk,
        "written_by": whole.name_of(registration.written_by_id),
        "may_correct": corrects,
        # What is asked of her waits until she is there.
        "may_complete": corrects and not announced,
        "may_consent": may(actor, CONSENT) and not annulled and not announced and not died,
        "requests": [shown(one) for one in registration.requests.filter(status__in=OPEN).order_by("due", "pk")],
        "may_request": may(actor, REQUEST),
        "may_register": may(actor, REGISTER) and not annulled,
    }
