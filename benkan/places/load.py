"""Bring the tables to the files in `data/`: what is missing is added, what a file changed is updated, once.

A correction made on the platform wins over the files, for ever. Where a newer file says something else than both the
correction and what was corrected, the difference is reported, for a person to look at. Nothing is ever removed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models, transaction

from benkan.places import reference
from benkan.places.models import (
    ConflictPeriod,
    Correction,
    Country,
    EntryPoint,
    Place,
    PlaceAlias,
    PlaceCode,
    Region,
)

What = Correction.What
# Which correction holds which column; a place added on the platform holds all of its own.
HELD_BY = {"name": What.NAME, "key": What.NAME, "parent_id": What.PARENT, "ends": What.CLOSED}


@dataclass(frozen=True)
class Disagreement:
    """A newer file against a correction: the place's slug, the column, both values. The platform's was kept."""

    place: str
    column: str
    file: str
    platform: str


@dataclass
class Summary:
    """What a load did: rows added and changed by table, values kept against the files, differences to look at."""

    added: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    kept: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)


class _Corrections:
    """What people corrected, ready to be asked row by row."""

    def __init__(self, using: str):
        self.befores: dict = defaultdict(set)
        self.added: set = set()
        self.codes: set = set()
        self.aliases: set = set()
        for row in Correction.objects.using(using).values("place_id", "what", "before", "after"):
            if row["what"] == What.ADDED:
                self.added.add(row["place_id"])
            elif row["what"] == What.CODE:
                self.codes.add(row["after"])
            elif row["what"] == What.ALIAS:
                self.aliases.add((row["place_id"], reference.fold(row["after"])))
            else:
                self.befores[row["place_id"], row["what"]].add(row["before"])

    def hold(self, place_id, column: str) -> bool:
        return place_id in self.added or (place_id, HELD_BY.get(column)) in self.befores

    def known(self, place_id, column: str, text: str) -> bool:
        """Whether the file still says what was corrected: then there is nothing new to look at."""
        return text in self.befores.get((place_id, HELD_BY.get(column)), ())


def load_reference(using: str = "owner") -> Summary:
    """Load every file, as the database's owner, after the migrations. Twice the same files change nothing."""
    summary = Summary()
    with transaction.atomic(using=using):
        corrections = _Corrections(using)
        ids = _load_places(corrections, summary, using)
        slugs = {place_id: slug for slug, place_id in ids.items()}

        def details(model, rows, key, held=lambda row, column, value: False):
            _sync(model, [_with_ids(model, row, ids) for row in rows], key, held, summary, using)

        def held_place(row, column, value):
            if row.place_id not in corrections.added:
                return False
            shown = Disagreement(slugs[row.place_id], column, str(value), str(getattr(row, column)))
            summary.disagreements.append(shown)
            return True

        def held_code(row, column, value):
            if str(code_words(row.system, row.edition, row.code)) not in corrections.codes:
                return False
            if column == "place_id":
                shown = Disagreement(slugs[row.place_id], f"code {row.code}", slugs[value], slugs[row.place_id])
                summary.disagreements.append(shown)
            return True

        def held_alias(row, column, value):
            return (row.place_id, row.key) in corrections.aliases

        details(Country, reference.countries(), ("place_id",))
        details(Region, reference.regions(), ("place_id",))
        details(EntryPoint, reference.entry_points(), ("place_id",), held_place)
        details(PlaceCode, reference.codes(), ("system", "edition", "code"), held_code)
        details(PlaceAlias, reference.aliases(), ("place_id", "key"), held_alias)
        details(ConflictPeriod, reference.conflict_periods(), ("region_id", "begins"))
    return summary


def disagreements(using: str = "owner") -> list[Disagreement]:
    """What loading the files now would report; nothing of it is kept."""
    with transaction.atomic(using=using):
        found = load_reference(using).disagreements
        transaction.set_rollback(True, using=using)
    return found


def code_words(system: str, edition: str, code: str) -> str:
    """How a correction names a code."""
    return f"{system} {edition} {code}"


def _load_places(corrections: _Corrections, summary: Summary, using: str) -> dict:
    """Load `Place`; gives the identifier of every place of the files by slug."""
    ids = dict(Place.objects.using(using).values_list("slug", "pk"))
    slugs = {place_id: slug for slug, place_id in ids.items()}
    rows = list(reference.places())
    for row in rows:
        if row["slug"] not in ids:
            row["id"] = ids[row["slug"]] = Place().pk

    def as_text(column, value):
        if column == "parent_id":
            return slugs.get(value, "")
        return "" if value is None else str(value)

    def held(place, column, value):
        if not corrections.hold(place.pk, column):
            return False
        if column != "key" and not corrections.known(place.pk, column, as_text(column, value)):
            platform = as_text(column, getattr(place, column))
            summary.disagreements.append(Disagreement(place.slug, column, as_text(column, value), platform))
        return True

    _sync(Place, [_with_ids(Place, row, ids) for row in rows], ("slug",), held, summary, using)
    return ids


def _with_ids(model: type[models.Model], row: dict, ids: dict) -> dict:
    """The row with identifiers where it named places by their slugs."""
    links = {f.name for f in model._meta.concrete_fields if f.is_relation}
    return {f"{name}_id" if name in links else name: ids.get(value) if name in links else value
            for name, value in row.items()}  # fmt: skip


def _sync(
    model: type[models.Model],
    rows: Iterable[dict],
    key: tuple[str, ...],
    held: Callable[[models.Model, str, object], bool],
    summary: Summary,
    using: str,
) -> None:
    """Add the rows whose key is new, update the columns that differ unless `held`; at most three statements."""
    existing = {tuple(getattr(found, name) for name in key): found for found in model.objects.using(using).all()}
    new, changed, columns = [], [], set()
    for row in rows:
        found = existing.get(tuple(row[name] for name in key))
        if found is None:
            new.append(model(**row))
            continue
        differing = [name for name, value in row.items() if getattr(found, name) != value]
        allowed = [name for name in differing if not held(found, name, row[name])]
        summary.kept += len(differing) - len(allowed)
        if allowed:
            for name in allowed:
                setattr(found, name, row[name])
            columns.update(allowed)
            changed.append(found)
    table = model._meta.model_name
    if new:
        model.objects.using(using).bulk_create(new)
        summary.added[table] = len(new)
    if changed:
        model.objects.using(using).bulk_update(changed, columns)
        summary.changed[table] = len(changed)
