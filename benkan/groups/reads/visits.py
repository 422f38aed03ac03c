"""When a group is to be visited: so many months after it began, as dated data."""

import datetime as dt
from dataclasses import dataclass

from benkan.common import clock
from benkan.common.months import months_after
from benkan.common.thresholds.reads import all_values
from benkan.groups.lifecycles.groups import GroupStatus
from benkan.groups.models import Group, GroupVisit
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
    """Those of the schedule that are still to be made, the earliest first; none before it began, or once dissolved.
    Reads the rows of status and the visits as they were fetched with the group, where they were."""
    begun = next((row for row in group.statuses.all() if row.status == GroupStatus.ACTIVE), None)
    if begun is None or group.status != GroupStatus.ACTIVE:
        return []
    made, day = {visit.moment for visit in group.visits.all()}, clock.day_of(begun.at)
    return [
        Due(moment.value, months_after(day, all_values().on(threshold, day)))
        for moment, threshold in MOMENTS.items()
        if moment not in made
    ]
