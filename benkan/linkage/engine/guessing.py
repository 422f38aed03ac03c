"""What columns hold where nobody says it: by the words of the header, and by their content where these say nothing.

A guess is always told to whoever asked. A column that is neither known nor plain is not read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from benkan.linkage.engine.dates import DAY, Way, read
from benkan.linkage.engine.names.folding import surface
from benkan.linkage.engine.schema import USUAL_MISSING, Column, Role, Schema
from benkan.linkage.engine.sexes import reader_of

if TYPE_CHECKING:
    from benkan.linkage.engine.reading import Table

_ID, _NONE = "id", "none"
_SMALL_WORDS = frozenset(
    ("de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "et", "and", "ou", "y", "e", "s", "der", "die", "das",
     "del", "no", "nr", "num")
)  # fmt: skip
_KIN = frozenset((Role.MOTHER_NAME, Role.FATHER_NAME))
_NAMES = frozenset((Role.GIVEN_NAME, Role.FAMILY_NAME, Role.FULL_NAME))
# Words that tell alone, and inside a longer title tell nothing: « nom du village », « sheet name ».
_TOO_COMMON = frozenset(
    ("name", "nom", "noms", "first", "last", "given", "by", "bm", "bd", "no", "num", "id", "key", "index", "label",
     "source", "notes", "note")
)  # fmt: skip
_CONTENT_SAMPLE = 2_000
_MOST = 0.8  # of the filled cells of a column say the same: then it is what they say


def guess(tables: Sequence[Table] | Table) -> Schema:
    """The schema of one or several tables. A title borne by several tables has one role.

    `mode` is `dedupe`. « NA » stands for nothing where several columns hold it.
    """
    several = [tables] if hasattr(tables, "columns") else list(tables)
    found: dict[str, str | None] = {}
    for table in several:
        for title, role in _roles(table).items():
            found[title] = found.get(title) or role
    identifier = next((title for title, role in found.items() if role == _ID), None)
    columns = tuple(Column(title, Role(role)) for title, role in found.items() if role and role not in (_ID, _NONE))
    return Schema(columns, id=identifier, missing=_missing(several), guessed=True)


def _roles(table: Table) -> dict[str, str | None]:
    roles = {title: role_of_title(title) for title in table.columns}
    for title, role in roles.items():
        if role is None or (role == Role.BIRTH_DATE and _is_vague(title)):
            roles[title] = _by_content(table, title, taken=set(roles.values())) or role
    _one_id(table, roles)
    _names_that_are_whole(roles)
    return roles


@cache
def _known() -> dict[frozenset[str], str]:
    text = files("benkan.linkage.engine").joinpath("data", "headers.csv").read_text(encoding="utf-8")
    return {_meant(row["words"]): row["role"] for row in csv.DictReader(text.splitlines())}


def _meant(title: str) -> frozenset[str]:
    """The words of a title that tell; all of them where only small ones stand."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[^\W\d_])(?=\d)", " ", title.rsplit("#", maxsplit=1)[-1])
    words = surface(apart).split()
    return frozenset(word for word in words if word not in _SMALL_WORDS and not word.isdigit()) or frozenset(words)


def role_of_title(title: str) -> str | None:
    """The role that a title says: its words known as they are, or the longest known words among them."""
    words = _meant(title)
    known = _known()
    if words in known:
        return known[words]
    if words == {"nom"}:
        return Role.FAMILY_NAME
    inside = [said for said in known if said < words and not (len(said) == 1 and said & _TOO_COMMON)]
    if not inside and words & {"nom"}:
        return Role.FAMILY_NAME
    said_by = {known[said] for said in inside}
    # « Téléphone du père » is no telephone of hers, and no name of his.
    if said_by & _KIN and said_by - _KIN - _NAMES:
        return _NONE
    # « Nom de la mère (prénom) » is of the mother, « lieu de naissance » of a place.
    first = dict.fromkeys(_KIN, 3) | {_NONE: 4, Role.PLACE: 1, Role.ADDRESS: 1}
    best = max(
        inside,
        key=lambda said: (first.get(known[said], 0) > 2, len(said), first.get(known[said], 0), sorted(said)),
        default=None,
    )
    role = None if best is None else known[best]
    return None if role == _ID else role


def _is_vague(title: str) -> bool:
    return _meant(title) <= {"naissance", "birth", "born"}


def _sample(table: Table, title: str) -> list[str]:
    values = table.rows[title].slice(0, _CONTENT_SAMPLE).drop_null().to_pylist()
    return [value for value in values if value.lower() not in USUAL_MISSING and value != "NA"]


def _by_content(table: Table, title: str, taken: set[str | None]) -> str | None:
    """What the cells of a column without a known title say, where nearly all say the same and it is not taken yet."""
    cells = _sample(table, title)
    if len(cells) < 5:
        return None
    if _share(cells, lambda cell: bool(re.fullmatch(r"\S+@\S+\.\w+", cell))) > _MOST:
        return Role.EMAIL
    if Role.SEX not in taken and _are_sexes(set(cells)):
        return Role.SEX
    if not taken & {Role.BIRTH_DATE, Role.BIRTH_YEAR}:
        way = Way.learnt(cells)
        if _share(cells, lambda cell: len(cell) >= 6 and read(cell, way).precision == DAY) > _MOST:
            return Role.BIRTH_DATE
    if _share(cells, lambda cell: bool(re.fullmatch(r"(\+|00)\d[\d .\-/()]{8,}", cell))) > _MOST:
        return Role.PHONE
    return None


def _are_sexes(held: set[str]) -> bool:
    """Two words for two sexes; numbers alone say nothing without a title."""
    return len(held) <= 4 and set(reader_of(held).values()) == {"F", "M"} and not held <= {"0", "1", "2", "9"}


def _share(cells: list[str], says) -> float:
    return sum(map(says, cells)) / len(cells)


def _one_id(table: Table, roles: dict[str, str | None]) -> None:
    """The column of identifiers: the most precise title whose filled cells differ from row to row; no other."""
    called = [title for title, role in roles.items() if role == _ID]
    for title in called:
        roles[title] = None
    size = table.rows.num_rows
    held = {title: table.rows[title] for title in called}
    unlike = [title for title, cells in held.items() if cells.null_count == 0 and len(cells.unique()) == size]
    if unlike:
        roles[max(unlike, key=lambda title: ("id" in _meant(title), len(_meant(title)) > 1, title))] = _ID


def _names_that_are_whole(roles: dict[str, str | None]) -> None:
    """« Nom » alone is a whole name; beside a given name, « name » is a family name."""
    given = any(role == Role.GIVEN_NAME for role in roles.values())
    family = any(role == Role.FAMILY_NAME for role in roles.values())
    for title, role in roles.items():
        if role == Role.FAMILY_NAME and not given and _meant(title) == {"nom"}:
            roles[title] = Role.FULL_NAME
        if role == Role.FULL_NAME and given and not family and _meant(title) in ({"name"}, {"nom"}, {"noms"}):
            roles[title] = Role.FAMILY_NAME


def _missing(tables: Sequence[Table]) -> tuple[str, ...]:
    import pyarrow.compute as pc

    holding = sum(bool(pc.any(pc.equal(column, "NA")).as_py()) for table in tables for column in table.rows.columns)
    return (*USUAL_MISSING, "NA") if holding > 1 else USUAL_MISSING
