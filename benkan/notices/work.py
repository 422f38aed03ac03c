"""What notices add to the work of the day."""

from dataclasses import dataclass

from django.db.models import QuerySet

from benkan.common.asking import prepared
from benkan.common.permissions import Actor
from benkan.notices.models import Notice
from benkan.notices.reads import SHOWN, notices_of

FIRST = 5


@dataclass
class Told:
    """The latest unread notice of a kind, and how many others of that kind wait behind it."""

    notice: Notice
    others: int = 0


def notices(by: Actor) -> dict | None:
    """The latest that she has not read, one line a kind: what happened ten times does not hide the work of the day."""
    kinds: dict[str, Told] = {}
    found = _unread(by)
    for notice in found:
        if notice.kind in kinds:
            kinds[notice.kind].others += 1
        else:
            kinds[notice.kind] = Told(notice)
    told = list(kinds.values())
    return {"told": told[:FIRST], "more": len(found) > len(told[:FIRST])} if told else None


@prepared
def _unread(by: Actor) -> QuerySet[Notice]:
    return notices_of(by, unread=True)[:SHOWN]
