"""What complaints add to the work of the day: those that are hers to answer; what nobody holds yet."""

from benkan.common.permissions import Actor, may
from benkan.complaints.permissions import HANDLE, NAME_RECIPIENTS
from benkan.complaints.reads import shown, to_answer, waiting_for_a_recipient

FIRST = 5


def to_examine(by: Actor) -> dict | None:
    """The first due first: number, kind and deadline, nothing sealed."""
    if not may(by, HANDLE):
        return None
    waiting = to_answer(by)
    count = waiting.count()
    return {"count": count, "first": [shown(copy) for copy in waiting[:FIRST]]} if count else None


def to_place(by: Actor) -> dict | None:
    """How many wait for the national administration to name somebody."""
    count = waiting_for_a_recipient() if may(by, NAME_RECIPIENTS) else 0
    return {"count": count} if count else None
