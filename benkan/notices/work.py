"""What notices add to the work of the day."""

from benkan.common.permissions import Actor
from benkan.notices.reads import notices_of

FIRST = 5


def notices(by: Actor) -> dict | None:
    """The latest that she has not read."""
    found = list(notices_of(by, unread=True)[: FIRST + 1])
    return {"notices": found[:FIRST], "more": len(found) > FIRST} if found else None
