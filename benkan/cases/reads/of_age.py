"""Who comes of age among those who are accompanied, and what is still to be asked of her once she is."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import ExtractYear

from benkan.cases.event_thresholds import MAJORITY_AHEAD
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import Case
from benkan.cases.permissions import READ
from benkan.cases.reads.events import standing
from benkan.common import clock
from benkan.common.asking import Asked, prepared
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.people.ages import MAJORITY
from benkan.people.majority import Majority, came_of_age, majority_of
from benkan.people.models import Consent, Purpose, Registration, SafeContact
from benkan.people.reads import consents_in_force
from benkan.people.reads.area import in_area_by


@dataclass(frozen=True)
class ToAskAgain:
    """What is done and what is left, once she is of age: her guardian's answers, the safe contact, the handing over."""

    since: dt.date | None  # the day from which she is of age; None while there is a doubt, or before
    consents: list[tuple[str, Consent | None, bool]]  # its words, the answer in force, whether it is to be asked again
    contact_again: bool
    noted: bool  # that she is of age, with who accompanies her from then on

    @property
    def left(self) -> int:
        """How many consents are to be asked again."""
        return sum(again for _, _, again in self.consents)

    @property
    def done(self) -> bool:
        return self.noted and not self.left and not self.contact_again


def to_ask_again(registration: Registration) -> ToAskAgain:
    since, held = came_of_age(registration), consents_in_force(registration)
    contact = SafeContact.objects.filter(registration=registration).only("written_at").first()
    return ToAskAgain(
        since,
        [(purpose.label, held.get(purpose), _again(held.get(purpose))) for purpose in Purpose],
        since is not None and (contact is None or clock.day_of(contact.written_at) < since),
        standing().filter(registration=registration, kind=EventKind.OF_AGE).exists(),
    )


def asks_of_age(registration: Registration) -> bool:
    """Whether her 18 years are near, or come and not noted: the page « 18 ans » has something to ask."""
    majority = majority_of(registration.birth)
    if majority is None or majority.first > _horizon():
        return False
    if standing().filter(registration=registration, kind=EventKind.OF_AGE).exists():
        return True
    if _was_a_child(registration.registered_at, majority):
        return True
    return any(consent.lapsed for consent in consents_in_force(registration).values())


def coming_of_age(by: Actor) -> Asked:
    """One's own accompaniments of people who may come of age soon, or have, and were not noted so: for `in_turn`."""
    return _born_until.of(by, year=_horizon().year - MAJORITY)


@prepared
def _born_until(by: Actor, year: int) -> QuerySet[Case]:
    mine = Q(worker=by.account_id) | in_area_by(by, READ) & Q(worker=None, organisation=by.organisation_id)
    noted = standing().filter(kind=EventKind.OF_AGE).values("registration")
    cases = Case.objects.filter(
        mine, status__in=UNDER_WAY, registration__birth_year__lte=year,
        registration__birth_year__gte=ExtractYear(F("opened_at")) - MAJORITY,
    ).exclude(registration__in=noted)  # fmt: skip
    return cases.select_related("registration")


def in_turn(cases: list[Case]) -> list[tuple[Case, Majority]]:
    """Of these, people who were children when theirs was opened and whose day is near or has come: the earliest
    first."""
    horizon, found = _horizon(), []
    for case in cases:
        majority = majority_of(case.registration.birth)
        if majority is not None and majority.first <= horizon and _was_a_child(case.opened_at, majority):
            found.append((case, majority))
    return sorted(found, key=lambda one: (one[1].first, one[0].registration.number))


def _was_a_child(moment: dt.datetime, majority: Majority) -> bool:
    """Whether, at that moment, it was not certain that she was of age."""
    return clock.day_of(moment) < (majority.sure or majority.first)


def _horizon() -> dt.date:
    today = clock.today()
    return today + dt.timedelta(days=value_of(MAJORITY_AHEAD, on=today))


def _again(consent: Consent | None) -> bool:
    return consent is not None and consent.lapsed
