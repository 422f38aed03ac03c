"""Reads a file of rows, whatever its name says: in this process, or in a child that may fail alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benkan.workbooks.engine.book import Book, Sheet, Value
from benkan.workbooks.engine.refusal import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Budget,
    Unreadable,
    thousands,
    too_many_columns,
    too_many_rows,
)
from benkan.workbooks.engine.signatures import refuse_other_binaries
from benkan.workbooks.engine.spreadsheet import (
    COMPOUND,
    ZIP,
    OpenSheet,
    format_of_compound,
    format_of_zip,
    open_sheets,
)
from benkan.workbooks.engine.text import read_text
from benkan.workbooks.engine.xlsform import is_form


@dataclass(frozen=True)
class Opened:
    """A file whose format is known; its rows are read as they are asked for, and may still raise Unreadable."""

    format: str
    sheets: Iterable[OpenSheet]
    encoding: str = ""
    delimiter: str = ""


def read_book(path: Path) -> Book:
    """The whole file, in this process: for files we wrote ourselves. Raises Unreadable."""
    opened = open_book(path)
    sheets = [Sheet(name, list(rows), hidden) for name, hidden, rows in opened.sheets]
    return Book(opened.format, sheets, opened.encoding, opened.delimiter, is_form(sheets))


def open_book(path: Path) -> Opened:
    """The format by the content, then the sheets one by one, trimmed and within the limits. Raises Unreadable."""
    data = _bytes_of(Path(path))
    if data.startswith(ZIP):
        return Opened(format_of_zip(data), _within_limits(open_sheets(data)))
    if data.startswith(COMPOUND):
        return Opened(format_of_compound(data), _within_limits(open_sheets(data)))
    refuse_other_binaries(data[:64])
    encoding, delimiter, records = read_text(data)
    return Opened("csv", _within_limits([(Path(path).stem, False, records)]), encoding, delimiter)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable("Ceci est un dossier : déposez le fichier qu’il contient.")
        if not path.is_file():
            raise Unreadable("Ce fichier n’existe pas ou a été déplacé : déposez-le de nouveau.")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(
                f"Ce fichier pèse plus de {thousands(MAX_BYTES // 1_000_000)} Mo, ce qui est la limite : "
                "retirez-en les images, ou partagez la liste en plusieurs fichiers."
            )
        data = path.read_bytes()
    except (OSError, ValueError):
        raise Unreadable("Ce fichier ne peut pas être ouvert : vérifiez-le et déposez-le de nouveau.") from None
    if not data:
        raise Unreadable("Ce fichier est vide : déposez celui qui contient la liste.")
    return data


def _within_limits(sheets: Iterable[OpenSheet]) -> Iterator[OpenSheet]:
    budget = Budget()
    for name, hidden, rows in sheets:
        yield name, hidden, _trimmed(rows, name, budget)


def _trimmed(rows: Iterable[list[Value]], name: str, budget: Budget) -> Iterator[list[Value]]:
    """Rows without their empty ends; the empty rows at the foot of the sheet are left out."""
    number, empty = 0, 0
    for cells in rows:
        row = cells
        while row and row[-1] in (None, ""):
            row.pop()
        if not row:
            empty += 1
            continue
        number += empty + 1
        if number > MAX_ROWS:
            raise too_many_rows(f"La liste « {name} »")
        if len(row) > MAX_COLUMNS:
            raise too_many_columns(f"La liste « {name} »")
        budget.spend(row)
        for _ in range(empty):
            yield []
        empty = 0
        yield row


def read_safely(path: Path, *, seconds: float = 20, megabytes: int = 300) -> Book:
    """The same in a child process that holds at most so many megabytes for so many seconds. Raises Unreadable."""
    from benkan.workbooks.engine.child import received

    command = (sys.executable, "-P", "-m", "benkan.workbooks.engine.child", os.fspath(path))
    # The child reads a stranger's file: it is given nothing of ours, neither addresses nor keys.
    root = Path(__file__).resolve().parents[3]
    environment = {"PYTHONPATH": os.fspath(root), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            (*command, str(seconds), str(megabytes)),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        said = f"{seconds:g}".replace(".", ",")
        raise Unreadable(
            f"La lecture de ce fichier a dépassé {said} secondes : copiez la liste seule dans un nouveau "
            "classeur et déposez celui-ci."
        ) from None
    except (OSError, ValueError):  # no process to be had, or a name no system accepts
        raise Unreadable("Ce fichier n’a pas pu être lu : déposez-le de nouveau dans quelques minutes.") from None
    return received(done.stdout, died=done.returncode)
