"""Events of a life that are noted on pages of their own: the page « Noter un événement » leads there.

A context, or a part of this one, names its own in an `apps.py`; a page that is not there is not offered:

    life_links = (LifeLink("Déménagement", "Une autre organisation reprend", "cases:propose_transfer"),)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import get_resolver

from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.models import Case


@dataclass(frozen=True)
class LifeLink:
    """Words, a line that helps to choose, the route (it takes `case_id`), and the statuses in which it is offered."""

    words: str
    hint: str
    route: str
    among: frozenset[CaseStatus] = UNDER_WAY


def links_for(case: Case | None) -> Iterator[LifeLink]:
    """What may be noted elsewhere of this accompaniment, as it stands."""
    if case is None:
        return
    for config in apps.get_app_configs():
        for link in getattr(config, "life_links", ()):
            if case.status in link.among and is_routed(link.route):
                yield link


def is_routed(name: str) -> bool:
    """Whether a page of this name is served by this platform."""
    space, _, route = name.rpartition(":")
    resolver = get_resolver()
    for part in filter(None, space.split(":")):
        if part not in resolver.namespace_dict:
            return False
        resolver = resolver.namespace_dict[part][1]
    return route in resolver.reverse_dict
