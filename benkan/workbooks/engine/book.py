"""What a file of rows is once read: plain values, in the order of the file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``rows[0]`` is row 1 of the file (for a text file: record 1); trailing empty cells are trimmed."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """One file.

    ``format`` is "xlsx", "xls", "ods", "xlsb" or "csv", as the content says, whatever the name.
    ``encoding`` and ``delimiter`` are filled for a text file only. ``is_form``: an XLSForm, not a list.
    """

    format: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""
    is_form: bool = False
