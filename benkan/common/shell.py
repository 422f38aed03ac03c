"""What the page shell shows on every page: who acts, where one can go, whether the data are invented.

A context says what it adds to the bar in its `apps.py`: `menu = [Entry(...)]`, shown to those who hold the right.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings

from benkan.common.permissions import Permission, may


@dataclass(frozen=True)
class Entry:
    """A place in the bar: words, name of the route, the right it asks (None: anybody signed in), and its order."""

    label: str
    route: str
    permission: Permission | None = None
    order: int = 50


def menu_of(actor) -> list[Entry]:
    """The entries of all contexts that this actor may open, in their order."""
    entries = [entry for config in apps.get_app_configs() for entry in getattr(config, "menu", [])]
    allowed = [entry for entry in entries if entry.permission is None or may(actor, entry.permission)]
    return sorted(allowed, key=lambda entry: entry.order)


def shell(request) -> dict:
    """Template context processor."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.account_id is not None
    return {"actor": actor if signed_in else None, "menu": menu_of(actor) if signed_in else [], "demo": settings.DEMO}
