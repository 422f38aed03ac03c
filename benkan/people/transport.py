"""Before somebody is taken somewhere, contexts above may say no, without saying why.

A context says so in its `apps.py`, with dotted names of functions that take a list of registrations and raise
`Impossible` with a sentence:

    transport_checks = ("benkan.safeguarding.reads.dangerous.refuse_transport",)
"""

from collections.abc import Sequence

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.people.models import Registration


def check_may_be_taken(registrations: Sequence[Registration]) -> None:
    """Raise `Impossible` where one of them may not be taken to where her file says she goes; asked whole, for many."""
    for config in apps.get_app_configs():
        for refuse in getattr(config, "transport_checks", ()):
            import_string(refuse)(registrations)
