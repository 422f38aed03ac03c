"""The process that reads a stranger's file and may die of it, and the lines in which it tells what it read.

`python -m benkan.workbooks.engine.child PATH SECONDS MEGABYTES` writes JSON lines: one for the book, one for each sheet
followed by its rows, one for the end; or one for the refusal. Days and hours are tagged; nothing is ever evaluated.
"""

from __future__ import annotations

import datetime
import io
import json
import math
import resource
import signal
import sys
from pathlib import Path
from typing import TextIO

from benkan.workbooks.engine.book import Book, Sheet, Value
from benkan.workbooks.engine.refusal import SAVE_AS, Unreadable

_TOO_HEAVY = (
    "Ce fichier demande trop de mémoire : il est trop grand, ou une cellule se trouve très loin du tableau ; "
    "copiez la liste seule dans un nouveau classeur et déposez celui-ci."
)
_NOT_READ = f"Ce fichier n’a pas pu être lu, il est sans doute abîmé : {SAVE_AS}"
_MEMORY = 3  # the code with which the child ends when memory is refused to it


def main(arguments: list[str]) -> int:
    path, seconds, megabytes = arguments
    _limit(float(seconds), int(megabytes))
    try:
        _tell(Path(path), sys.stdout)
    except Unreadable as refused:
        _line({"refused": str(refused)}, sys.stdout)
    except MemoryError:
        return _MEMORY
    sys.stdout.flush()
    return 0


def _limit(seconds: float, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    processor = math.ceil(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to its pipe and nowhere else
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _tell(path: Path, out: TextIO) -> None:
    from benkan.workbooks.engine.reading import open_book

    opened = open_book(path)
    _line({"format": opened.format, "encoding": opened.encoding, "delimiter": opened.delimiter}, out)
    for name, hidden, rows in opened.sheets:
        _line({"sheet": name, "hidden": hidden}, out)
        for row in rows:
            _line(row, out)
    _line({"end": True}, out)


def _line(content: dict | list, out: TextIO) -> None:
    out.write(json.dumps(content, default=_tagged))  # ASCII: a lone surrogate crosses too
    out.write("\n")


def _tagged(value: object) -> dict:
    if isinstance(value, datetime.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"hour": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"lasts": [value.days, value.seconds, value.microseconds]}
    raise TypeError(type(value).__name__)


def _untagged(value: Value | dict) -> Value:
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    return _UNTAG[tag](content)


_UNTAG = {
    "moment": datetime.datetime.fromisoformat,
    "day": datetime.date.fromisoformat,
    "hour": datetime.time.fromisoformat,
    "lasts": lambda parts: datetime.timedelta(days=parts[0], seconds=parts[1], microseconds=parts[2]),
}


def received(told: bytes, *, died: int) -> Book:
    """The book in the child's lines. Raises Unreadable: the child's own sentence, or ours when it did not finish."""
    from benkan.workbooks.engine.xlsform import is_form

    end = b"" if died else told[told.rstrip(b"\n").rfind(b"\n") + 1 :]
    last = json.loads(end) if end else None
    if isinstance(last, dict) and "refused" in last:
        raise Unreadable(last["refused"])
    if not isinstance(last, dict) or "end" not in last:
        # An allocation refused to Rust ends in an abort, to Python in a MemoryError.
        raise Unreadable(_TOO_HEAVY if died in (_MEMORY, -signal.SIGABRT) else _NOT_READ)
    lines = io.BytesIO(told)  # read line by line: the whole is not held twice
    head = json.loads(next(lines))
    sheets: list[Sheet] = []
    for line in lines:
        content = json.loads(line)
        if isinstance(content, list):
            sheets[-1].rows.append([_untagged(value) for value in content])
        elif "sheet" in content:
            sheets.append(Sheet(content["sheet"], [], content["hidden"]))
    return Book(head["format"], sheets, head["encoding"], head["delimiter"], is_form(sheets))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
