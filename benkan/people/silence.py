"""Which files never answer what another organisation asks: contexts above say so, and are asked by whoever matches.

A file that keeps silent is answered for as one that does not exist. A context names in its `apps.py` functions that
take a list of registrations and give the identifiers of those:

    silent_files = ("benkan.safeguarding.reads.silence.silent_among",)

Organisations that keep silent whole, houses whose very name says where somebody hides, are named the same way by
functions that take nothing and give identifiers:

    silent_organisations = ("benkan.safeguarding.reads.silence.shelters",)
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


def silent_organisations() -> frozenset[UUID]:
    """Identifiers of the organisations none of whose files answers, and which ask nothing; one's own among them."""
    found: frozenset[UUID] = frozenset()
    for config in apps.get_app_configs():
        for silent in getattr(config, "silent_organisations", ()):
            found |= import_string(silent)()
    return found
