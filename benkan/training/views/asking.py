"""The page of one form of training, and the things it is about, found before the right is checked."""

from uuid import UUID

from django.shortcuts import get_object_or_404, render

from benkan.common.errors import Refused
from benkan.common.permissions import Permission, check, check_either
from benkan.people.views.found import status_of
from benkan.training.models import Enrolment, Session
from benkan.training.permissions import ENROL, KEEP


def ask(request, form, *, title: str, button: str, back: str, back_words: str, sentence: str = ""):
    """Render it; 422 where answers are to be corrected."""
    context = {
        "form": form, "title": title, "button": button, "cancel_url": back, "back_words": back_words,
        "sentence": sentence,
    }  # fmt: skip
    return render(request, "training/form.html", context, status=status_of(form))


def session_of(request, session_id: UUID, right: Permission, *, own: bool = False) -> Session:
    """Sessions are everybody's to read, and their organisation's alone to keep (`own`)."""
    around = Session.objects.select_related("organisation", "place", "structure", "grant")
    found = get_object_or_404(around, pk=session_id)
    check(request.actor, right)
    if own and found.organisation_id != request.actor.organisation_id:
        raise Refused("Cette formation est tenue par une autre organisation\u00a0: elle seule la change.")
    return found


def enrolment_of(request, enrolment_id: UUID) -> Enrolment:
    """404 for who is on neither side; 403 without the right of one's side."""
    around = Enrolment.objects.select_related("session__place", "session__organisation", "organisation")
    found = get_object_or_404(around, pk=enrolment_id)
    accompanies = found.organisation_id == request.actor.organisation_id
    holds = found.organiser_id == request.actor.organisation_id
    check_either(request.actor, *([ENROL] if accompanies else []), *([KEEP] if holds else []))
    return found
