"""The desk where one works: one's own list of a convoy, or of a day without convoy; where its pages are."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from benkan.arrivals.models import ArrivalList, Convoy
from benkan.arrivals.reads.convoys import Counted, convoys_seen, counted
from benkan.arrivals.reads.lines import own_lists
from benkan.arrivals.writes import desk_of
from benkan.common.permissions import Actor
from benkan.common.typography import heure, jour_court, pluriel
from benkan.places.models import Place


@dataclass(frozen=True)
class Desk:
    """`list` is None until the first line of a convoy is noted; `counts` is None without convoy."""

    convoy: Convoy | None
    list: ArrivalList | None
    entry_point: Place
    day: dt.date
    counts: Counted | None = None
    joined: tuple[ArrivalList, ...] = ()  # lists that came as files for the same day without convoy

    @property
    def name(self) -> str:
        said = ["Convoi" if self.convoy else "Sans convoi", self.entry_point.name, jour_court(self.day)]
        if self.convoy and self.convoy.arrives_at:
            said.append(heure(self.convoy.arrives_at))
        return ", ".join(said)

    @property
    def progress(self) -> str:
        """« comptés 207 · annoncés 212 · enregistrés 84 »: three counts, side by side."""
        registered = f"enregistrés {self.list.registered_count if self.list else 0}"
        if self.counts is None:
            return registered
        said = [
            f"{word} {row.total}"
            for word, row in (("comptés", self.counts.counted), ("annoncés", self.counts.announced))
            if row is not None
        ]
        return " · ".join([*said, registered])

    @property
    def lists(self) -> list[ArrivalList]:
        """One's own lists of this arrival."""
        if self.counts is not None:
            return self.counts.own_lists
        return [*([self.list] if self.list else []), *self.joined]

    @property
    def nameless(self) -> str:
        count = self.list.lines_count - self.list.registered_count if self.list else 0
        return pluriel(count, "tête sans nom,têtes sans nom") if count else ""

    def at(self, page: str, **asked) -> str:
        """The address of one of the desk's pages."""
        if self.convoy is not None:
            address = reverse(f"arrivals:{page}", args=[self.convoy.pk])
        else:
            address = reverse(f"arrivals:alone:{page}", args=[self.list.pk])
        return f"{address}?{urlencode(asked)}" if asked else address

    @property
    def home(self) -> str:
        return self.at("arrival")

    def opened(self, by: Actor) -> ArrivalList:
        """The list, made now if nothing was noted yet."""
        return self.list or desk_of(by=by, convoy=self.convoy)


def find_desk(by: Actor, convoy_id: UUID | None = None, list_id: UUID | None = None) -> Desk:
    """The desk of a convoy that one sees, or of a list of one's own; anything else does not exist for the asker."""
    if convoy_id is not None:
        convoy = convoys_seen(by).filter(pk=convoy_id).first()
        if convoy is None:
            raise Http404
        counts = counted(by, [convoy])[0]
        return Desk(convoy, counts.desk, convoy.entry_point, convoy.arrives_on, counts)
    own = own_lists(by).select_related("entry_point", "convoy")
    found = own.filter(pk=list_id).first()
    if found is None:
        raise Http404
    if found.convoy_id:
        return find_desk(by, convoy_id=found.convoy_id)
    beside = own.filter(
        convoy=None, entry_point=found.entry_point_id, day=found.day, origin=ArrivalList.Origin.FILE, withdrawn_at=None
    )
    joined = beside.exclude(pk=found.pk).select_related(None).order_by("opened_at")
    return Desk(None, found, found.entry_point, found.day, joined=tuple(joined))
