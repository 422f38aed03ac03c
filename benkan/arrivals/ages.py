"""The age groups of arrivals. Majority is the law's, the elders' limit the communiqués'."""

from benkan.arrivals.models import AgeGroup
from benkan.people.ages import MAJORITY

ELDER_FROM = 60


def age_group_of(age: int | None) -> str:
    """The group of an age in whole years; "" where it is unknown."""
    if age is None:
        return ""
    if age < MAJORITY:
        return AgeGroup.CHILD
    return AgeGroup.ELDER if age >= ELDER_FROM else AgeGroup.ADULT
