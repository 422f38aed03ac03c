"""Convoys, desks and people for tests, with named traits; made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.arrivals import writes
from benkan.common import clock
from benkan.common.imprecise import ImpreciseDate, parse
from benkan.places.models import Place

MEN_FROM_MAURITANIA = {"declared_type": "REF", "organiser": "pays", "means": "bus"}


def day(days: int = 0) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def place(slug: str) -> Place:
    return Place.objects.get(slug=slug)


def convoy(by, *, at="rte-gog", country="mr", days=0, **traits):
    """A convoy that one opens; `expelled()` gives the traits of Gogui."""
    answers = {"arrives_on": day(days), "entry_point": place(at), "country": place(country), **traits}
    return writes.open_convoy(by=by, answers=answers)


def expelled(by, *, announced=212, **traits):
    """A convoy of expelled people at Gogui, announced with its minors."""
    made = convoy(by, **MEN_FROM_MAURITANIA, **traits)
    writes.announce(by=by, convoy=made, split={"total": announced, "minors": 31}, source="ambassade, par téléphone")
    return made


def desk(by, made=None):
    return writes.desk_of(by=by, convoy=made or expelled(by))


def answers(given="Fousseyni", family="Coulibaly", *, birth="vers 1998", mother="Assitan Diarra", **others) -> dict:
    """What is answered at the desk."""
    said = {"given_names": given, "family_name": family, "mother_name": mother, "sex": "M", **others}
    said["birth"] = parse(birth, on=clock.today()) if birth else ImpreciseDate()
    return said


def registered(by, arrival_list, given="Fousseyni", family="Coulibaly", *, token=None, triage=(), **said):
    return writes.register_on_line(
        by=by, arrival_list=arrival_list, answers=answers(given, family, **said), token=token, triage=triage
    )
