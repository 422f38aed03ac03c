"""The second step: complete, or correct, who she is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.errors import Impossible
from benkan.people import writes
from benkan.people.forms import IdentityForm
from benkan.people.lifecycle import Status
from benkan.people.permissions import COMPLETE
from benkan.people.views.found import answers_of, file_of, status_of


@require_http_methods(["GET", "POST"])
def complete(request, registration_id):
    """Saved as one goes; finishing says what is missing, and loses nothing of what was just saved."""
    registration = file_of(request, registration_id, COMPLETE)
    if registration.status == Status.ANNULLED:
        raise Impossible("Cet enregistrement est annulé : il ne se corrige plus. Enregistrez la personne de nouveau.")
    form = IdentityForm(registration, answers_of(request))
    if form.is_valid():
        writes.correct(by=request.actor, registration=registration, answers=form.answers)
        _finish(request, registration)
        return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "finishing": registration.status == Status.REGISTERED,
        "cancel_url": reverse("people:file", args=[registration.pk]),
        "keep": f"completer-{registration.pk}",
    }
    return render(request, "people/complete.html", context, status=status_of(form))


def _finish(request, registration) -> None:
    """Say what was done; with « terminer », also move the registration, or say what it still needs."""
    if request.POST.get("suite") != "terminer" or registration.status != Status.REGISTERED:
        messages.success(request, "Les réponses sont enregistrées.")
        return
    try:
        writes.complete(by=request.actor, registration=registration)
        messages.success(request, "L’enregistrement est complet.")
    except Impossible as sentence:
        messages.warning(
            request, f"Les réponses sont enregistrées, mais l’enregistrement n’est pas complet. {sentence}"
        )
