"""What other contexts and pages ask about places."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from benkan.common import clock
from benkan.places.folding import fold
from benkan.places.models import ConflictPeriod, EntryPoint, Level, Place, PlaceAlias, PlaceCode, open_on
from benkan.places.reference import MALI

# How a place answers a search: the smaller, the nearer. Beyond `EXACT` are beginnings of words, for live search.
BY_NAME, BY_ALIAS, BY_CODE, BY_START, BY_ALIAS_START, BY_WORD = range(6)
EXACT = BY_CODE


@dataclass(frozen=True)
class Found:
    """A place that answers a search, and by what: "" for its name, else the words to show."""

    place: Place
    rank: int
    why: str = ""


@dataclass(frozen=True)
class Guess:
    """How a file's codes fit one edition: names that agree, codes it knows, and (code, name said, name here)."""

    system: str
    edition: str
    agree: int
    known: int
    disagree: list[tuple[str, str, str]] = field(default_factory=list)


def as_code(text: str) -> str:
    """A code as it is stored: upper case, without what the database cannot hold."""
    return text.replace("\x00", "").strip().upper()


def all_within(places: Iterable[UUID]) -> frozenset[UUID]:
    """These places and all that lies in them, at any depth; a query for each depth."""
    found = depth = frozenset(places)
    while depth:
        depth = frozenset(Place.objects.filter(parent__in=depth).values_list("pk", flat=True)) - found
        found |= depth
    return found


def find_places(text: str, level: str | None = None, within: Place | None = None) -> list[Found]:
    """The places of that very name, other name or code, nearest first, homonyms all, with their parents fetched.

    More than one answer is a question to a person: a name alone never identifies a place, nor a code its edition.
    """
    return told(matching(text, level, within).filter(rank__lte=EXACT), text) if fold(text) else []


def matching(text: str, level: str | None = None, within: Place | None = None) -> QuerySet[Place]:
    """The places that answer a search, in order, each with its `rank`; without a text, all places by name."""
    places = Place.objects.select_related("parent__parent__parent")
    if level:
        places = places.filter(level=level)
    if within is not None:
        up = ("parent", "parent__parent", "parent__parent__parent")
        places = places.filter(Q(*[(step, within) for step in up], _connector=Q.OR))
    key, code = fold(text), as_code(text)
    if not key:  # nothing asked, or nothing but punctuation
        unranked = places.annotate(rank=Value(BY_NAME))
        return unranked.none() if text.strip() else unranked
    aliases = PlaceAlias.objects.filter(place=OuterRef("pk"))
    codes = PlaceCode.objects.filter(place=OuterRef("pk"), code=code)
    rank = Case(
        When(key=key, then=BY_NAME),
        When(Exists(aliases.filter(key=key)), then=BY_ALIAS),
        When(Exists(codes), then=BY_CODE),
        When(key__startswith=key, then=BY_START),
        When(Exists(aliases.filter(key__startswith=key)), then=BY_ALIAS_START),
        When(key__contains=f" {key}", then=BY_WORD),
        output_field=IntegerField(),
    )
    return places.annotate(rank=rank).filter(rank__isnull=False).order_by("rank", "key", "slug")


def told(places: QuerySet[Place], text: str) -> list[Found]:
    """The same places, each with the words that say by what it answers; two queries more, whatever their number."""
    key, code = fold(text), as_code(text)
    return [Found(place, place.rank, _why(place, key, code)) for place in places.prefetch_related("aliases", "codes")]


def _why(place: Place, key: str, code: str) -> str:
    if place.rank in (BY_ALIAS, BY_ALIAS_START):
        names = (alias.name for alias in place.aliases.all() if alias.key.startswith(key))
        return f"aussi « {next(names, '')} »"
    if place.rank == BY_CODE:
        held = (f"{c.get_system_display()} {c.code}, édition {c.edition}" for c in place.codes.all() if c.code == code)
        return " ; ".join(held)
    return ""


def place_of_code(system: str, edition: str, code: str) -> Place | None:
    """The place that a code names in one edition of one system, or None."""
    held = PlaceCode.objects.filter(system=system, edition=edition, code=as_code(code))
    found = held.select_related("place__parent__parent").first()
    return found.place if found else None


def guess_edition(codes_with_names: Iterable[tuple[str, str]]) -> list[Guess]:
    """Which editions a file's (code, name) pairs may come from, the best fit first; two queries.

    A guess is shown to the person who imports, who says the edition; each disagreement is a question to them.
    """
    said = [(as_code(code), name) for code, name in codes_with_names]
    held = PlaceCode.objects.filter(code__in={code for code, _ in said}).select_related("place")
    editions: dict = defaultdict(dict)
    for row in held.prefetch_related("place__aliases"):
        editions[row.system, row.edition][row.code] = row.place
    guesses = [_guess(system, edition, places, said) for (system, edition), places in editions.items()]
    return sorted(guesses, key=lambda g: (-g.agree, len(g.disagree), g.system, g.edition))


def _guess(system: str, edition: str, places: dict[str, Place], said: list[tuple[str, str]]) -> Guess:
    known = [(code, name, places[code]) for code, name in said if code in places]
    disagree = [
        (code, name, place.name)
        for code, name, place in known
        if fold(name) not in {place.key, *(alias.key for alias in place.aliases.all())}
    ]
    return Guess(system, edition, len(known) - len(disagree), len(known), disagree)


def entry_points_open(on: dt.date | None = None) -> QuerySet[Place]:
    """The entry points in use on a day (today by default), by name; their kind is in `.entry_point`."""
    points = Place.objects.filter(level=Level.ENTRY_POINT).filter(open_on(on or clock.today()))
    return points.select_related("entry_point", "parent__parent__parent")


def regions(on: dt.date | None = None) -> QuerySet[Place]:
    """The regions of Mali and the District, by name."""
    found = Place.objects.filter(level=Level.REGION, parent__slug=MALI).filter(open_on(on or clock.today()))
    return found.select_related("region")


def cercles(region: Place, on: dt.date | None = None) -> QuerySet[Place]:
    """What divides a region: its cercles; for the District of Bamako its six communes (level `commune`)."""
    return region.children.filter(level__in=(Level.CERCLE, Level.COMMUNE)).filter(open_on(on or clock.today()))


def countries_for_choice() -> QuerySet[Place]:
    """All countries for a select box: those of Malians abroad first, by rank, then the others by name."""
    found = Place.objects.filter(level=Level.COUNTRY).select_related("country")
    return found.order_by(F("country__rank").asc(nulls_last=True), "key", "slug")


def regions_in_conflict(on: dt.date | None = None) -> set:
    """Identifiers of the regions marked as in conflict on a day: nothing published there goes below the region.

    The list is empty until a deployment fills it; an empty list does not say that there is no conflict.
    """
    marked = ConflictPeriod.objects.filter(open_on(on or clock.today()))
    return set(marked.values_list("region_id", flat=True))


def facing(point: EntryPoint) -> list[Place]:
    """The countries that an entry point faces, by name."""
    return list(Place.objects.filter(slug__in=point.facing)) if point.facing else []
