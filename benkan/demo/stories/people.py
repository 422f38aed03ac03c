"""Whom a story is told of: people of the demonstration who may be accompanied from a day on."""

import datetime as dt

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case
from benkan.cases.writes import open_case
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.ages import MAJORITY
from benkan.people.facts import has_died
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.reads import consents_in_force


def accompany(worker: Account, wanted: int, begun: dt.datetime, *purposes: Purpose) -> list[Case]:
    """At most `wanted` accompaniments opened by `worker` at that moment: of people registered before it, the latest
    first, of age and alive, whom nobody accompanies and who said yes to these purposes."""
    with acting_for(worker):
        before = Registration.objects.filter(status=Status.COMPLETED, written_at__lt=begun)
        free = before.exclude(cases__status__in=UNDER_WAY).order_by("-registered_at", "number")
        files = [one for one in free[: 12 * wanted] if is_grown(one, begun) and agrees(one, *purposes)]
        files = [one for one in files if not has_died(one)][:wanted]
    opened = []
    for registration in files:
        with clock.at(begun), acting_for(worker) as by:
            opened.append(open_case(by=by, registration=registration))
    return opened


def is_grown(registration: Registration, moment: dt.datetime) -> bool:
    """Whether she is known to be of age: no story gives a child a plan of her own."""
    age = registration.age_on(clock.day_of(moment))
    return age is not None and age >= MAJORITY


def agrees(registration: Registration, *purposes: Purpose) -> bool:
    """Whether she said yes to each of these purposes, and took none of it back."""
    said = consents_in_force(registration)
    return all((one := said.get(purpose)) and one.given for purpose in purposes)
