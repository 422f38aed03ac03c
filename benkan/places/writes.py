"""All changes of the reference made on the platform: each checked, said in a `Correction`, and told to the audit.

Every function asks `reason` (why) and `source` (from what one knows), and raises `Refused` where the right is missing,
`Impossible` with its sentence where the reference does not allow it, `ValidationError` for a value of no known choice.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from benkan.audit.verbs import Verb
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.places import verbs
from benkan.places.folding import fold
from benkan.places.load import code_words
from benkan.places.models import Correction, EntryPoint, Kind, Level, Place, PlaceAlias, PlaceCode, open_on
from benkan.places.permissions import CORRECT
from benkan.places.reads import as_code
from benkan.places.reference import MALI

What = Correction.What
LONGEST_NAME = Place._meta.get_field("name").max_length
LONGEST_SOURCE = Correction._meta.get_field("source").max_length
# Where a place of each level may lie.
PARENTS = {
    Level.REGION: {Level.COUNTRY},
    Level.CERCLE: {Level.REGION},
    Level.COMMUNE: {Level.REGION, Level.CERCLE},
    Level.ENTRY_POINT: {Level.COUNTRY, Level.REGION, Level.CERCLE, Level.COMMUNE},
}


@transaction.atomic
def correct_name(*, by: Actor, place: Place, name: str, source: str, reason: str) -> Place:
    """Give a place its right name; the old one stays as another name, so that what was written with it is found."""
    place = _taken(by, place, source, reason)
    name, before = _named(name), place.name
    if name == before:
        raise Impossible(f"Ce lieu s’appelle déjà « {name} ».")
    place.name, place.key = name, fold(name)
    place.save(update_fields=["name", "key"])
    if fold(before) != place.key:
        PlaceAlias.objects.get_or_create(
            place=place, key=fold(before), defaults={"name": before, "source": "nom avant correction"}
        )
    return _told(by, place, What.NAME, before, name, source, reason, verbs.NAME_CORRECTED, ["name"])


@transaction.atomic
def add_alias(*, by: Actor, place: Place, name: str, source: str, reason: str) -> PlaceAlias:
    """Add another name or spelling under which the place is written somewhere."""
    place = _taken(by, place, source, reason)
    name = _named(name)
    key = fold(name)
    if key == place.key or place.aliases.filter(key=key).exists():
        raise Impossible(f"« {name} » se trouve déjà sous ce nom, aux accents et aux tirets près : rien à ajouter.")
    alias = PlaceAlias.objects.create(place=place, name=name, key=key, source=source)
    _told(by, place, What.ALIAS, "", name, source, reason, verbs.ALIAS_ADDED, ["aliases"])
    return alias


@transaction.atomic
def add_code(*, by: Actor, place: Place, system: str, edition: str, code: str, source: str, reason: str) -> PlaceCode:
    """Say that a code of an edition names this place, where nobody knew what it names."""
    place = _taken(by, place, source, reason)
    code = as_code(code)
    held = PlaceCode.objects.filter(system=system, edition=edition, code=code).select_related("place").first()
    if held:
        raise Impossible(f"Dans l’édition {edition}, {code} désigne déjà {held.place.name}.")
    added = PlaceCode(place=place, system=system, edition=edition, code=code, source=source)
    added.full_clean()
    added.save(force_insert=True)
    words = code_words(system, edition, code)
    _told(by, place, What.CODE, "", words, source, reason, verbs.CODE_ADDED, ["codes"])
    return added


@transaction.atomic
def correct_parent(*, by: Actor, place: Place, parent: Place, source: str, reason: str) -> Place:
    """Say where the place lies: a cercle in its region, an entry point in its cercle, or in less precise a place."""
    place = _taken(by, place, source, reason)
    if parent.level not in PARENTS.get(place.level, ()):
        raise Impossible(f"{_article(place).capitalize()} ne se rattache pas à {_article(parent)}.")
    if parent.pk == place.parent_id:
        raise Impossible(f"{place.name} se trouve déjà dans {parent.name}.")
    before = place.parent.slug
    place.parent = parent
    place.save(update_fields=["parent"])
    return _told(by, place, What.PARENT, before, parent.slug, source, reason, verbs.PARENT_CORRECTED, ["parent"])


@transaction.atomic
def close_place(*, by: Actor, place: Place, ends: dt.date, source: str, reason: str) -> Place:
    """Close a place from the day after `ends`. It stays, with all that points at it; it is no longer offered."""
    place = _taken(by, place, source, reason)
    if place.begins and ends < place.begins:
        raise Impossible("La fin ne peut pas précéder le début : corrigez le jour.")
    still_open = place.children.filter(open_on(ends + dt.timedelta(days=1))).count()
    if still_open:
        words = "1 lieu encore ouvert" if still_open == 1 else f"{still_open} lieux encore ouverts"
        raise Impossible(f"{place.name} contient {words} : fermez-les ou rattachez-les ailleurs d’abord.")
    before = place.ends.isoformat() if place.ends else ""
    if before == ends.isoformat():
        raise Impossible(f"{place.name} ferme déjà ce jour-là.")
    place.ends = ends
    place.save(update_fields=["ends"])
    return _told(by, place, What.CLOSED, before, ends.isoformat(), source, reason, verbs.PLACE_CLOSED, ["ends"])


@transaction.atomic
def add_entry_point(
    *,
    by: Actor,
    name: str,
    kind: str,
    parent: Place,
    source: str,
    reason: str,
    also: Iterable[str] = (),
    facing: Iterable[Place] = (),
) -> Place:
    """Add an entry point in a cercle, or in a region or a country where no more is known."""
    check(by, CORRECT)
    _grounded(source, reason)
    name = _named(name)
    if parent.level not in PARENTS[Level.ENTRY_POINT]:
        raise Impossible(f"Un point d’entrée ne se rattache pas à {_article(parent)}.")
    if (kind == Kind.ABROAD) != (parent.level == Level.COUNTRY and parent.slug != MALI):
        raise Impossible(
            "Un point à l’étranger se rattache à un pays étranger, et lui seul : corrigez l’un ou l’autre."
        )
    key = fold(name)
    same = parent.children.filter(level=Level.ENTRY_POINT, key=key).first()
    if same:
        raise Impossible(f"Il y a déjà un point d’entrée « {same.name} » dans {parent.name} : ouvrez-le ({same.slug}).")
    place = Place(
        slug=_free_slug(key), level=Level.ENTRY_POINT, parent=parent, name=name, key=key,
        source=source, as_of=clock.today(),
    )  # fmt: skip
    place.full_clean()
    place.save(force_insert=True)
    point = EntryPoint(place=place, kind=kind, also=list(also), facing=[country.slug for country in facing])
    point.full_clean(exclude=["place"])
    point.save(force_insert=True)
    return _told(by, place, What.ADDED, "", name, source, reason, verbs.ENTRY_POINT_ADDED, ["entry_point"])


def _taken(by: Actor, place: Place, source: str, reason: str) -> Place:
    """The place as it stands now, held until the correction is written, by someone with the right."""
    check(by, CORRECT)
    _grounded(source, reason)
    return Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=place.pk)


def _grounded(source: str, reason: str) -> None:
    if not source.strip() or not reason.strip():
        raise Impossible("Dites la raison de la correction, et d’où vous la tenez.")
    if len(source) > LONGEST_SOURCE:
        raise Impossible(f"La source dépasse {LONGEST_SOURCE} signes : abrégez-la, et dites le reste dans la raison.")


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not fold(name):
        raise Impossible("Un nom a au moins une lettre ou un chiffre : écrivez-le.")
    if len(name) > LONGEST_NAME:
        raise Impossible(f"Ce nom dépasse {LONGEST_NAME} signes : abrégez-le.")
    return name


def _article(place: Place) -> str:
    feminine = place.level in (Level.REGION, Level.COMMUNE)
    return f"{'une' if feminine else 'un'} {place.get_level_display()}"


def _free_slug(key: str) -> str:
    stem = f"pt-{key.replace(' ', '-')}"[:80]
    taken = set(Place.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 2, stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _told(
    by: Actor, place: Place, what: str, before: str, after: str, source: str, reason: str, verb: Verb, fields: list[str]
) -> Place:
    Correction.objects.create(
        place=place, what=what, before=before, after=after, source=source, reason=reason, account_id=by.account_id
    )
    record(verb, by=by, on=place, fields=fields, reason=reason)
    return place
