"""When a group is to be visited: so many months after it began, as dated data."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from benkan.common import clock
from benkan.common.months import months_after
from benkan.common.thresholds.reads import all_values
from benkan.groups.lifecycles.groups import GroupStatus
from benkan.groups.models import Group, GroupStatusRow, GroupVisit
from benkan.groups.thresholds import VISIT_FIRST, VISIT_SECOND

MOMENTS = {GroupVisit.Moment.FIRST: VISIT_FIRST, GroupVisit.Moment.SECOND: VISIT_SECOND}


@dataclass(frozen=True)
class Due:
    """A visit that was not made yet, and from which day on it is due."""

    moment: str
    due: dt.date

    @property
    def late(self) -> bool:
        return self.due < clock.today()


def due_visits(group: Group) -> list[Due]:
    """Those of the schedule that are still to be made, the earliest first; none before it began, or once dissolved."""
    return due_among(group, group.statuses.all(), group.visits.all())


def due_among(group: Group, statuses: Iterable[GroupStatusRow], visits: Iterable[GroupVisit]) -> list[Due]:
    """The same, of who has read the rows of its status, the earliest first, and its visits."""
    begun = next((row for row in statuses if row.status == GroupStatus.ACTIVE), None)
    if begun is None or group.status != GroupStatus.ACTIVE:
        return []
    made, day = {visit.moment for visit in visits}, clock.day_of(begun.at)
    return [
        Due(moment.value, months_after(day, all_values().on(threshold, day)))
        for moment, threshold in MOMENTS.items()
        if moment not in made
    ]
