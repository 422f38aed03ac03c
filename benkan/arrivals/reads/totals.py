"""Convoys of all actors as totals, without any line or name: read as `figures`, the role that can count and not read.

Names of places and organisations are no secret, and come from the ordinary connection.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from benkan.arrivals.gaps import gap_in_words
from benkan.arrivals.models import Announcement, ArrivalList, Convoy, HeadCount
from benkan.arrivals.thresholds import PLACED_AFTER, TOTALS_SINCE
from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Organisation
from benkan.places.models import Place

FIGURES = "figures"
MOST = 60


@dataclass
class ConvoyTotals:
    """One convoy: by actor, the latest announcement and count, and what is registered. Side by side, never added.

    `placed` is false until `placed_after` days have gone by: then neither the entry point nor the actors, who would
    tell it, are shown.
    """

    day: dt.date
    entry_point: str
    country: str
    placed: bool
    placed_after: int
    announced: dict[str, int] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    registered: dict[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> str:
        """The latest of each: dictionaries are filled the earliest first."""
        return gap_in_words(*(list(said.values())[-1] if said else None for said in (self.announced, self.counted)))


def days_shown(on: dt.date | None = None) -> int:
    """How many days back `latest_convoys` goes."""
    return value_of(TOTALS_SINCE, on=on or clock.today())


def latest_convoys(now: dt.date | None = None) -> list[ConvoyTotals]:
    """The convoys of the last days and those to come, the latest first; seven queries, whatever their number."""
    today = now or clock.today()
    since = today - dt.timedelta(days=days_shown(today))
    placed_after = value_of(PLACED_AFTER, on=today)
    came = Convoy.objects.using(FIGURES).filter(arrives_on__gte=since, cancelled_at=None)
    convoys = came.order_by("-arrives_on", "-pk")[:MOST]
    found = {row["pk"]: row for row in convoys.values("pk", "arrives_on", "entry_point_id", "country_id")}
    places = _names(Place, {row[name] for row in found.values() for name in ("entry_point_id", "country_id")})
    totals = {
        pk: ConvoyTotals(
            day=row["arrives_on"],
            entry_point=places[row["entry_point_id"]],
            country=places[row["country_id"]],
            # To come, or too recent: placed before the actors of its entry point only.
            placed=row["arrives_on"] < today - dt.timedelta(days=placed_after),
            placed_after=placed_after,
        )
        for pk, row in found.items()
    }
    said = {
        "announced": _said(Announcement, "total", "at", found),
        "counted": _said(HeadCount, "total", "at", found),
        "registered": _said(ArrivalList, "registered_count", "id", found, add=True),
    }
    actors = _names(Organisation, {actor for rows in said.values() for _, actor in rows})
    for kept, rows in said.items():
        for (convoy, actor), number in rows.items():
            getattr(totals[convoy], kept)[actors[actor]] = number
    return list(totals.values())


def _said(model, column: str, order: str, convoys, *, add: bool = False) -> dict[tuple[UUID, UUID], int]:
    """By convoy and actor: the latest number, or with `add` the sum of the actor's own lists."""
    rows = model.objects.using(FIGURES).filter(convoy__in=list(convoys)).order_by(order)
    if model is Announcement:  # a file that was undone announces nothing
        rows = rows.filter(withdrawn_at=None)
    said: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for convoy, actor, number in rows.values_list("convoy_id", "organisation_id", column):
        before = said.pop((convoy, actor), 0)  # put last again: it is the latest
        said[convoy, actor] = number + (before if add else 0)
    return said


def _names(model, wanted: set) -> dict:
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "name"))
