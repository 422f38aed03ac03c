"""The directory, searched first; and one offer."""

from dataclasses import replace
from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.common import clock
from benkan.common.permissions import check, may
from benkan.common.typography import jour, pluriel
from benkan.offers.forms import PUBLIC_CHOICES, SearchForm
from benkan.offers.models import Offer
from benkan.offers.permissions import KEEP, NOTE_STRUCTURE, SEE
from benkan.offers.reads.directory import (
    ELSEWHERE,
    EVERYWHERE,
    Asked,
    answering,
    areas_words,
    on_offer,
    public_words,
    room_of,
    stale_after,
    with_places,
)
from benkan.offers.views.found import offer_of
from benkan.organisations.reads.actors import names_of

PAGE = 30


@require_GET
def offers(request):
    """HTMX asks for the results alone. Nothing here is of a person: no reading is noted."""
    check(request.actor, SEE)
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    asked = Asked(
        text=said.get("q", ""),
        kind=said.get("aide"),
        place=said.get("lieu"),
        public=said.get("public", ""),
        with_room=said.get("libres", False),
    )
    elsewhere_too = "ailleurs" in request.GET
    everything = answering(asked, on_offer())
    near = everything if elsewhere_too else everything.exclude(covers=ELSEWHERE)
    start = _start(request)
    found = list(near[start : start + PAGE + 1])
    context = {
        "form": form,
        "rows": rows_of(found[:PAGE]),
        "shown": _shown(asked),
        "hidden": _hidden(asked, everything, near),
        "clear": _address(request, ailleurs="1") if asked.place and not elsewhere_too else "",
        "next_url": _address(request, a=str(start + PAGE)) if len(found) > PAGE else "",
        "keeps": may(request.actor, KEEP),
        "notes": may(request.actor, NOTE_STRUCTURE),
    }
    return render(request, "offers/parts/results.html" if request.htmx else "offers/offers.html", context)


@require_GET
def offer(request, offer_id):
    """A confidential one shows neither address nor places, but to who keeps it."""
    found = offer_of(request, offer_id, SEE)
    own = found.organisation_id == request.actor.organisation_id
    keeps = own and may(request.actor, KEEP)
    told = list(found.declared_places.all()[:10]) if keeps or not found.confidential else []
    today = clock.today()
    context = {
        "offer": found,
        "pairs": _pairs(found, own=own),
        "room": None
        if found.confidential and not keeps
        else room_of(with_places(Offer.objects.filter(pk=found.pk)).get(), today=today, stale_after=stale_after(today)),
        "told": told,
        "names": names_of(one.by_id for one in told) if own else {},
        "keeps": keeps,
        "ended": found.is_over(today),
    }
    return render(request, "offers/offer.html", context)


def rows_of(offers) -> list[dict]:
    """How a list of offers shows each."""
    today = clock.today()
    after = stale_after(today)
    return [
        {
            "offer": one,
            "areas": areas_words(one),
            "public": public_words(one),
            "room": room_of(one, today=today, stale_after=after),
            "elsewhere": getattr(one, "covers", None) == ELSEWHERE,
            "everywhere": getattr(one, "covers", None) == EVERYWHERE,
            "ended": one.is_over(today),
        }
        for one in offers
    ]


def _pairs(offer: Offer, *, own: bool) -> list[tuple[str, str]]:
    where = "" if offer.confidential else areas_words(offer)
    given = f"{offer.structure}, d’après {offer.organisation}" if offer.structure_id else str(offer.organisation)
    reached = "" if offer.confidential and not own else offer.phone
    return [
        ("Aide", offer.kind.label),
        ("Donnée par", given),
        ("Pour", public_words(offer)),
        ("Elle s’adresse à", offer.get_level_display()),
        ("Où", where or "ne se dit pas"),
        ("Conditions", offer.conditions),
        ("Jours et heures", offer.hours),
        ("Téléphone", reached or ("" if offer.confidential else _phone_of(offer))),
        ("Depuis le", jour(offer.begins)),
        *([("Jusqu’au", jour(offer.ends))] if offer.ends else []),
    ]


def _phone_of(offer: Offer) -> str:
    return offer.structure.phone if offer.structure_id else offer.organisation.phone


def _shown(asked: Asked) -> str:
    """« Affichées : Formation qualifiante, Kayes, une femme. »"""
    words = [f"«\u00a0{asked.text}\u00a0»"] if asked.text else []
    words += [asked.kind.label] if asked.kind else []
    words += [asked.place.name] if asked.place else []
    words += [dict(PUBLIC_CHOICES)[asked.public].lower()] if asked.public else []
    return f"Affichées\u00a0: {', '.join(words) or 'toutes les offres ouvertes'}."


def _hidden(asked: Asked, everything, near) -> str:
    """What the filters leave out, in words; two or three counts, whatever the list."""
    words = []
    if asked.place is not None and (elsewhere := everything.count() - near.count()):
        words.append(pluriel(elsewhere, "offre qui ne couvre pas ce lieu,offres qui ne couvrent pas ce lieu"))
    if asked.with_room:
        full = answering(replace(asked, with_room=False), on_offer()).filter(free=0).count()
        words += [pluriel(full, "offre complète,offres complètes")] if full else []
    return ", ".join(words)


def _address(request, **more: str) -> str:
    kept_answers = {name: value for name, value in request.GET.items() if value and name != "a"}
    return f"?{urlencode(kept_answers | more)}"


def _start(request) -> int:
    typed = request.GET.get("a", "")
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0
