"""What a platform was told of a person, as the engine reads it: the fields, and a table of them as of any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from benkan.linkage.engine.identifiers import identifier
from benkan.linkage.engine.schema import Column, Role, Schema

if TYPE_CHECKING:
    from benkan.linkage.engine.reading import Table

# Each field and what it is evidence of. All may be missing, None or empty.
FIELDS: dict[str, Role] = {
    "given_names": Role.GIVEN_NAME,
    "also_known_as": Role.GIVEN_NAME,  # read as « prénom dit surnom »
    "family_name": Role.FAMILY_NAME,
    "father_name": Role.FATHER_NAME,
    "mother_name": Role.MOTHER_NAME,
    "birth_year": Role.BIRTH_YEAR,
    "birth_month": Role.BIRTH_MONTH,
    "birth_day": Role.BIRTH_DAY,
    "birth_precision": Role.BIRTH_DATE,  # jour, mois, annee, vers, inconnue: how much of the three above is known
    "sex": Role.SEX,  # M, F
    "phone": Role.PHONE,
    "identifiers": Role.IDENTIFIER,  # a list of numbers, of any papers
    "destination": Role.PLACE,
    "category": Role.CATEGORY,  # a convoy, a list
}
NUMBERS = 3  # papers compared: the NINA, the passport, another
_PLAIN = ("family_name", "father_name", "mother_name", "sex", "phone", "destination", "category")
_PARTS = ("birth_year", "birth_month", "birth_day")
_KNOWN = {"jour": 3, "mois": 2, "annee": 1, "vers": 1, "inconnue": 0}  # how many of the parts a precision vouches for
_NINA = range(14, 16)  # signs; its last letter is forgotten now and then
_PASSPORT = 9  # signs at most, the first a letter

SCHEMA = Schema(
    columns=(
        *(Column(name, FIELDS[name]) for name in ("given_names", *_PLAIN, *_PARTS)),
        *(Column(f"identifier_{number}", Role.IDENTIFIER) for number in range(1, NUMBERS + 1)),
    ),
    id="id",
)


def table(records: Sequence[Mapping], name: str = "registrations") -> Table:
    """The records as a file would hold them, a row each, for `cleaning.prepare` with `SCHEMA`.

    Raises ValueError where a birth says how precise it is in another word than those of `FIELDS`.
    """
    import pyarrow as pa

    from benkan.linkage.engine.reading import table_of

    rows = [_row(number, record) for number, record in enumerate(records, 1)]
    columns = ["id", *(column.name for column in SCHEMA.columns)]
    return table_of(name, columns, [pa.array([row.get(column) for row in rows], pa.string()) for column in columns])


def _row(number: int, told: Mapping) -> dict[str, str]:
    # The number keeps a row where nothing was told: records stay in their places.
    row = {"id": str(number), "given_names": _given(told), **{name: _text(told.get(name)) for name in _PLAIN}}
    known = _vouched(told)
    row |= {part: _text(told.get(part)) for part in _PARTS[:known]}
    return row | {f"identifier_{slot}": one for slot, one in _papers(told.get("identifiers") or ()).items()}


def _given(told: Mapping) -> str:
    given, other = _text(told.get("given_names")), _text(told.get("also_known_as"))
    return f"{given} dit {other}" if given and other else given or other


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _vouched(told: Mapping) -> int:
    """How many of year, month and day are known; « vers 1990 » vouches for its year alone."""
    precision = told.get("birth_precision")
    if not precision:
        return len(_PARTS)
    if str(precision) not in _KNOWN:
        raise ValueError(f"précision de naissance inconnue\u00a0: {precision}")
    return _KNOWN[str(precision)]


def _papers(numbers: Sequence[str]) -> dict[int, str]:
    """Slot → number: one kind of paper a slot, so that a NINA is never held against a passport. Told by length and
    first sign alone; a number whose slot is taken goes to the last free one, or is left out.
    """
    found: dict[int, str] = {}
    for number in numbers:
        read = identifier(_text(number))
        if read is None or read in found.values():
            continue
        slot = 1 if len(read) in _NINA else 2 if len(read) <= _PASSPORT and read[0].isalpha() else 3
        free = slot if slot not in found else next((one for one in (3, 2) if one not in found), None)
        if free:
            found[free] = read
    return found
