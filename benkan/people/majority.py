"""When somebody comes of age, and what her guardian's answers are worth from that day on: the rule, said once.

A guardian answers for a child. From the day on which she is of age that answer lets nothing more leave the
organisation, a yes as little as a no, until she is asked herself; aid never waits for it. Where her birth is known in
part, the machine says nothing as long as there is a doubt: a colleague asks her, and notes the day (`facts`).
"""

import datetime as dt
from dataclasses import dataclass

from benkan.common import clock
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.people.ages import MAJORITY
from benkan.people.facts import said_of_age

# Registers write these for « unknown »: they say no more than the year (`common.imprecise`).
_SAYS_THE_YEAR = {(1, 1), (12, 31)}


@dataclass(frozen=True)
class Majority:
    """The first day on which she may be of age, and the first on which no doubt is left; None where only she can say
    (« vers 2008 »)."""

    first: dt.date
    sure: dt.date | None

    @property
    def known(self) -> bool:
        """Whether it is one day, and no other."""
        return self.first == self.sure


def majority_of(birth: ImpreciseDate) -> Majority | None:
    """None where nothing of her birth is known."""
    if birth.year is None:
        return None
    year = birth.year + MAJORITY
    if birth.precision == Precision.ABOUT:
        return Majority(dt.date(year, 1, 1), None)
    if birth.precision == Precision.MONTH and birth.month is not None:
        after = dt.date(year + birth.month // 12, birth.month % 12 + 1, 1)
        return Majority(dt.date(year, birth.month, 1), after)
    if birth.precision == Precision.DAY and (birth.month, birth.day) not in _SAYS_THE_YEAR:
        day = _birthday(birth, year)
        return Majority(day, day)
    return Majority(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def came_of_age(registration, on: dt.date | None = None) -> dt.date | None:
    """The day from which she is of age, if it has come by a day (`on`, today unless said): what is certain of her
    birth, or what a colleague noted after asking her; None while it has not come, or nobody knows."""
    on = on or clock.today()
    majority = majority_of(registration.birth)
    if majority is not None and majority.known:
        return majority.first if majority.first <= on else None
    said = said_of_age(registration)
    if said is not None and said <= on:
        return said
    if majority is not None and majority.sure is not None and majority.sure <= on:
        return majority.sure
    return None


def is_child(registration, on: dt.date | None = None) -> bool:
    """Whether somebody else must answer for her; False where her age is unknown."""
    on = on or clock.today()
    age = registration.age_on(on)
    return age is not None and age < MAJORITY and came_of_age(registration, on) is None


def has_lapsed(consent, on: dt.date | None = None) -> bool:
    """Whether a guardian gave this answer for a child who has come of age since: it is to be asked again, of her."""
    if not consent.for_child_by:
        return False
    day = came_of_age(consent.registration, on)
    return day is not None and clock.day_of(consent.at) < day


def _birthday(birth: ImpreciseDate, year: int) -> dt.date:
    """Of somebody born on 29 February, the first of March in other years: she is not of age a day before."""
    try:
        return dt.date(year, birth.month, birth.day)
    except ValueError:
        return dt.date(year, 3, 1)
