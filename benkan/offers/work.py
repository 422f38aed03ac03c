"""What the directory adds to the work of the day: one's own offers whose places are to be said again."""

import datetime as dt

from django.db.models import Q

from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.offers.permissions import KEEP
from benkan.offers.reads.directory import kept, room_of, stale_after

FIRST = 5


def stale_places(by: Actor) -> dict | None:
    """Open offers whose places were never said, or longer ago than the threshold; the oldest first."""
    if not may(by, KEEP):
        return None
    today = clock.today()
    after = stale_after(today)
    still_open = kept(by).filter(Q(ends__isnull=True) | Q(ends__gte=today), begins__lte=today, ended_at=None)
    old = still_open.filter(Q(as_of__isnull=True) | Q(as_of__lt=today - dt.timedelta(days=after)))
    found = list(old.order_by("as_of", "title"))
    if not found:
        return None
    rows = [(offer, room_of(offer, today=today, stale_after=after)) for offer in found[:FIRST]]
    return {"rows": rows, "count": len(found), "more": len(found) > FIRST}
