"""What follows a registration: contexts above keep copies of what may be counted, and bring them up to date.

A context says so in its `apps.py`, with dotted names of functions that take `(by=, registration=)` and run in the
same transaction, after a correction or an annulment:

    registration_followers = ("benkan.arrivals.writes.copy_what_is_counted",)

A list that is undone annuls thousands. A function that would be slow one by one names beside it one that takes them
all, `(by=, registrations=)`, and leaves the same rows:

    registration_followers_of_many = {"benkan.arrivals.writes.copy_what_is_counted": "benkan.arrivals.writes.…"}

What is done once the second step is finished is named apart, `(by=, registration=)`, called in that transaction:

    registration_completed = ("benkan.linkage.writes.asking.ask_when_completed",)
"""

from collections.abc import Sequence

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.permissions import Actor
from benkan.people.models import Registration


def tell_followers(by: Actor, registration: Registration) -> None:
    """Call each function that a context above has named."""
    for config in apps.get_app_configs():
        for follower in getattr(config, "registration_followers", ()):
            import_string(follower)(by=by, registration=registration)


def tell_followers_of_many(by: Actor, registrations: Sequence[Registration]) -> None:
    """The same for many: at once where a context says how, one by one elsewhere."""
    for config in apps.get_app_configs():
        at_once = getattr(config, "registration_followers_of_many", {})
        for follower in getattr(config, "registration_followers", ()):
            if follower in at_once:
                import_string(at_once[follower])(by=by, registrations=registrations)
                continue
            told = import_string(follower)
            for registration in registrations:
                told(by=by, registration=registration)


def tell_completed(by: Actor, registration: Registration) -> None:
    """Call each function that a context above has named for a file whose second step is done."""
    for config in apps.get_app_configs():
        for told in getattr(config, "registration_completed", ()):
            import_string(told)(by=by, registration=registration)
