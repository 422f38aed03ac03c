"""Lists that are taken away, filled in elsewhere, and brought back. A context declares its own, in its `apps.py`:

    returns = ("benkan.cases.workbook.visits.RETURNING",)

This context knows no subject: it marks each row so that it is known again, reads what was filled in, shows the
difference, and asks the context to write it. An empty cell changes nothing; the same file twice changes nothing.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.http import Http404
from django.utils.module_loading import import_string

from benkan.common.folding import fold
from benkan.common.permissions import Actor, Permission, may
from benkan.workbooks.engine.frame import Heading

MARK = Heading("Repère, à ne pas changer", 26)
KEY = "mark"  # the role of its column
VERSION = 8  # characters


@dataclass(frozen=True)
class Answer:
    """A column that may be filled in: its name, its title, and what the text of a cell (never empty) stands for.

    `read` raises ValueError with a sentence for the person.
    """

    name: str
    heading: Heading
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Held:
    """One row as the platform holds it today: how a sentence names it, what its cells would say, and why nothing of it
    may change any more ("": it may). `thing` is the context's own."""

    told: str
    cells: Mapping[str, str]
    locked: str = ""
    thing: Any = None


@dataclass(frozen=True)
class Returning:
    """A kind of list that comes back. `kind` is that of the export by which it was taken.

    `held` gives, by key, the rows that the asker may fill in, in a number of queries that does not depend on how many.
    `change` writes the values of one row, by name; it raises `Impossible` or `Refused`. `sound` says why this account
    cannot write these values of one row ("": it can): they do not go together, or another account writes them.
    """

    kind: str
    label: str
    sentence: str
    permission: Permission
    headings: tuple[Heading, ...]  # all of them, so that the list is known again among columns that somebody added
    answers: tuple[Answer, ...]
    held: Callable[[Actor, Sequence[str]], Mapping[str, Held]]
    change: Callable[[Actor, Held, Mapping[str, Any]], object]
    home: tuple[str, str]  # where one came from: words, name of the route
    sound: Callable[[Held, Mapping[str, Any]], str] = lambda one, values: ""

    def role_of(self, title: str) -> str | None:
        """What a title stands for: the mark, the name of an answer, "" for what people read alone; None: a stranger."""
        return self._roles.get(fold(title))

    @cached_property
    def _roles(self) -> dict[str, str]:
        read = {fold(one.title): "" for one in self.headings}
        return {**read, fold(MARK.title): KEY, **{fold(one.heading.title): one.name for one in self.answers}}

    def answer(self, name: str) -> Answer:
        return next(one for one in self.answers if one.name == name)


@cache
def returns() -> dict[str, Returning]:
    """All kinds, as the contexts declare them."""
    named = [name for config in apps.get_app_configs() for name in getattr(config, "returns", ())]
    return {returning.kind: returning for returning in map(import_string, named)}


def returning_of(kind: str) -> Returning:
    """The kind of that name; `Http404` where there is none."""
    if kind not in returns():
        raise Http404(f"no list that comes back is called {kind}")
    return returns()[kind]


def filled_from(by: Actor, page: str) -> list[Returning]:
    """Those that start from a page, by the name of its route, and that its reader may fill in."""
    return [one for one in returns().values() if one.home[1] == page and may(by, one.permission)]


def mark_of(key: str, cells: Mapping[str, str]) -> str:
    """What stands in the first column of a row: its key, and a digest of what its cells said when it was taken."""
    said = json.dumps(sorted((name, text) for name, text in cells.items() if text), ensure_ascii=False)
    return f"{key} {hashlib.sha256(said.encode()).hexdigest()[:VERSION]}"


def key_of(mark: str) -> tuple[str, str]:
    """Key and digest of a mark; the digest is "" where somebody cut it off."""
    key, _, version = mark.partition(" ")
    return key, version.strip()
