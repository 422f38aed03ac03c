"""Structures without an account: looked for, noted once, corrected."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.offers import writes
from benkan.offers.forms import SearchForm, StructureForm
from benkan.offers.models import Structure
from benkan.offers.permissions import NOTE_STRUCTURE, SEE
from benkan.offers.reads.structures import found
from benkan.offers.views.found import structure_of
from benkan.offers.writes.structures import SAID, AlreadyThere
from benkan.people.views.found import answers_of, status_of

SHOWN = 50


@require_GET
def structures(request):
    check(request.actor, SEE)
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    rows = list(found(said.get("q", ""), said.get("lieu"))[: SHOWN + 1])
    context = {
        "form": form,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "place": said.get("lieu"),
        "notes": may(request.actor, NOTE_STRUCTURE),
    }
    return render(request, "offers/structures.html", context)


@require_GET
def structure(request, structure_id):
    one = structure_of(request, structure_id, SEE)
    own = one.organisation_id == request.actor.organisation_id
    pairs = [
        ("Nature", one.get_kind_display()),
        ("Cercle", f"{one.place.name} ({one.place.parent.name})" if one.place.parent_id else one.place.name),
        ("Quartier, repère", one.address),
        ("Téléphone du service", one.phone),
        ("Jours et heures", one.hours),
        ("Notée par", one.organisation.name),
    ]
    keeps = own and may(request.actor, NOTE_STRUCTURE) and one.closed_at is None
    return render(request, "offers/structure.html", {"structure": one, "pairs": pairs, "keeps": keeps})


@require_http_methods(["GET", "POST"])
def new_structure(request):
    """Those that are alike are shown; a person says whether it is one of them."""
    check(request.actor, NOTE_STRUCTURE)
    form, like = StructureForm(answers_of(request)), []
    if form.is_valid():
        with saying(form) as outcome:
            another = "autre" in request.POST
            noted = writes.note_structure(by=request.actor, answers=form.cleaned_data, another=another)
            messages.success(request, "La structure est dans l’annuaire, pour tous les acteurs.")
            return redirect("offers:structure", structure_id=noted.pk)
        like = outcome.refusal.like if isinstance(outcome.refusal, AlreadyThere) else []
    context = {
        "form": form,
        "like": like,
        "title": "Noter une structure",
        "button": "C’en est une autre, la noter" if like else "Noter dans l’annuaire",
        "cancel_url": reverse("offers:structures"),
    }
    return render(request, "offers/structure_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def correct_structure(request, structure_id):
    one = _own(request, structure_id)
    form = StructureForm(
        answers_of(request), initial={name: getattr(one, name) for name in SAID} | {"place": one.place_id}
    )
    if form.is_valid():
        with saying(form):
            writes.correct_structure(by=request.actor, structure=one, answers=form.cleaned_data)
            messages.success(request, "La structure est corrigée.")
            return redirect("offers:structure", structure_id=one.pk)
    context = {
        "form": form,
        "like": [],
        "title": "Corriger la structure",
        "button": "Enregistrer",
        "cancel_url": reverse("offers:structure", args=[one.pk]),
    }
    return render(request, "offers/structure_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def close_structure(request, structure_id):
    one = _own(request, structure_id)
    if request.method == "POST":
        writes.close_structure(by=request.actor, structure=one)
        messages.success(request, "La structure est retirée de l’annuaire. Ce qui lui a été envoyé reste lisible.")
        return redirect("offers:structures")
    return render(request, "offers/close_structure.html", {"structure": one})


def _own(request, structure_id) -> Structure:
    one = structure_of(request, structure_id, NOTE_STRUCTURE)
    if one.organisation_id != request.actor.organisation_id:
        raise Refused("Cette structure est notée par une autre organisation\u00a0: elle seule la corrige.")
    return one
