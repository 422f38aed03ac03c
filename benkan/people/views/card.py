"""The card she leaves with: number, next appointment, a telephone, nothing else; not even her name."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.people import verbs
from benkan.people.forms import CardForm
from benkan.people.permissions import REGISTER
from benkan.people.views.found import file_of

TOLD_BY_PHONE = "Votre prochain rendez-vous vous sera dit au téléphone."


@require_GET
def card(request, registration_id):
    """Shown to be printed, so each showing is a reading. What it says besides the number comes with the address."""
    registration = file_of(request, registration_id, REGISTER)
    record(verbs.CARD_PRINTED, by=request.actor, on=registration, file_id=registration.pk)
    given = request.GET if request.GET else None
    form = CardForm(given, initial={"telephone": request.actor.organisation.phone})
    said = form.cleaned_data if form.is_valid() else {}
    context = {
        "registration": registration,
        "form": form,
        "appointment": said.get("rendez_vous", ""),
        "place": said.get("lieu", ""),
        "phone": said.get("telephone", "") or form.initial["telephone"],
        "told_by_phone": TOLD_BY_PHONE,
    }
    return render(request, "people/card.html", context)
