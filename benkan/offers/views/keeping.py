"""One's own organisation's offers: opened, corrected, ended, and their places said."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.offers import writes
from benkan.offers.forms import OfferForm, PlacesForm
from benkan.offers.models import Offer
from benkan.offers.permissions import KEEP
from benkan.offers.reads.directory import kept, with_places
from benkan.offers.views.directory import rows_of
from benkan.offers.views.found import offer_of
from benkan.people.views.found import answers_of, status_of


@require_GET
def kept_offers(request):
    """Open ones first; confidential ones stand here and nowhere else."""
    check(request.actor, KEEP)
    rows = rows_of(kept(request.actor))
    context = {
        "open": [row for row in rows if not row["ended"]],
        "ended": [row for row in rows if row["ended"]],
    }
    return render(request, "offers/kept.html", context)


@require_http_methods(["GET", "POST"])
def new_offer(request):
    check(request.actor, KEEP)
    form = OfferForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            answers, areas = form.said
            opened = writes.open_offer(by=request.actor, answers=answers, areas=areas)
            messages.success(request, "L’offre est dans l’annuaire. Dites maintenant combien de places sont libres.")
            return redirect("offers:places", offer_id=opened.pk)
    return _page(request, form, "Nouvelle offre", "Mettre dans l’annuaire", reverse("offers:kept"))


@require_http_methods(["GET", "POST"])
def correct(request, offer_id):
    found = _own(request, offer_id)
    form = OfferForm(answers_of(request), offer=found)
    if form.is_valid():
        with saying(form):
            answers, areas = form.said
            writes.correct_offer(by=request.actor, offer=found, answers=answers, areas=areas)
            messages.success(request, "L’offre est corrigée.")
            return redirect("offers:offer", offer_id=found.pk)
    return _page(request, form, "Corriger l’offre", "Enregistrer", _address(found), found)


@require_http_methods(["GET", "POST"])
def places(request, offer_id):
    """The last that was said is filled in: one changes what changed."""
    found = _own(request, offer_id)
    last = with_places(Offer.objects.filter(pk=found.pk)).get()
    form = PlacesForm(answers_of(request), initial={"total": last.total, "waiting": last.waiting})
    if form.is_valid():
        with saying(form):
            writes.declare_places(by=request.actor, offer=found, **form.cleaned_data)
            messages.success(request, "Les places sont dites.")
            return redirect("offers:offer", offer_id=found.pk)
    return _page(request, form, "Dire les places", "Enregistrer les places", _address(found), found)


@require_http_methods(["GET", "POST"])
def end(request, offer_id):
    found = _own(request, offer_id)
    if request.method == "POST":
        writes.end_offer(by=request.actor, offer=found)
        messages.success(request, "L’offre est fermée\u00a0: personne n’y est plus orienté.")
        return redirect("offers:kept")
    return render(request, "offers/end.html", {"offer": found, "cancel_url": _address(found)})


def _own(request, offer_id) -> Offer:
    found = offer_of(request, offer_id, KEEP)
    if found.organisation_id != request.actor.organisation_id:
        raise Refused("Cette offre est tenue par une autre organisation\u00a0: elle seule la change.")
    return found


def _address(offer: Offer) -> str:
    return reverse("offers:offer", args=[offer.pk])


def _page(request, form, title: str, button: str, back: str, offer: Offer | None = None):
    context = {"form": form, "title": title, "button": button, "cancel_url": back, "offer": offer}
    return render(request, "offers/form.html", context, status=status_of(form))
