"""Text files of rows: encoding, separator, quoted cells; fast where the rows are even, patient where they are not."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benkan.linkage.engine.refusal import NBSP, Unusable

if TYPE_CHECKING:
    import pyarrow as pa

# Longest first: the mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEPARATORS = "\t;|,%^~"  # on a tie, the one least likely to stand inside a text wins
_SAMPLE = 200_000
_LONGEST_CELL = 10_000_000


def read_text(path: Path) -> tuple[list[str], list[pa.Array | pa.ChunkedArray]]:
    """The header and the columns of a text file, every cell a text. Raises `Unusable`."""
    data = _utf8(path)
    sample = data[:_SAMPLE].decode("utf-8", "ignore")
    if not sample.strip("\ufeff \t\r\n\f\v\xa0"):
        raise Unusable(f"{path.name}{NBSP}: ce fichier est vide.")
    separator, skipped = _separator(sample)
    return _even(data, separator, skipped) or _uneven(data, separator, skipped, path.name)


def _utf8(path: Path) -> bytes:
    """The bytes of a file, in UTF-8 without a mark."""
    data = path.read_bytes()
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            return data if encoding == "utf-8" else _recoded(data, encoding, path.name)
    if b"\x00" in data[:_SAMPLE]:
        sample = data[: _SAMPLE // 2 * 2]
        wide = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
        return _recoded(data, wide, path.name)
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _recoded(data, "windows-1252" if re.search(rb"[\x80-\x9f]", data) else "latin-1", path.name)
    return data


def _recoded(data: bytes, encoding: str, name: str) -> bytes:
    try:
        return data.decode(encoding, "strict" if encoding.startswith("utf") else "replace").encode()
    except UnicodeDecodeError:
        raise Unusable(
            f"{name}{NBSP}: ce fichier n’est ni un texte, ni un classeur, ni du Parquet, ou il est coupé. "
            "Enregistrez la liste en .xlsx ou en CSV."
        ) from None


def _separator(sample: str) -> tuple[str, int]:
    """The separator, and how many lines stand before the header (the « sep=; » that Excel obeys)."""
    if hint := re.match(r"\ufeff?sep=(.)\r?\n", sample):
        return hint[1], 1
    lines = sample if len(sample) < _SAMPLE - 4 else sample.rpartition("\n")[0]
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator)), 0


def _evenness(lines: str, separator: str) -> float:
    """The share of records that have the usual number of cells, when that is more than one; wider wins a tie."""
    if separator not in lines:
        return 0
    try:
        records = [record for _, record in zip(range(500), _records(lines, separator), strict=False) if any(record)]
    except csv.Error:
        return 0
    usual, times = Counter(map(len, records)).most_common(1)[0] if records else (0, 0)
    # « Nom », then « Traoré, Awa »: commas of a sentence, in one column.
    if usual < 2 or (len(records[0]) == 1 and usual == 2):
        return 0
    return times / len(records) + min(usual, 99) / 1000


def _records(text: str, separator: str):
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)


def _even(data: bytes, separator: str, skipped: int) -> tuple[list[str], list[pa.ChunkedArray]] | None:
    """All the columns at once; None where a row is shorter or longer than the header, or quotes stand loose."""
    import pyarrow as pa
    import pyarrow.csv as arrow

    head = data[:_SAMPLE].decode("utf-8", "ignore")
    try:
        records = _records(head, separator)
        for _ in range(skipped):
            next(records)
        header = next(record for record in records if any(record))
        second = next((record for record in records if any(record)), header)
    except (csv.Error, StopIteration):
        return None
    names = [f"f{index}" for index in range(len(header))]
    if len(second) > 1 and _is_title(header):
        return None
    # A space before an opening quote is forgiven by the patient reader only.
    if not header or re.search(rf'{re.escape(separator)} +"', head):
        return None
    many_lines = b'"' in data
    try:
        rows = arrow.read_csv(
            io.BytesIO(data),
            read_options=arrow.ReadOptions(column_names=names, skip_rows=skipped, block_size=8 << 20),
            parse_options=arrow.ParseOptions(delimiter=separator, newlines_in_values=many_lines),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if not rows.num_rows or [str(rows[name][0]).strip() for name in names] != [title.strip() for title in header]:
        return None
    return header, rows.slice(1).columns


def _is_title(record: list[str]) -> bool:
    """Words in one cell, and nothing beside."""
    return sum(map(bool, record)) < 2


def _uneven(data: bytes, separator: str, skipped: int, name: str) -> tuple[list[str], list[pa.Array]]:
    """Row by row: short rows end with empty cells; what stands beyond the header is left out."""
    import pyarrow as pa

    text = data.decode("utf-8", "replace").replace("\x00", "").replace("\r\r\n", "\r\n")
    try:
        records = [record for record in list(_records(text, separator))[skipped:] if any(record)]
    except csv.Error:
        raise Unusable(
            f"{name}{NBSP}: une cellule ne finit pas (un guillemet ouvert n’est pas refermé). "
            "Corrigez-la, ou enregistrez la liste en .xlsx."
        ) from None
    # Titles and stamps stand above the header.
    start = next((at for at, record in enumerate(records) if not _is_title(record)), 0)
    header, *rows = records[start:]
    wide = len(header)
    even = [record[:wide] + [""] * (wide - len(record)) for record in rows]
    columns = zip(*even, strict=True) if even else [()] * wide
    return header, [pa.array(column, pa.string()) for column in columns]
