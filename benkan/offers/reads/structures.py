"""Structures without an account: found by their name and their cercle, and those that are alike."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from benkan.offers.models import Structure
from benkan.places.folding import fold
from benkan.places.models import Place

ALIKE = 0.82  # of the letters of two names: « CSCom de Bafoulabe », « cscom Bafoulabé »
_EMPTY_WORDS = frozenset(["de", "du", "des", "la", "le", "les", "l", "d", "centre"])


@dataclass(frozen=True)
class Likeness:
    """A structure that may be the one being noted, and why it is proposed."""

    structure: Structure
    why: str


def standing() -> QuerySet[Structure]:
    """Those of the directory, with their cercle and its region."""
    return Structure.objects.filter(closed_at__isnull=True).select_related("place__parent", "organisation")


def found(text: str = "", place: Place | None = None, kind: str = "") -> QuerySet[Structure]:
    """Those that answer, first those of the very place, then those of its region, then the others when no place is
    asked; by name."""
    structures = standing()
    if kind:
        structures = structures.filter(kind=kind)
    for word in text.split():
        structures = structures.filter(Q(name__icontains=word) | Q(address__icontains=word))
    if place is None:
        return structures.order_by("name", "pk")
    region = place.parent_id if place.parent_id else place.pk
    nearness = Case(When(place=place, then=Value(0)), default=Value(1), output_field=IntegerField())
    near = structures.filter(Q(place=place) | Q(place=region) | Q(place__parent=region) | Q(place__parent=place))
    return near.annotate(nearness=nearness).order_by("nearness", "name", "pk")


def alike(name: str, place: Place) -> list[Likeness]:
    """Those of the same cercle whose names are the same or nearly: a machine proposes, a person says."""
    wanted = _bare(name)
    likely = []
    for one in standing().filter(place=place):
        held = _bare(one.name)
        if held == wanted:
            likely.append(Likeness(one, "même nom, même cercle"))
        elif SequenceMatcher(None, held, wanted).ratio() >= ALIKE:
            likely.append(Likeness(one, "nom presque pareil, même cercle"))
    return likely


def _bare(name: str) -> str:
    """The words that tell one from another, in alphabetical order."""
    return " ".join(sorted(word for word in fold(name).split() if word not in _EMPTY_WORDS))
