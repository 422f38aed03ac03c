"""Which files never answer what another organisation asks: contexts above say so, and are asked by whoever matches.

A file that keeps silent is answered for as one that does not exist. A context names in its `apps.py` functions that
take a list of registrations and give the identifiers of those:

    silent_files = ("benkan.safeguarding.reads.silence.silent_among",)
"""

from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.people.models import Registration


def silent_among(registrations: Sequence[Registration]) -> frozenset[UUID]:
    """Identifiers of those that must not answer; asked whole, for many."""
    found: frozenset[UUID] = frozenset()
    for config in apps.get_app_configs():
        for silent in getattr(config, "silent_files", ()):
            found |= import_string(silent)(registrations)
    return found
