"""Reads a file of persons whole, as text: CSV of any separator and encoding, XLSX, ODS, XLS, Parquet.

The format is known by the content. Header and cells are trimmed; nothing else is changed, so that an identifier is
written back as it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benkan.linkage.engine.refusal import NBSP, Unusable

if TYPE_CHECKING:
    import pyarrow as pa

_ZIP, _COMPOUND, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"


@dataclass(frozen=True)
class Table:
    """One file: its name, its columns as in the header, its rows as text (null where a cell is empty)."""

    name: str
    columns: tuple[str, ...]
    rows: pa.Table


def read(path: Path) -> Table:
    """Read a file. Raises `Unusable` with a sentence that names it."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError:
        what = "est un dossier, pas un fichier" if path.is_dir() else "ce fichier n’existe pas ou ne peut pas être lu"
        raise Unusable(f"{path.name}{NBSP}: {what}. Vérifiez son nom et ses droits.") from None
    if not start:
        raise Unusable(f"{path.name}{NBSP}: ce fichier est vide.")
    if start.startswith(_PARQUET):
        return _parquet(path)
    if start.startswith((_ZIP, _COMPOUND)):
        return _workbook(path)
    from benkan.linkage.engine.text_files import read_text

    header, columns = read_text(path)
    return table_of(path.name, header, columns)


def table_of(name: str, header: Sequence[str], columns: Sequence[pa.Array | pa.ChunkedArray]) -> Table:
    """A table of trimmed text: empty columns without a name are left out, names borne twice are told apart."""
    import pyarrow as pa

    titles = [str(title or "").strip().strip("\ufeff").strip() for title in header]
    kept = [index for index, title in enumerate(titles) if title]
    if not kept:
        raise Unusable(f"{name}{NBSP}: la première ligne ne porte aucun nom de colonne. Ajoutez-y un en-tête.")
    names = _told_apart([titles[index] for index in kept])
    rows = pa.table([_trimmed(columns[index]) for index in kept], names=names)
    return Table(name, tuple(names), _without_empty_rows(rows))


def _told_apart(titles: list[str]) -> list[str]:
    names: list[str] = []
    for title in titles:
        name, number = title, 1
        while name in names:
            number += 1
            name = f"{title} ({number})"
        names.append(name)
    return names


def _trimmed(column: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        column = column.cast(pa.string())
    bare = pc.utf8_trim_whitespace(column)
    filled = pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.string()), bare)
    return filled if isinstance(filled, pa.ChunkedArray) else pa.chunked_array([filled])


def _without_empty_rows(rows: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    filled = None
    for column in rows.columns:
        here = pc.is_valid(column)
        filled = here if filled is None else pc.or_(filled, here)
        if pc.all(filled).as_py():
            return rows
    return rows.filter(filled)


def _parquet(path: Path) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        read_in = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise Unusable(f"{path.name}{NBSP}: ce fichier Parquet est abîmé ou incomplet.") from None
    return table_of(path.name, read_in.column_names, [_as_text(column) for column in read_in.columns])


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Values as a person would write them: whole numbers without « .0 », days without an hour."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_finite(column), column, pa.scalar(None, kind))
        if pc.all(pc.equal(pc.floor(column), column)).as_py() is not False:
            column = column.cast(pa.int64(), safe=False)
    elif pa.types.is_timestamp(kind):
        column = pc.strftime(column, format="%Y-%m-%d")
    elif pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    return column.cast(pa.string())


def _workbook(path: Path) -> Table:
    """The first sheet that holds two rows; its first row with two filled cells is the header."""
    import pyarrow as pa
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError, ValueError):
        raise Unusable(
            f"{path.name}{NBSP}: ce classeur est abîmé, protégé, ou d’un autre format. "
            "Enregistrez la liste en .xlsx ou en CSV."
        ) from None
    for cells in sheets:
        texts = [[_text(value) for value in row] for row in cells]
        wide = min(2, max((sum(map(bool, row)) for row in texts), default=0)) or 1
        start = next((at for at, row in enumerate(texts) if sum(map(bool, row)) >= wide), None)
        if start is not None and start + 1 < len(texts):
            columns = [pa.array(column, pa.string()) for column in zip(*texts[start + 1 :], strict=True)]
            return table_of(path.name, texts[start], columns)
    raise Unusable(f"{path.name}{NBSP}: aucune feuille de ce classeur ne porte une liste.")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value)
