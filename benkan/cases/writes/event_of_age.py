"""She is of age: noted once she was asked where her birth is not certain, and her file is handed over, not closed.

What her guardian's answers are worth from that day is said by `people.majority`, and by nothing else. Whoever keeps a
file of its own of the child (`at_eighteen = ("…",)` in its `apps.py`) is called with `(by=, registration=)`.
"""

import datetime as dt

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import LifeEvent
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.events import standing
from benkan.cases.writes.cases import confide
from benkan.cases.writes.events import Told, held_around, under_way, write_event
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour
from benkan.organisations.models import Account
from benkan.people.majority import majority_of
from benkan.people.models import Registration


@transaction.atomic
def note_of_age(
    *, by: Actor, registration: Registration, worker: Account | None = None, since: dt.date | None = None
) -> LifeEvent:
    """She is 18: on the day that her birth gives, else on the day `since` that she says. Her accompaniment goes on, by
    `worker` from now on where one is said.

    Raises `Impossible` before the day, without one where her birth leaves a doubt, or where it is noted already.
    """
    check(by, NOTE_EVENT)
    registration, case = held_around(registration)
    if standing().filter(registration=registration, kind=EventKind.OF_AGE).exists():
        raise Impossible("Ses 18 ans sont déjà notés, peut-être par un collègue. Rouvrez la page.")
    day = _day(registration, since)
    told = Told(ImpreciseDate(day.year, day.month, day.day, Precision.DAY))
    event = write_event(by=by, registration=registration, case=case, told=told, kind=EventKind.OF_AGE)
    if worker is not None and under_way(case):
        confide(by=by, case=case, worker=worker)
    for config in apps.get_app_configs():
        for name in getattr(config, "at_eighteen", ()):
            import_string(name)(by=by, registration=registration)
    return event


def _day(registration: Registration, since: dt.date | None) -> dt.date:
    majority, today = majority_of(registration.birth), clock.today()
    if majority is not None and majority.known:
        if majority.first > today:
            raise Impossible(f"Elle aura 18 ans le {jour(majority.first)}\u00a0: jusque-là son tuteur répond.")
        return majority.first
    if since is None:
        raise Impossible(
            "Sa naissance n’est pas connue au jour près\u00a0: demandez-lui depuis quel jour elle a 18 ans."
        )
    if since > today:
        raise Impossible("Ce jour est dans l’avenir\u00a0: revenez-y ce jour-là.")
    if majority is not None and majority.sure is not None and since < majority.first:
        raise Impossible(
            f"D’après sa naissance, elle ne peut pas avoir 18 ans avant le {jour(majority.first)}. Corrigez le jour, "
            "ou sa naissance."
        )
    return since
