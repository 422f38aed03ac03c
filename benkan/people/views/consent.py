"""Consent: the text that is said, six answers, and what was answered before. A refusal stops nothing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.forms import saying
from benkan.people import writes
from benkan.people.choices import LANGUAGE, label_of
from benkan.people.forms import ConsentForm
from benkan.people.permissions import CONSENT
from benkan.people.reads import texts_signed
from benkan.people.views.found import answers_of, file_of, status_of


@require_http_methods(["GET", "POST"])
def ask(request, registration_id):
    """Ask purpose by purpose; a withdrawal is a new « non »."""
    registration = file_of(request, registration_id, CONSENT)
    texts = texts_signed()
    form = ConsentForm(registration, texts, answers_of(request))
    if form.is_valid():
        with saying(form):
            added = writes.ask_consent(
                by=request.actor, registration=registration, answers=form.answers, **form.circumstances
            )
            messages.success(request, _done(added))
            return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "texts": [(label_of(LANGUAGE, text.language), text) for text in texts],
        "earlier": registration.consents.select_related("text").order_by("-at", "-id"),
        "button": "Enregistrer les réponses",
        "cancel_url": reverse("people:file", args=[registration.pk]),
        "keep": f"consentement-{registration.pk}",
    }
    return render(request, "people/consent.html", context, status=status_of(form))


def _done(added: list) -> str:
    if not added:
        return "Rien de nouveau : ces réponses étaient déjà notées. L’aide continue."
    if all(consent.given for consent in added):
        return "Les réponses sont notées. L’aide continue."
    refused = ", ".join(consent.get_purpose_display().lower() for consent in added if not consent.given)
    return f"Les réponses sont notées. Refusé : {refused}. L’aide continue."
