"""Lists that can be taken away as a file. A context declares its own, in its `apps.py`, by dotted names:

    exports = ("benkan.people.exports.FILES",)

This context knows no subject: it asks for rows, writes them, keeps the file for a day, and lets it be taken.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from django.apps import apps
from django.http import Http404
from django.utils.module_loading import import_string

from benkan.audit.verbs import Verb
from benkan.common.permissions import Actor, Permission, check
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading

# A working day and its night: long enough to come back for a file, short enough that no pile of names stays behind.
KEPT = dt.timedelta(hours=24)
CHUNK = 2_000  # rows read and written together


@dataclass(frozen=True)
class Prepared:
    """A list about to be written, as its context tells it to one asker.

    `name` begins the name of the file, without personal data; `count` is the number of rows of the list behind it;
    `left_out` says what never leaves with it. `rows` reads when it is called, in the asker's transaction, in chunks.
    """

    title: str
    name: str
    sheet: str
    source: str
    shown: str
    headings: Sequence[Heading]
    count: int
    rows: Callable[[], Iterator[Sequence[Value]]]
    left_out: str
    back: tuple[str, str]  # where one came from: words, address
    hidden: str = ""
    names: bool = True  # of persons: the page says so before the file is asked for


@dataclass(frozen=True)
class Export:
    """A kind of list: the right it asks, the verb that the audit keeps, the filters it takes.

    `target` is the filter that names the object whose list it is; "" for a list of the whole organisation. `prepare`
    takes `(by, filters)`; it raises `Http404` for what the asker cannot see, `Impossible` for a filter nobody knows.
    """

    kind: str
    label: str
    permission: Permission
    verb: Verb
    prepare: Callable[[Actor, Mapping[str, str]], Prepared]
    filters: tuple[str, ...] = ()
    target: str = ""

    def asked(self, said: Mapping[str, str], target: object = "") -> dict[str, str]:
        """The filters among what was said; those that say nothing are left out."""
        named = {name: str(said[name]) for name in self.filters if said.get(name)}
        return named | ({self.target: str(target)} if target else {})


@cache
def exports() -> dict[str, Export]:
    """All kinds, as the contexts declare them."""
    named = [name for config in apps.get_app_configs() for name in getattr(config, "exports", ())]
    return {export.kind: export for export in map(import_string, named)}


def export_of(kind: str) -> Export:
    """The kind of that name; `Http404` where there is none."""
    if kind not in exports():
        raise Http404(f"no export is called {kind}")
    return exports()[kind]


def prepared(by: Actor, export: Export, filters: Mapping[str, str]) -> Prepared:
    """The list for one who holds the right. Raises `Refused`, and what `prepare` raises."""
    check(by, export.permission)
    return export.prepare(by, filters)


def in_chunks(rows: Iterator, size: int = CHUNK) -> Iterator[list]:
    """Lists of at most so many: what is asked beside them is asked once for each."""
    while chunk := list(islice(rows, size)):
        yield chunk
