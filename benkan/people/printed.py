"""What other contexts add to her own printed file: short lines under a title, named from their `apps.py`.

`printed_sections = (Printed("besoins", "Vos besoins", HEADS, READ, "benkan.cases.printed.own.needs", order=30),)`

Two contexts that give the same code fill one section together. Nothing is read before she has chosen the section.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor, Permission, may
from benkan.people.models import Registration


@dataclass(frozen=True)
class Line:
    """A row of the sheet: one cell for each head, in French; `day` gives its place, None comes last."""

    day: dt.date | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """A section: the right of who may print it, and the dotted name of what gives its lines.

    `tells` takes `(by, registration)` and gives the lines. `held`, where it is named, takes the same and says whether
    this reader is the one who may: a reserved section is its holder's alone, and offered to nobody else.
    """

    code: str
    title: str
    heads: tuple[str, ...]
    right: Permission
    tells: str
    order: int = 50
    held: str = ""

    def open_to(self, by: Actor, registration: Registration) -> bool:
        return may(by, self.right) and (not self.held or import_string(self.held)(by, registration))


@dataclass(frozen=True)
class Told:
    """A section as it is printed."""

    heads: tuple[str, ...]
    lines: list[Line]

    @property
    def pairs(self) -> list[list[tuple[str, str]]]:
        """Each line as (head, cell): on a narrow screen every cell says what it is."""
        return [list(zip(self.heads, line.cells, strict=True)) for line in self.lines]


def offered(by: Actor, registration: Registration) -> dict[str, str]:
    """Titles by code, in their order, of what this reader may print."""
    titles: dict[str, str] = {}
    for one in _open(by, registration):
        titles.setdefault(one.code, one.title)
    return titles


def told(by: Actor, registration: Registration, code: str) -> Told:
    """The lines of one section, the earliest first; none where it is not for this reader."""
    parts = [one for one in _open(by, registration) if one.code == code]
    lines = [line for one in parts for line in import_string(one.tells)(by, registration)]
    heads = parts[0].heads if parts else ()
    return Told(heads, sorted(lines, key=lambda line: (line.day is None, line.day or dt.date.min)))


def _open(by: Actor, registration: Registration) -> Iterator[Printed]:
    found = [one for config in apps.get_app_configs() for one in getattr(config, "printed_sections", ())]
    return (one for one in sorted(found, key=lambda one: one.order) if one.open_to(by, registration))
