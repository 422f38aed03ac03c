"""The page of an accompaniment is put together from parts, each with its template, its tags and its thread.

Each part is a function `(by, case)` that gives a `CasePart`, or None where there is nothing for this reader. It is
named here by its dotted name, since it imports `CasePart` from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.module_loading import import_string

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
        found = import_string(part)(by, case)
        if found is not None:
            yield found


# What the head of the page leads to: the place of a part, in a word.
SHORTCUTS = {
    "cases/parts/needs.html": ("besoins", "Besoins"),
    "cases/parts/plan.html": ("plan", "Plan"),
    "cases/parts/deliveries.html": ("remises", "Remises"),
    "cases/parts/referrals.html": ("orientations", "Orientations"),
    "cases/parts/followup.html": ("suivi", "Suivi"),
    "cases/parts/events.html": ("evenements", "Événements"),
    "cases/parts/transfers.html": ("transfert", "Transfert et retours"),
}

PARTS = (
    "benkan.cases.parts.events.first",
    "benkan.cases.parts.needs.needs",
    "benkan.cases.parts.plan.plan",
    "benkan.cases.parts.deliveries.deliveries",
    "benkan.cases.parts.referrals.referrals",
    "benkan.cases.parts.followup.part",
    "benkan.cases.parts.events.events",
    "benkan.cases.parts.transfers.transfers",
)
