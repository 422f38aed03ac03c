"""The page of an accompaniment is put together from parts, each with its template, its tags and its thread.

Each part is a function `(by, case)` that gives a `CasePart`, or None where there is nothing for this reader.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benkan.cases.models import Case
from benkan.common.permissions import Actor


@dataclass(frozen=True)
class CasePart:
    """A part of the page: its template and context, tags (tone, words) for its head, entries for its thread."""

    template: str
    context: dict
    tags: tuple[tuple[str, str], ...] = ()
    thread: list[dict] = field(default_factory=list)


def parts_of(by: Actor, case: Case) -> Iterator[CasePart]:
    """The parts of the page, in their order."""
    for part in PARTS:
        found = part(by, case)
        if found is not None:
            yield found


PARTS: tuple[Callable[[Actor, Case], CasePart | None], ...] = ()
