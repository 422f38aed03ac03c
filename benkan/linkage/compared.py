"""What the contexts above know of files that are compared: their arrivals, for whoever reads two files side by side.

A context names in its `apps.py` functions that take a list of registrations and give questions with their answers by
file, in words, the same queries for two files as for one:

    compared_facts = ("benkan.arrivals.compared.returns_of",)    # [("Dernier retour", {registration.pk: "…"}), …]
"""

from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.people.models import Registration

Facts = list[tuple[str, dict[UUID, str]]]


def facts_of(registrations: Sequence[Registration]) -> Facts:
    """Questions and answers of all contexts, in their order."""
    found: Facts = []
    for config in apps.get_app_configs():
        for name in getattr(config, "compared_facts", ()):
            found += import_string(name)(registrations)
    return found
