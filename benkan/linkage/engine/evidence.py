"""The columns of several files, side by side: which column of one file says the same as which of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benkan.linkage.engine.reading import Table
from benkan.linkage.engine.refusal import NBSP, Unusable, quoted
from benkan.linkage.engine.schema import Column, Role, Schema

if TYPE_CHECKING:
    import pyarrow as pa

# Roles whose every column is evidence of its own; the columns of another role are parts of one value.
APART = frozenset((Role.PHONE, Role.EMAIL, Role.IDENTIFIER, Role.PLACE, Role.ADDRESS, Role.CATEGORY))


def check(tables: Sequence[Table], schema: Schema) -> None:
    """Raise `Unusable` where two files have one name, a declared column is in no file, or a file has none."""
    names = [table.name for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise Unusable(
                f"{name}{NBSP}: deux fichiers portent ce nom. Renommez-en un{NBSP}: il dit d’où vient chacun."
            )
    titles = {title for table in tables for title in table.columns}
    for title in [column.name for column in schema.columns] + ([schema.id] if schema.id else []):
        if title not in titles:
            where = names[0] if len(names) == 1 else "aucun fichier"
            verb = "n’a pas" if len(names) == 1 else "n’a"
            raise Unusable(
                f"{where} {verb} de colonne {quoted(title)}, que le schéma déclare. Les colonnes lues{NBSP}: "
                f"{', '.join(sorted(titles))}."
            )
    for table in tables:
        if not any(column.name in table.columns for column in schema.columns):
            raise Unusable(
                f"{table.name}{NBSP}: aucune colonne de ce fichier n’a de rôle. Dites-les dans un schéma (--schema)."
            )


def slots(tables: Sequence[Table], schema: Schema, role: Role) -> list[list[Column | None]]:
    """For each column of evidence of a role, the column of each table that fills it, or None.

    A title common to two tables is one column of evidence; the other columns are paired in their order.
    """
    found: list[list[Column | None]] = []
    for at, table in enumerate(tables):
        mine = [column for column in schema.columns if column.role == role and column.name in table.columns]
        free = list(range(len(found)))
        placed: dict[int, Column] = {}
        for column in mine:
            same = next((slot for slot in free if _titled(found[slot], column.name)), None)
            if same is not None:
                placed[same] = column
                free.remove(same)
        # A place kept by a title that this table has too is not taken by another of its columns.
        for column in mine:
            if column not in placed.values():
                slot = free.pop(0) if free else len(found)
                if slot == len(found):
                    found.append([None] * at)
                placed[slot] = column
        for slot, columns in enumerate(found):
            columns.append(placed.get(slot))
    return found


def _titled(columns: Sequence[Column | None], title: str) -> bool:
    return any(column is not None and column.name == title for column in columns)


def values(tables: Sequence[Table], columns: Sequence[Column | None], schema: Schema) -> pa.ChunkedArray:
    """The texts of one column of evidence over all the tables, in order; null where nothing is said."""
    import pyarrow as pa

    chunks: list[pa.Array] = []
    for table, column in zip(tables, columns, strict=True):
        if column is None:
            chunks.append(pa.nulls(table.rows.num_rows, pa.string()))
        else:
            chunks.extend(table.rows[column.name].chunks)
    return without_missing(pa.chunked_array(chunks, pa.string()), schema)


def without_missing(column: pa.ChunkedArray, schema: Schema) -> pa.ChunkedArray:
    """A column with null for each cell that stands for nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array(schema.stands_for_nothing, pa.string())
    if not len(words):
        return column
    nothing = pc.is_in(pc.utf8_lower(column), value_set=words)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), column)
