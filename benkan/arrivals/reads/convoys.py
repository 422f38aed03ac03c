"""Convoys at the entry points where one's organisation is present, with each actor's counts side by side."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.arrivals.gaps import gap_in_words
from benkan.arrivals.models import Announcement, ArrivalList, Convoy, HeadCount
from benkan.arrivals.permissions import SEE
from benkan.arrivals.thresholds import LIST_RECENT
from benkan.common import clock
from benkan.common.asking import prepared, together
from benkan.common.folding import fold
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Organisation

PAGE = 30
HEAVY = ("content", "reading", "mapping")


@dataclass(frozen=True)
class Counted:
    """A convoy with what each actor announced, counted and listed; the latest rows first."""

    convoy: Convoy
    announcements: list[Announcement] = field(default_factory=list)
    head_counts: list[HeadCount] = field(default_factory=list)
    lists: list[ArrivalList] = field(default_factory=list)
    own_id: UUID | None = None

    @property
    def announced(self) -> Announcement | None:
        """The announcement to set beside a count: the latest, whoever made it."""
        return self.announcements[0] if self.announcements else None

    @property
    def counted(self) -> HeadCount | None:
        """The count that holds: our own latest, else the latest of the actor who counted."""
        own = [count for count in self.head_counts if count.organisation_id == self.own_id]
        return next(iter(own or self.head_counts), None)

    @property
    def gap(self) -> str:
        return gap_in_words(*(row.total if row else None for row in (self.announced, self.counted)))

    @property
    def ours(self) -> int:
        """Registered by one's own organisation."""
        return sum(one.registered_count for one in self.own_lists)

    @property
    def own_lists(self) -> list[ArrivalList]:
        return [one for one in self.lists if one.organisation_id == self.own_id]

    @property
    def desk(self) -> ArrivalList | None:
        return next((one for one in self.own_lists if one.origin == ArrivalList.Origin.DESK), None)

    @property
    def partner_lists(self) -> list[ArrivalList]:
        return [one for one in self.lists if one.organisation_id != self.own_id]

    @property
    def actors(self) -> list["ActorSays"]:
        """Each actor with its latest announcement, its latest count and its lists; one's own first, then by name."""
        rows: dict[UUID, ActorSays] = {}
        for kept in (self.announcements, self.head_counts, self.lists):
            for row in kept:
                actor = rows.setdefault(
                    row.organisation_id, ActorSays(row.organisation, row.organisation_id == self.own_id)
                )
                actor.take(row)
        return sorted(rows.values(), key=lambda actor: (not actor.own, actor.organisation.name))


@dataclass
class ActorSays:
    """What one actor says of a convoy. « None » is « not said », which is not nought."""

    organisation: Organisation
    own: bool
    announced: Announcement | None = None
    counted: HeadCount | None = None
    lists: list[ArrivalList] = field(default_factory=list)

    def take(self, row) -> None:
        if isinstance(row, ArrivalList):
            self.lists.append(row)
        elif isinstance(row, Announcement):
            self.announced = self.announced or row  # rows come the latest first
        else:
            self.counted = self.counted or row

    @property
    def registered(self) -> int | None:
        return sum(one.registered_count for one in self.lists) if self.lists else None


@dataclass(frozen=True)
class ConvoyPage:
    """Rows, how many older convoys are left out (not those arrived within `recent` days), and where to go on."""

    rows: list[Counted]
    hidden: int
    next_key: str
    recent: int


def convoys_seen(by: Actor) -> QuerySet[Convoy]:
    """The convoys that the asker may read (the row policy decides), at the places of her role, with their places."""
    seen = Convoy.objects.select_related("entry_point", "country", "organisation")
    places = by.places_for(SEE)
    return seen if places is None else seen.filter(entry_point__in=places)


def convoy_page(by: Actor, *, text: str = "", everything: bool = False, after: str = "") -> ConvoyPage:
    """One page of convoys, those to come first, then the most recent; older ones hidden unless `everything`."""
    asked = _answering(convoys_seen(by), text)
    today = clock.today()
    recent = value_of(LIST_RECENT, on=today)
    since = today - dt.timedelta(days=recent)
    shown = asked if everything else asked.filter(arrives_on__gte=since)
    hidden = 0 if everything else asked.filter(arrives_on__lt=since).count()
    if key := _key(after):
        shown = shown.filter(Q(arrives_on__lt=key[0]) | Q(arrives_on=key[0], pk__lt=key[1]))
    found = list(shown.order_by("-arrives_on", "-pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    next_key = f"{last.arrives_on:%Y-%m-%d}_{last.pk}" if last else ""
    return ConvoyPage(counted(by, found[:PAGE]), hidden, next_key, recent)


def convoys_on(by: Actor, first: dt.date, last: dt.date) -> list[Counted]:
    """The convoys of some days, the next to come first."""
    return counted(by, _on(by, first=first, last=last))


@prepared
def _on(by: Actor, first: dt.date, last: dt.date) -> QuerySet[Convoy]:
    coming = convoys_seen(by).filter(arrives_on__range=(first, last), cancelled_at=None)
    return coming.order_by("arrives_on", "arrives_at")


def counted(by: Actor, convoys: Iterable[Convoy]) -> list[Counted]:
    """Convoys with their counts; one query, whatever their number."""
    rows = {convoy.pk: Counted(convoy, own_id=by.organisation_id) for convoy in convoys}
    reads = {"announcements": _announced, "head_counts": _heads, "lists": _listed}
    for kept, said in zip(reads, together(*(read.of(convoys=list(rows)) for read in reads.values())), strict=True):
        for row in said:
            getattr(rows[row.convoy_id], kept).append(row)
    return list(rows.values())


@prepared
def _announced(convoys) -> QuerySet[Announcement]:
    said = Announcement.objects.filter(convoy__any=convoys, withdrawn_at=None)  # a file undone says nothing any more
    return said.select_related("organisation").order_by("-at", "pk")


@prepared
def _heads(convoys) -> QuerySet[HeadCount]:
    return HeadCount.objects.filter(convoy__any=convoys).select_related("organisation").order_by("-at", "pk")


@prepared
def _listed(convoys) -> QuerySet[ArrivalList]:
    said = ArrivalList.objects.filter(convoy__any=convoys, withdrawn_at=None)
    # The file's own name is read by its organisation alone: the row policy gives it.
    said = said.select_related("organisation", "brought_by").defer(*(f"brought_by__{name}" for name in HEAVY))
    return said.order_by("opened_at", "pk")


def _answering(convoys: QuerySet[Convoy], text: str) -> QuerySet[Convoy]:
    """Entry point or country by the beginning of a word of their name."""
    key = fold(text)
    if not key:
        return convoys
    names = [Q(**{f"{place}__key__startswith": key}) | Q(**{f"{place}__key__contains": f" {key}"})
             for place in ("entry_point", "country")]  # fmt: skip
    return convoys.filter(names[0] | names[1])


def _key(text: str) -> tuple[dt.date, UUID] | None:
    try:
        day, _, convoy = text.partition("_")
        return dt.date.fromisoformat(day), UUID(convoy)
    except ValueError:
        return None
