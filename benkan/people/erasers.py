"""Contexts above keep copies of what a person said; each empties its own when she is erased.

A context says so in its `apps.py`, with dotted names of functions that take `(by=, registrations=, whole=)` and run in
the transaction of the erasure. `whole` is false where only her telephone or the numbers of her papers end: what is
copied of them goes, other free text stays. What is counted stays always.

    registration_erasers = ("benkan.arrivals.writes.erase_copies",)

Where copies hang on something that others hold before they hold a file (a list that is being applied), the context
names also what finds and holds it, `(files=, hold=)`, asked before the files are held, and once more, without holding,
when they are: more may have come while one waited.

    registration_copies_held = ("benkan.arrivals.writes.hold_copies",)
"""

from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor
from benkan.people.models import Registration


def tell_erasers(by: Actor, registrations: Sequence[Registration], *, whole: bool) -> None:
    """Call each function that a context above has named."""
    for config in apps.get_app_configs():
        for eraser in getattr(config, "registration_erasers", ()):
            import_string(eraser)(by=by, registrations=registrations, whole=whole)


def what_copies_hang_on(files: Sequence[UUID], *, hold: bool) -> frozenset[UUID]:
    """Identifiers of what the copies of these files hang on; with `hold`, held until the transaction ends."""
    found: set[UUID] = set()
    for config in apps.get_app_configs():
        for holder in getattr(config, "registration_copies_held", ()):
            found |= import_string(holder)(files=files, hold=hold)
    return frozenset(found)
