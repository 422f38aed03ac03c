"""What files add to the work of the day: requests to decide, or to do."""

from benkan.common.permissions import Actor, may
from benkan.people.permissions import ANSWER_REQUEST, DECIDE_REQUEST
from benkan.people.reads.requests import requests_waiting, shown
from benkan.people.requests import RequestStatus

FIRST = 5


def requests(by: Actor) -> dict | None:
    """The requests that wait for whoever asks, the first due first; None where none does."""
    awaited = [RequestStatus.NOTED] if may(by, DECIDE_REQUEST) else []
    awaited += [RequestStatus.GRANTED] if may(by, ANSWER_REQUEST) else []
    if not awaited:
        return None
    waiting = requests_waiting(*awaited)
    count = waiting.count()
    if not count:
        return None
    decides = may(by, DECIDE_REQUEST)
    return {"count": count, "first": [shown(one) for one in waiting[:FIRST]], "decides": decides}
