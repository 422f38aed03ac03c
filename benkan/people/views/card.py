"""The card she leaves with: number, next appointment, a telephone, nothing else; not even her name."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.people import verbs
from benkan.people.facts import refuse_dead
from benkan.people.forms import CardForm
from benkan.people.permissions import REGISTER
from benkan.people.views.found import file_of

# She asks, nobody promises to call: a call may harm, and she may have no telephone.
ASKED_BY_PHONE = "Pour votre prochain rendez-vous, appelez ce numéro."
ASKED_IN_PERSON = "Pour votre prochain rendez-vous, revenez là où l’on vous a reçue ou reçu."


@require_GET
def card(request, registration_id):
    """Shown to be printed, so each showing is a reading. What it says besides the number comes with the address."""
    registration = file_of(request, registration_id, REGISTER)
    refuse_dead(registration)
    record(verbs.CARD_PRINTED, by=request.actor, on=registration, file_id=registration.pk)
    given = request.GET if request.GET else None
    form = CardForm(given, initial={"telephone": request.actor.organisation.phone})
    said = form.cleaned_data if form.is_valid() else {}
    phone = said.get("telephone", "") or form.initial["telephone"]
    context = {
        "registration": registration,
        "form": form,
        "appointment": said.get("rendez_vous", ""),
        "place": said.get("lieu", ""),
        "phone": phone,
        "how_to_ask": ASKED_BY_PHONE if phone else ASKED_IN_PERSON,
    }
    return render(request, "people/card.html", context)
