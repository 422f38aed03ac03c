"""Propose a transfer, in two questions at one address: to whom, then why and with what.

To whom travels in the body of the form, never in the address: an actor's very name may tell of her.
"""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.cases.forms.transfers import TransferForm, WhereForm
from benkan.cases.models import Case
from benkan.cases.permissions import REFER
from benkan.cases.reads.handing import choices
from benkan.cases.reads.liaison_sheet import groups, has_restricted
from benkan.cases.reads.transfers import actors_for, checklist
from benkan.cases.views.found import case_of
from benkan.cases.writes.transfers import propose
from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.reads import consents_in_force
from benkan.people.views.found import status_of
from benkan.places.models import Place

STEPS = ("Vers qui", "Avec quoi")


@require_http_methods(["GET", "POST"])
def transfer_out(request, case_id):
    case = case_of(request, case_id, REFER)
    where = WhereForm(request.POST if request.method == "POST" else None, initial=_destination(case))
    place = where.place if where.is_bound else case.registration.destination
    receiver = _receiver(request, case)
    if receiver is None:
        return _whom(request, case, where, place)
    return _with_what(request, case, receiver, place)


def _destination(case: Case) -> dict:
    destination = case.registration.destination
    return {"lieu": destination.slug if destination else ""}


def _receiver(request, case: Case) -> Organisation | None:
    try:
        chosen = UUID(request.POST.get("vers") or request.POST.get("autre") or "")
    except ValueError:
        return None
    if "chercher" in request.POST:
        return None
    open_ones = Organisation.objects.filter(closed_at__isnull=True).exclude(pk=case.organisation_id)
    return open_ones.filter(pk=chosen).first()


def _whom(request, case: Case, where: WhereForm, place: Place | None):
    context = {
        "case": case,
        "registration": case.registration,
        "steps": STEPS,
        "form": where,
        "place": place,
        "actors": actors_for(request.actor, place),
    }
    return render(request, "cases/transfer_whom.html", context)


def _with_what(request, case: Case, receiver: Organisation, place: Place | None):
    crossings = choices(case, receiver, groups().values())
    restricted = has_restricted(case)
    form = TransferForm(crossings, request.POST if "proposer" in request.POST else None, restricted=restricted)
    if form.is_valid():
        with saying(form), saying(form, "hand_on", Refused):
            made = propose(by=request.actor, case=case, receiver=receiver, place=place, **form.said)
            messages.success(request, f"Le transfert est proposé à {receiver.name}. Sa réponse paraîtra ici.")
            return redirect("cases:transfer", transfer_id=made.pk)
    agreed = consents_in_force(case.registration).get(Purpose.REFERRAL)
    context = {
        "case": case,
        "registration": case.registration,
        "steps": STEPS,
        "form": form,
        "receiver": receiver,
        "place": place,
        "items": checklist(case),
        "refused": [(one.group.label, one.refusal) for one in crossings if one.refusal],
        "none_may": all(one.refusal for one in crossings),
        "agrees": agreed is not None and agreed.given,
    }
    return render(request, "cases/transfer_send.html", context, status=status_of(form))
