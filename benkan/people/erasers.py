"""Contexts above keep copies of what a person said; each empties its own when she is erased.

A context says so in its `apps.py`, with dotted names of functions that take `(by=, registrations=, whole=)` and run in
the transaction of the erasure. `whole` is false where only her telephone or the numbers of her papers end: what is
copied of them goes, other free text stays. What is counted stays always.

    registration_erasers = ("benkan.arrivals.writes.erase_copies",)
"""

from collections.abc import Sequence

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor
from benkan.people.models import Registration


def tell_erasers(by: Actor, registrations: Sequence[Registration], *, whole: bool) -> None:
    """Call each function that a context above has named."""
    for config in apps.get_app_configs():
        for eraser in getattr(config, "registration_erasers", ()):
            import_string(eraser)(by=by, registrations=registrations, whole=whole)
