"""What files add to the work of the day: requests to decide, whose file is to be found, to do."""

from itertools import chain

from benkan.common.asking import prepared, together
from benkan.common.permissions import Actor, may
from benkan.people.permissions import ANSWER_REQUEST, DECIDE_REQUEST
from benkan.people.reads.requests import requests_to_decide, requests_to_do, requests_to_find, shown

FIRST = 5
AWAITED = {
    "decide": (DECIDE_REQUEST, prepared(requests_to_decide)),
    "find": (ANSWER_REQUEST, prepared(requests_to_find)),
    "do": (ANSWER_REQUEST, prepared(requests_to_do)),
}


def requests(by: Actor) -> dict | None:
    """The requests that wait for whoever asks: how many of each kind, the first due; None where none does."""
    asked = {name: read for name, (right, read) in AWAITED.items() if may(by, right)}
    waiting = dict(zip(asked, together(*(read.of() for read in asked.values())), strict=True))
    if not any(waiting.values()):
        return None
    first = sorted(chain(*waiting.values()), key=lambda one: (one.due, one.said_at))[:FIRST]
    return {name: len(found) for name, found in waiting.items()} | {"first": [shown(one) for one in first]}
