"""The work of the day is one page; each context adds its parts to it, from its own `apps.py`.

`today = (Part("arrivals/today/convoys.html", "benkan.arrivals.work.convoys", order=10),)`
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Model, QuerySet, Window
from django.utils.module_loading import import_string
from django.utils.text import slugify

from benkan.common.permissions import Actor


@dataclass(frozen=True)
class Part:
    """A part of the page: its template, the dotted name of the function that gives its context, its order, and the
    words of its shortcut, "" where it has none.

    The function takes `by` and gives a dict, or None where nothing awaits this reader. Its number of queries does not
    depend on what it finds. Its `awaiting`, where it gives one, is how many wait there.
    """

    template: str
    reads: str
    order: int = 50
    title: str = ""

    @property
    def anchor(self) -> str:
        return slugify(self.title)


def first_of(rows: QuerySet, most: int) -> QuerySet:
    """The first of an ordered list, each with how many there are in all: for `counted`."""
    return rows.annotate(in_all=Window(Count("pk")))[:most]


def counted(found: list[Model]) -> tuple[list[Model], int]:
    """The rows of `first_of`, and how many there are in all."""
    return found, found[0].in_all if found else 0


def parts_of(by: Actor) -> Iterator[tuple[Part, dict]]:
    """The parts that await somebody, with their contexts, the most pressing first."""
    found = [part for config in apps.get_app_configs() for part in getattr(config, "today", ())]
    for part in sorted(found, key=lambda part: part.order):
        context = import_string(part.reads)(by)
        if context is not None:
            yield part, context
