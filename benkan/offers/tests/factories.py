"""Invented offers and structures, made through the writes, inside `acting_for`."""

from benkan.offers import writes
from benkan.offers.models import HelpKind, Offer, Structure
from benkan.offers.words import Dimension, Level, Pillar, StructureKind
from benkan.places.models import Place

TRAINING = {
    "title": "Maçonnerie, trois mois",
    "pillar": Pillar.TRAINING,
    "dimension": Dimension.ECONOMIC,
    "level": Level.INDIVIDUAL,
}


def place(slug: str) -> Place:
    return Place.objects.get(slug=slug)


def cercle(name: str) -> Place:
    return Place.objects.get(name=name, level="cercle")


def region(name: str) -> Place:
    return Place.objects.get(name=name, level="region")


def kind(code: str = "formation_qualifiante") -> HelpKind:
    return HelpKind.objects.get(pk=code)


def an_offer(by, *areas: Place, help_kind: str = "formation_qualifiante", free: int | None = None, **answers) -> Offer:
    """`an_offer(by, cercle("Kita"), free=3)`: three places of ten; without `free`, nothing is said of places."""
    offer = writes.open_offer(by=by, answers=TRAINING | {"kind": kind(help_kind)} | answers, areas=areas)
    if free is not None:
        writes.declare_places(by=by, offer=offer, total=max(free, 10), free=free)
    return offer


def a_structure(by, name: str = "CSCom de Bafoulabé", at: str = "Bafoulabé", **answers) -> Structure:
    said = {"kind": StructureKind.CSCOM, "name": name, "place": cercle(at), "phone": "30 11 22 33"}
    return writes.note_structure(by=by, answers=said | answers)
