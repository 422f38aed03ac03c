"""What arrivals add to the file of a person: her returns, and the aid she received on arrival."""

from django.db.models import Prefetch

from benkan.arrivals.models import ImmediateAid, Line
from benkan.arrivals.permissions import RETURN
from benkan.common.permissions import Actor, may
from benkan.people.models import Registration


def returns(by: Actor, registration: Registration) -> dict | None:
    """Her returns, the latest first, each with its line and the aid noted on it; three queries."""
    aid = Prefetch("aid", ImmediateAid.objects.order_by("given_at", "pk"))
    lines = Prefetch("line", Line.objects.select_related("list").prefetch_related(aid))
    found = registration.episodes.select_related("entry_point", "country", "convoy").prefetch_related(lines)
    return {"episodes": list(found), "may_say": may(by, RETURN)}
