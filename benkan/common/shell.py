"""What the page shell shows on every page: who acts, where one can go, whether the data are invented.

A context says what it adds to the bar in its `apps.py`: `menu = [Entry(...)]`, shown to those who hold the right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from benkan.common.permissions import Actor, Permission, may

# One line of a desk's screen, beside who one is; a bar of two lines is read by nobody. In letters: what the line holds,
# what stands in it besides (the brand, « Plus », « Sortir »), and the room between two entries.
IN_THE_BAR, AT_LEAST = 6, 3
LINE, BESIDES, BETWEEN = 155, 26, 2.5


@dataclass(frozen=True)
class Entry:
    """A place in the bar: words, name of the route, the right it asks (None: anybody signed in), and its order.

    `of_use`: whether the page can ever hold anything for this actor; the page itself answers all the same.
    """

    label: str
    route: str
    permission: Permission | None = None
    order: int = 50
    of_use: Callable[[Actor], bool] | None = None

    @cached_property
    def address(self) -> str:
        return reverse(self.route)


def menu_of(actor) -> list[Entry]:
    """The entries of all contexts that this actor may open, in their order."""
    entries = [entry for config in apps.get_app_configs() for entry in getattr(config, "menu", [])]
    allowed = [entry for entry in entries if entry.permission is None or may(actor, entry.permission)]
    useful = [entry for entry in allowed if entry.of_use is None or entry.of_use(actor)]
    return sorted(useful, key=lambda entry: entry.order)


def in_the_bar(labels: Sequence[str], who: str) -> int:
    """How many of these entries stand in the bar, beside `who`; the others open from it."""
    most = len(labels) if len(labels) <= IN_THE_BAR + 1 else IN_THE_BAR
    left = LINE - BESIDES - len(who)
    for number, label in enumerate(labels[:most]):
        left -= len(label) + BETWEEN
        if left < 0 and number >= AT_LEAST:
            return number
    return most


def _who(actor) -> str:
    return actor.account.name + (f" · {actor.organisation.name}" if actor.organisation else "")


def shell(request) -> dict:
    """Template context processor. `menu`: what stands in the bar; `menu_more`: what opens from it."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.account_id is not None
    entries = menu_of(actor) if signed_in else []
    shown = in_the_bar([entry.label for entry in entries], _who(actor)) if signed_in else 0
    return {
        "actor": actor if signed_in else None,
        "menu": entries[:shown],
        "menu_more": entries[shown:],
        "demo": settings.DEMO,
    }
