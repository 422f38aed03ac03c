"""The list of erasures that is kept outside the database, so that a backup put back brings no erased person back.

A file of one JSON object a line, only ever added to: an erasure, or {"until": moment} where the whole database was
compared with it. Identifiers and moments, nothing else. An erasure bears the identifier of its audit row, by which a
database is known to have had it or not. No Django here: a restoration reads the list before there is a platform.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

WHOLE, GROUP = "people.erased", "people.group_erased"  # the verbs of the audit rows that are listed
NBSP = "\u00a0"


class Damaged(Exception):
    """A line of the list says nothing; the message is a French sentence."""


@dataclass(frozen=True)
class Erasure:
    """One file erased, or one group of its fields (`group`, empty for the whole), by whom, where and when.

    Identifiers as texts; `id`: the audit row's; `at`: ISO 8601 with its zone.
    """

    id: str
    at: str
    account: str
    organisation: str
    file: str
    group: str = ""


@dataclass(frozen=True)
class Erasures:
    """What lists say, by identifier, and until when they go: the last comparison or erasure; None for no list."""

    known: dict[str, Erasure]
    until: datetime | None = None

    def __or__(self, other: Erasures) -> Erasures:
        moments = [moment for moment in (self.until, other.until) if moment is not None]
        return Erasures(self.known | other.known, max(moments, default=None))


NONE = Erasures({})


def add(path: Path, erasures: Iterable[Erasure], until: datetime | None = None) -> None:
    """Add lines at the end, on the disk when this returns; those of several processes never mix. Raises OSError."""
    lines = [asdict(one) for one in erasures]
    if until is not None:
        lines.append({"until": until.isoformat()})
    text = "".join(f"{json.dumps(line, separators=(',', ':'))}\n" for line in lines)
    with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _ends_a_line(file):  # somebody was killed in the middle of one
            text = f"\n{text}"
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Erasures:
    """What a list says. Raises `Damaged`, OSError (FileNotFoundError where there is none).

    A line that a kill has cut short counts for nothing: what it told is in the database, which is compared again.
    """
    known, until = {}, None
    for number, text in _whole_lines(path):
        try:
            said = json.loads(text)
            if "until" not in said:
                one = _erasure(said)
                known[one.id] = one
            moment = _moment(said.get("until") or one.at)
            until = moment if until is None else max(until, moment)
        except (ValueError, TypeError, KeyError) as error:
            raise Damaged(
                f"La liste des effacements «{NBSP}{path}{NBSP}» est abîmée à la ligne {number}. Reprenez-en une copie, "
                "ou mettez-la de côté sous un autre nom."
            ) from error
    return Erasures(known, until)


def _whole_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that say something, with their numbers; one without its end, or broken off by the next, is cut."""
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        text = line.strip()
        if text and line.endswith(b"\n") and not (text.startswith(b"{") and not text.endswith(b"}")):
            yield number, text


def _erasure(said: dict) -> Erasure:
    one = Erasure(**{field.name: said[field.name] for field in fields(Erasure)})
    for identifier in (one.id, one.account, one.organisation, one.file):
        UUID(identifier)
    _moment(one.at)
    if not isinstance(one.group, str):
        raise TypeError
    return one


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _ends_a_line(file) -> bool:
    with contextlib.suppress(OSError):  # empty: there is nothing before its end
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
    return True
