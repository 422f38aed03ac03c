"""The columns of birth of a register: year, month and day apart, with how precisely they are known.

Registers write 1 January, 31 December or 1 July for a day that nobody knows. Such a day counts for its year alone
where far more people have it than births explain; where it is as rare as any other, it is a day like the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benkan.linkage.engine import dates
from benkan.linkage.engine.dates import Way
from benkan.linkage.engine.distinct import mapped
from benkan.linkage.engine.evidence import slots, values
from benkan.linkage.engine.habits import Habits
from benkan.linkage.engine.names.folding import surface
from benkan.linkage.engine.reading import Table
from benkan.linkage.engine.schema import Role, Schema

# Days that stand for « some day of that year ».
CONVENTIONAL = ((1, 1), (12, 31), (7, 1), (6, 30), (6, 15), (7, 2))
_TIMES_TOO_MANY = 3  # then two of three of its bearers are born on another day
_FEWEST = 5
_LEARNT_FROM = 20_000
_TYPES = (pa.int16(), pa.int8(), pa.int8(), pa.string(), pa.string())
_NAMES = ("birth_year", "birth_month", "birth_day", "birth_precision", "birth_text")


def columns_of(tables: Sequence[Table], schema: Schema) -> dict[str, pa.ChunkedArray]:
    """The five columns of birth as they are written, before `settled`; empty where no role speaks of birth."""
    found = [_of_dates(tables, columns, schema) for columns in slots(tables, schema, Role.BIRTH_DATE)]
    if parts := _of_parts(tables, schema):
        found.append(parts)
    if len(found) < 2:
        return dict(zip(_NAMES, found[0], strict=True)) if found else {}
    return dict(zip(_NAMES, _first_known(found), strict=True))


def _of_dates(tables: Sequence[Table], columns: Sequence, schema: Schema) -> list[pa.ChunkedArray]:
    """Each file writes its dates in its own way: the way is learnt file by file."""
    read: list[list[pa.Array]] = [[] for _ in _TYPES]
    for table, column in zip(tables, columns, strict=True):
        texts = values([table], [column], schema)
        way = Way() if column is None else _way(texts, column.format)
        for at, array in enumerate(mapped(texts, lambda text, way=way: dates.read(text, way), _TYPES)):
            read[at].append(array.dictionary_decode() if pa.types.is_dictionary(array.type) else array)
    return [pa.chunked_array(arrays, kind) for arrays, kind in zip(read, _TYPES, strict=True)]


def _way(texts: pa.ChunkedArray, declared: str | None) -> Way:
    if declared is not None:
        return Way.declared(declared)
    return Way.learnt(texts.drop_null().unique()[:_LEARNT_FROM].to_pylist())


def _of_parts(tables: Sequence[Table], schema: Schema) -> list[pa.ChunkedArray] | None:
    """The same five columns out of year, month and day written apart."""
    ranges = {Role.BIRTH_YEAR: _year, Role.BIRTH_MONTH: _month, Role.BIRTH_DAY: _day}
    read: dict[Role, pa.Array] = {}
    raw: list[pa.ChunkedArray] = []
    count = sum(table.rows.num_rows for table in tables)
    for (role, function), kind in zip(ranges.items(), _TYPES, strict=False):
        columns = slots(tables, schema, role)
        texts = values(tables, columns[0], schema) if columns else pa.chunked_array([pa.nulls(count, pa.string())])
        raw.append(texts)
        read[role] = mapped(texts, lambda text, function=function: (function(text),), (kind,))[0]
    year, month, day = read.values()
    if year.null_count == count:
        return None
    precision = pc.if_else(pc.is_valid(month), pc.if_else(pc.is_valid(day), dates.DAY, dates.MONTH), dates.YEAR)
    text = pc.binary_join_element_wise(
        *(_written(*said) for said in zip(read.values(), raw, (4, 2, 2), strict=True)), ""
    )
    known = pc.if_else(pc.is_valid(year), precision, pa.scalar(None, pa.string()))
    return [pa.chunked_array([one]) for one in (year, month, day, known, text)]


def _written(value: pa.Array, raw: pa.ChunkedArray, width: int) -> pa.Array:
    """The digits of one part: of its value, or as they are written where they cannot be one (month 17)."""
    numeral = rf"^0*[1-9]\d{{0,{width - 1}}}$"
    odd = pc.if_else(pc.match_substring_regex(raw, numeral), raw, pa.scalar(None, pa.string()))
    odd = odd.combine_chunks() if isinstance(odd, pa.ChunkedArray) else odd
    return pc.utf8_lpad(pc.coalesce(value.cast(pa.string()), odd), width=width, padding="0")


def _year(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return dates.century(int(digits)) if len(digits) <= 2 and digits.isdigit() else dates.read(text).year


def _month(text: str) -> int | None:
    found = dates.month_of(surface(text.removesuffix(".0")))
    return found if found and 1 <= found <= 12 else None


def _day(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return int(digits) if digits.isdigit() and 1 <= int(digits) <= 31 else None


def _first_known(found: Sequence[Sequence[pa.ChunkedArray]]) -> list[pa.ChunkedArray]:
    """The first date of each record whose year is known, whole: the parts of two dates are never mixed."""
    best = list(found[0])
    for other in found[1:]:
        unknown = pc.and_(pc.is_null(best[0]), pc.or_(pc.is_valid(other[0]), pc.is_null(best[-1])))
        best = [pc.if_else(unknown, theirs, mine) for theirs, mine in zip(other, best, strict=True)]
    return best


def habits_of(connection: duckdb.DuckDBPyConnection, births: Mapping[str, pa.ChunkedArray]) -> Habits:
    """What the dates of a register say of its days that nobody knows."""
    if not births:
        return Habits()
    whole = connection.from_arrow(pa.table(dict(births))).filter("birth_precision = 'day'")
    counted = whole.aggregate("birth_month, birth_day, count(*)").fetchall()
    by_day = {(month, day): count for month, day, count in counted}
    total = sum(by_day.values())
    vague = tuple(day for day in CONVENTIONAL if _too_many(by_day.get(day, 0), total / 365.25))
    firsts = sum(count for (month, day), count in by_day.items() if day == 1 and (month, day) not in vague)
    others = total - sum(by_day.get(day, 0) for day in vague)
    return Habits(vague, _too_many(firsts, others * 12 / 365.25))


def _too_many(count: int, expected: float) -> bool:
    """More than births explain, and more than chance does."""
    return count >= _FEWEST and count > _TIMES_TOO_MANY * expected + 3 * expected**0.5


def settled(habits: Habits) -> dict[str, str]:
    """SQL of the five columns once the days that nobody knows are taken out; the year stays."""
    days = ", ".join(f"({month}, {day})" for month, day in habits.vague_days)
    whole = "birth_precision = 'day'"
    of_year = f"({whole} AND (birth_month, birth_day) IN ({days}))" if days else "false"
    of_month = f"({whole} AND birth_day = 1)" if habits.vague_firsts else "false"
    return {
        "birth_year": "birth_year",
        "birth_month": f"CASE WHEN {of_year} THEN NULL ELSE birth_month END",
        "birth_day": f"CASE WHEN {of_year} OR {of_month} THEN NULL ELSE birth_day END",
        "birth_precision": f"CASE WHEN {of_year} THEN 'year' WHEN {of_month} THEN 'month' ELSE birth_precision END",
        "birth_text": f"CASE WHEN {of_year} OR {of_month} THEN NULL ELSE birth_text END",
    }
