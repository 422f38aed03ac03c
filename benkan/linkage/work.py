"""What pairs add to the work of the day: how many wait for whoever reviews them, and the first."""

from benkan.common.permissions import Actor, may
from benkan.common.work import counted, first_of
from benkan.linkage.permissions import REVIEW
from benkan.linkage.reads.queue import to_decide, with_own_files
from benkan.linkage.views.shown import listed

FIRST = 3


def pairs(by: Actor) -> dict | None:
    """The pairs that wait for her: three queries at most, whatever their number; None where none does."""
    if not may(by, REVIEW):
        return None
    found, awaiting = counted(list(first_of(with_own_files(to_decide(by), by), FIRST)))
    return {"awaiting": awaiting, "first": [listed(pair) for pair in found]} if found else None
