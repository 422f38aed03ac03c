"""What follows a registration: contexts above keep copies of what may be counted, and bring them up to date.

A context says so in its `apps.py`, with dotted names of functions that take `(by=, registration=)` and run in the
same transaction, after a correction or an annulment:

    registration_followers = ("benkan.arrivals.writes.copy_what_is_counted",)
"""

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor
from benkan.people.models import Registration


def tell_followers(by: Actor, registration: Registration) -> None:
    """Call each function that a context above has named."""
    for config in apps.get_app_configs():
        for follower in getattr(config, "registration_followers", ()):
            import_string(follower)(by=by, registration=registration)
