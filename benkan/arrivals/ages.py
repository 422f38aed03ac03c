"""The age groups of arrivals. Majority is the law's and never moves; from which age one is old is a threshold."""

import datetime as dt

from benkan.arrivals.models import AgeGroup
from benkan.arrivals.thresholds import ELDER_FROM
from benkan.common.thresholds.reads import Values, all_values, value_of
from benkan.people.ages import MAJORITY


def ages_at_the_desk(day: dt.date) -> list[tuple[str, str]]:
    """The groups as an agent who guesses an age chooses them: the last says from which age on."""
    old = f"{value_of(ELDER_FROM, on=day)}\u00a0ans et plus"
    return [(group, old if group == AgeGroup.ELDER else group.label) for group in AgeGroup]


def age_group_of(age: int | None, day: dt.date, values: Values | None = None) -> str:
    """The group of an age in whole years, on the day from which it is counted; "" where it is unknown.

    Who asks for thousands outside a transaction gives `values`, read once.
    """
    if age is None:
        return ""
    if age < MAJORITY:
        return AgeGroup.CHILD
    return AgeGroup.ELDER if age >= (values or all_values()).on(ELDER_FROM, day) else AgeGroup.ADULT
