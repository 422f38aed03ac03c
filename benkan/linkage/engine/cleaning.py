"""Files of persons in, one clean table out: what every record says, in the form in which it is compared.

The table has one row a record, in the order of reading, and only the columns of which something is known. A value that
cannot be read is missing: missing is no evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benkan.linkage.engine import births, evidence
from benkan.linkage.engine.distinct import mapped, mapped_text
from benkan.linkage.engine.habits import Habits
from benkan.linkage.engine.identifiers import email, identifier
from benkan.linkage.engine.names import columns as names
from benkan.linkage.engine.names.dictionary import family_names
from benkan.linkage.engine.phones import national
from benkan.linkage.engine.places import address, category, place
from benkan.linkage.engine.reading import Table
from benkan.linkage.engine.schema import Role, Schema
from benkan.linkage.engine.sexes import reader_of

_NAMES = {
    "given": Role.GIVEN_NAME,
    "family": Role.FAMILY_NAME,
    "full": Role.FULL_NAME,
    "father": Role.FATHER_NAME,
    "mother": Role.MOTHER_NAME,
}
_READERS = {
    Role.PHONE: national,
    Role.EMAIL: email,
    Role.IDENTIFIER: identifier,
    Role.PLACE: place,
    Role.ADDRESS: address,
    Role.CATEGORY: category,
}


@dataclass(frozen=True)
class Facts:
    """Of one column: the share of records in which it is known, from 0 to 1, and how many values it takes."""

    filled: float
    distinct: int


@dataclass(frozen=True)
class Prepared:
    """What was read: the table in the connection, its size, and what is known of its columns.

    `columns` names only columns that hold something. `malian` is the share of records, from 0 to 1, that bear a name of
    the Malian dictionary or a particle. `habits` is what `prepare` needs to read one more record alike.
    """

    table: str
    count: int
    sources: tuple[str, ...]
    columns: dict[str, Facts]
    malian: float
    mode: str
    one_to_one: bool
    habits: Habits = field(default_factory=Habits)


def prepare(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Table],
    schema: Schema,
    *,
    habits: Habits | None = None,
    name: str = "records",
) -> Prepared:
    """Make the table `name` out of files. `habits` are learnt, unless those of an earlier register are given.

    Raises `Unusable` where the files do not fit the schema.
    """
    evidence.check(tables, schema)
    columns = {**_own(tables, schema), **_named(tables, schema), **_sex(tables, schema), **_others(tables, schema)}
    written = births.columns_of(tables, schema)
    habits = births.habits_of(connection, written) if habits is None else habits
    columns |= written
    settled = births.settled(habits) if written else {}
    _create(connection, name, columns, settled)
    count = len(columns["uid"])
    facts = _facts(connection, name, columns, settled)
    return Prepared(
        table=name,
        count=count,
        sources=tuple(table.name for table in tables),
        columns=facts,
        malian=_malian(columns),
        mode=schema.mode,
        one_to_one=schema.one_to_one,
        habits=habits,
    )


def _own(tables: Sequence[Table], schema: Schema) -> dict[str, pa.Array]:
    """uid, source and id; a row whose identifier is empty or not declared has its number in the file, from 1."""
    sources, ids = [], []
    for table in tables:
        size = table.rows.num_rows
        numbers = pa.array(range(1, size + 1), pa.int64()).cast(pa.string())
        sources.append(pa.repeat(pa.scalar(table.name), size).dictionary_encode())
        has_id = schema.id is not None and schema.id in table.columns
        ids.append(pc.coalesce(table.rows[schema.id].combine_chunks(), numbers) if has_id else numbers)
    total = sum(map(len, ids))
    return {
        "uid": pa.array(range(total), pa.int64()),
        "source": pa.chunked_array(sources).unify_dictionaries().combine_chunks(),
        "id": pa.chunked_array(ids, pa.string()),
    }


def _named(tables: Sequence[Table], schema: Schema) -> dict[str, pa.Array]:
    texts = {}
    for name, role in _NAMES.items():
        if found := evidence.slots(tables, schema, role):
            texts[name] = names.joined([evidence.values(tables, columns, schema) for columns in found], name)
    return names.columns_of(texts)


def _sex(tables: Sequence[Table], schema: Schema) -> dict[str, pa.Array]:
    """Each file has its own letters: they are read file by file."""
    found = evidence.slots(tables, schema, Role.SEX)
    if not found:
        return {}
    read = []
    for at, table in enumerate(tables):
        texts = evidence.values([table], [found[0][at]], schema)
        known = reader_of(texts.drop_null().unique().to_pylist())
        read.append(mapped_text(texts, known.get))
    return {"sex": pa.chunked_array(read).unify_dictionaries().combine_chunks()}


def _others(tables: Sequence[Table], schema: Schema) -> dict[str, pa.Array]:
    return {
        f"{role}_{number}": mapped_text(evidence.values(tables, columns, schema), reader)
        for role, reader in _READERS.items()
        for number, columns in enumerate(evidence.slots(tables, schema, role), 1)
    }


def _create(
    connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, pa.Array], settled: dict[str, str]
) -> None:
    read_in = pa.table(columns)
    # « full » is a word of SQL: names of columns are quoted.
    chosen = [f"""{settled.get(column, f'"{column}"')} AS "{column}\"""" for column in columns]
    connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.from_arrow(read_in).project(", ".join(chosen)).create(name)


def _facts(
    connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, pa.Array], settled: dict[str, str]
) -> dict[str, Facts]:
    """Counted in memory, save for the columns that SQL made."""
    count = len(columns["uid"])
    found = {
        column: _fact(count - values.null_count, _distinct(values), count)
        for column, values in columns.items()
        if column not in settled
    }
    for column in settled:
        counted = connection.table(name).aggregate(f"count({column}), count(DISTINCT {column})")
        found[column] = _fact(*counted.fetchone(), count)
    return {column: fact for column, fact in found.items() if fact.filled}


def _fact(filled: int, distinct: int, count: int) -> Facts:
    return Facts(filled / count if count else 0.0, distinct)


def _distinct(values: pa.Array | pa.ChunkedArray) -> int:
    if pa.types.is_dictionary(values.type):
        return len(values.dictionary)  # each value once: see `distinct`
    if pa.types.is_list(values.type):
        values = pc.binary_join(values, " ")
    return pc.count_distinct(values, mode="only_valid").as_py()


def _malian(columns: dict[str, pa.Array]) -> float:
    """The share of records with a family name of the dictionary among their words, or a particle."""
    if "name_canon" not in columns:
        return 0.0
    family = family_names()
    words = columns["name_canon"]
    if "family_canon" in columns:
        words = pc.coalesce(columns["family_canon"].cast(pa.string()), words)
    (known,) = mapped(words, lambda said: (not family.isdisjoint(said.split()),), (pa.bool_(),))
    borne = pc.or_(pc.fill_null(known, False), pc.is_valid(columns["particle"]))
    return (pc.sum(borne).as_py() or 0) / max(1, len(borne))
