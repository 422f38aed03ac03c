"""The directory of offers: those that cover a place first, with the places they said they had, and when."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour, nombre, pluriel
from benkan.offers.models import DeclaredPlaces, HelpKind, Offer
from benkan.offers.thresholds import STALE_AFTER
from benkan.people.ages import MAJORITY
from benkan.places.models import Level, Place

HERE, EVERYWHERE, ELSEWHERE = range(3)
# Whom one asks for: (sex, child or grown-up).
PUBLICS = {"femme": ("F", False), "homme": ("M", False), "fille": ("F", True), "garcon": ("M", True)}


@dataclass(frozen=True)
class Asked:
    """What one looks for; what is not said leaves all."""

    text: str = ""
    kind: HelpKind | None = None
    place: Place | None = None
    public: str = ""  # a key of `PUBLICS`
    with_room: bool = False


@dataclass(frozen=True)
class Room:
    """How many places an offer said it had: tone and words of the tag, and the words of its day."""

    tone: str
    words: str
    as_of: str = ""
    stale: bool = False


def kinds_on(day: dt.date) -> QuerySet[HelpKind]:
    """The kinds of help of the catalogue on a day, in its order."""
    begun = Q(begins__isnull=True) | Q(begins__lte=day)
    return HelpKind.objects.filter(begun & (Q(ends__isnull=True) | Q(ends__gte=day)))


def kept(by: Actor) -> QuerySet[Offer]:
    """One's own organisation's, open or ended, confidential ones too."""
    return with_places(Offer.objects.filter(organisation=by.organisation_id))


def on_offer(day: dt.date | None = None) -> QuerySet[Offer]:
    """What the directory shows on a day: never a confidential offer, to its own organisation either."""
    day = day or clock.today()
    given = Q(begins__lte=day, ended_at=None) & (Q(ends__isnull=True) | Q(ends__gte=day))
    open_bodies = Q(organisation__closed_at__isnull=True) & (
        Q(structure__isnull=True) | Q(structure__closed_at__isnull=True)
    )
    return with_places(Offer.objects.filter(given & open_bodies, confidential=False))


def answering(asked: Asked, offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """Those of the kind, for the public and of the words that are asked, those that cover the place first."""
    for word in asked.text.split():
        offers = offers.filter(
            Q(title__icontains=word)
            | Q(kind__label__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(structure__name__icontains=word)
        )
    if asked.kind is not None:
        offers = offers.filter(kind=asked.kind)
    if asked.public in PUBLICS:
        sex, child = PUBLICS[asked.public]
        offers = offers.filter(for_somebody(sex, MAJORITY - 1 if child else None, grown_up=not child))
    if asked.with_room:
        offers = offers.exclude(free=0)
    return ordered(offers, asked.place)


def for_somebody(sex: str, age: int | None, *, grown_up: bool = False) -> Q:
    """Open to somebody of this sex and age; what is not known of her bars nothing."""
    whom = Q(sex="") | Q(sex=sex) if sex else Q()
    if age is not None:
        whom &= (Q(least_age__isnull=True) | Q(least_age__lte=age)) & (Q(most_age__isnull=True) | Q(most_age__gte=age))
    elif grown_up:
        whom &= Q(most_age__isnull=True) | Q(most_age__gte=MAJORITY)
    return whom


def ordered(offers: QuerySet[Offer], place: Place | None) -> QuerySet[Offer]:
    """With `covers`: those that name the place or what holds it, those given everywhere, the others; in each, those
    that may have room first, then by organisation and title: nobody is ranked."""
    areas = Offer.areas.through.objects.filter(offer=OuterRef("pk"))
    covers = Case(
        When(Exists(areas.filter(place__in=_reach(place))), then=Value(HERE)),
        When(~Exists(areas), then=Value(EVERYWHERE)),
        default=Value(ELSEWHERE) if place is not None else Value(HERE),
        output_field=IntegerField(),
    )
    full = Case(When(free=0, then=Value(True)), default=Value(False), output_field=BooleanField())
    return offers.annotate(covers=covers, full=full).order_by("covers", "full", "organisation__name", "title", "pk")


def room_of(offer: Offer, *, today: dt.date, stale_after: int) -> Room:
    """What an offer of the reads above said of its places: old is said, never hidden."""
    if offer.total is None:
        return Room("", "places non dites")
    stale = (today - offer.as_of).days > stale_after
    as_of = f"état au {jour(offer.as_of)}" + (", à revérifier" if stale else "")
    if offer.free:
        words = f"{pluriel(offer.free, 'place libre,places libres')} sur {nombre(offer.total)}"
        return Room("" if stale else "ok", words, as_of, stale)
    waiting = f", {nombre(offer.waiting)} en attente" if offer.waiting else ""
    return Room("soon", f"complet{waiting}", as_of, stale)


def stale_after(on: dt.date) -> int:
    return value_of(STALE_AFTER, on=on)


def areas_words(offer: Offer) -> str:
    """« Kayes, Bafoulabé », « Partout »; nothing of a confidential one."""
    if offer.confidential:
        return ""
    return ", ".join(place.name for place in offer.areas.all()) or "Partout"


def public_words(offer: Offer) -> str:
    """« Femmes, de 18 à 35 ans », « Tous »."""
    who = {"F": "Femmes", "M": "Hommes"}.get(offer.sex, "Tous")
    if offer.least_age is not None and offer.most_age is not None:
        return f"{who}, de {offer.least_age} à {pluriel(offer.most_age, 'an')}"
    if offer.least_age is not None:
        return f"{who}, à partir de {pluriel(offer.least_age, 'an')}"
    if offer.most_age is not None:
        return f"{who}, jusqu’à {pluriel(offer.most_age, 'an')}"
    return who


def with_places(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """The same, with the last places said: `total`, `free`, `waiting`, `as_of`, None where none ever was."""
    last = DeclaredPlaces.objects.filter(offer=OuterRef("pk")).order_by("-as_of", "-at", "-pk")
    said = {name: Subquery(last.values(name)[:1]) for name in ("total", "free", "waiting", "as_of")}
    return (
        offers.select_related("organisation", "structure__place", "kind")
        .prefetch_related("areas")
        .annotate(**said)
        .order_by(F("ends").desc(nulls_first=True), "title")
    )


def _reach(place: Place | None) -> list:
    """The place, what holds it, and for a region what it holds: an offer of one cercle is some help in its region."""
    if place is None:
        return []
    reach = [place.pk, *(one.pk for one in place.within if one.level != Level.COUNTRY)]
    if place.level == Level.REGION:
        reach += place.children.values_list("pk", flat=True)
    return reach
