"""Cells as people say them: what they hold, and where they stand."""

from __future__ import annotations

import datetime as dt

from benkan.workbooks.engine.book import Value

NBSP = "\u00a0"


def text_of(value: Value) -> str:
    """What a person reads in a cell: whole numbers without « .0 », dates day first, single spaces; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return " ".join(str(value).replace("\x00", "").split())  # no database holds a nought among letters


def texts_of(row: list[Value]) -> list[str]:
    """The texts of a row, in the order of its cells."""
    return [text_of(value) for value in row]


def letter_of(index: int) -> str:
    """The letters of a column, from 0: A, B… Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def where(sheet: str, row: int, letter: str = "", title: str = "") -> str:
    """The address of a row or of a cell: « feuille « Liste », ligne 14, colonne C (Né le) ». No sheet: none said."""
    said = [f"feuille «{NBSP}{sheet}{NBSP}»"] if sheet else []
    said.append(f"ligne {row}")
    if letter:
        said.append(f"colonne {letter} ({title})" if title else f"colonne {letter}")
    return ", ".join(said)
