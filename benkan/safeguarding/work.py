"""What restricted files add to the work of the day of whoever holds them: numbers, and no more."""

from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.safeguarding.permissions import HOLD
from benkan.safeguarding.reads.mine import CLOSED, held_by, proposals


def held(by: Actor) -> dict | None:
    """How many wait to be accepted, and how many steps are due today or before."""
    if not may(by, HOLD):
        return None
    waiting = proposals(by).count()
    due = held_by(by).exclude(status=CLOSED).filter(due__lte=clock.today()).count()
    return {"waiting": waiting, "due": due} if waiting or due else None
