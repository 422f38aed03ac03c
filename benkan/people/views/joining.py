"""Two households become one: somebody of the other is chosen, then who lives where is shown, then it is noted."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.typography import pluriel
from benkan.people import verbs, writes
from benkan.people.forms import JoinForm, KeptHeadForm
from benkan.people.models import Household, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.reads.area import elsewhere
from benkan.people.reads.households import living_in
from benkan.people.reads.whole import relatives_of
from benkan.people.views.found import answers_of, file_chosen, file_of, status_of
from benkan.people.writes.households import NO_HOUSEHOLD

ALONE = (
    "{name} n’est d’aucun ménage. Notez plutôt un lien de famille, et dites qu’elles vivent ensemble\u00a0: cette "
    "personne entrera dans ce ménage."
)


@dataclass(frozen=True)
class Side:
    """One of the two households, as the page shows it before they are one."""

    household: Household
    members: list[Registration]

    @property
    def head(self) -> Registration | None:
        return next((one for one in self.members if one.pk == self.household.head_id), None)


@require_http_methods(["GET", "POST"])
def choose(request, registration_id):
    """Somebody of the other household: among her relatives who live elsewhere, or by number."""
    registration = file_of(request, registration_id, COMPLETE)
    if registration.household is None:
        raise Impossible(NO_HOUSEHOLD)
    elsewhere_living = [
        one.registration
        for one in relatives_of(registration)
        if one.links and not one.lives_here and one.registration.household is not None
    ]
    form = JoinForm(elsewhere_living, answers_of(request))
    if form.is_valid():
        with saying(form, "number"):
            other = file_chosen(form)
            _refuse_alone_or_same(registration, other)
            return redirect("people:confirm_join", registration_id=registration.pk, other_id=other.pk)
    context = {
        "registration": registration,
        "form": form,
        "title": "Réunir deux ménages",
        "sentence": "Toutes les personnes des deux ménages vivent désormais ensemble. Donnez une personne de l’autre.",
        "button": "Voir les deux ménages",
        "cancel_url": reverse("people:household", args=[registration.pk]),
    }
    return render(request, "people/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def confirm(request, registration_id, other_id):
    """Who lives in each, who stays head; then they are one. Seeing the other household is a reading of that file."""
    registration = file_of(request, registration_id, COMPLETE)
    other = file_of(request, other_id, COMPLETE)
    if registration.household is None:
        raise Impossible(NO_HOUSEHOLD)
    _refuse_alone_or_same(registration, other)
    sides = [_side(registration.household.whole_id), _side(other.household.whole_id)]
    heads = [(str(one.household.pk), one.head.full_name) for one in sides if one.head is not None]
    form = KeptHeadForm(heads, answers_of(request)) if len(heads) > 1 else None
    if request.method == "POST" and (form is None or form.is_valid()):
        kept = _kept(sides, form.cleaned_data["kept"] if form else heads[0][0] if heads else "")
        absorbed = next(one for one in sides if one is not kept)
        writes.join_households(by=request.actor, kept=kept.household, absorbed=absorbed.household)
        who = pluriel(sum(len(one.members) for one in sides), "personne")
        messages.success(request, f"Les deux ménages sont réunis\u00a0: {who}. Cela peut se défaire.")
        return redirect("people:household", registration_id=registration.pk)
    verb = verbs.FILE_READ_ELSEWHERE if elsewhere(request.actor, COMPLETE, other) else verbs.HOUSEHOLD_READ
    record(verb, by=request.actor, on=other, file_id=other.pk)
    context = {"registration": registration, "other": other, "sides": sides, "form": form, "heads": heads}
    return render(request, "people/join.html", context, status=status_of(form) if form else 200)


def _refuse_alone_or_same(registration: Registration, other: Registration) -> None:
    if other.household is None:
        raise Impossible(ALONE.format(name=other.full_name))
    if other.household.whole_id == registration.household.whole_id:
        raise Impossible("Ces deux personnes vivent déjà dans le même ménage.")


def _side(whole_id: UUID) -> Side:
    return Side(Household.objects.get(pk=whole_id), list(living_in(whole_id)))


def _kept(sides: list[Side], identifier: str) -> Side:
    """The household whose head stays; the one at hand where nobody is noted in either."""
    if not identifier:
        return sides[0]
    found = next((one for one in sides if str(one.household.pk) == identifier), None)
    if found is None:
        raise Http404
    return found
