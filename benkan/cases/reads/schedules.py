"""The rhythm of follow-up: which visits an accompaniment asks for, as the data in force on its opening day say."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benkan.cases.engine.schedule import Anchor, Step
from benkan.cases.models import Schedule
from benkan.common.asking import prepared


@dataclass(frozen=True)
class Planned:
    """One visit of a schedule: its step, its title, what is done then, whether the questionnaire is put."""

    step: Step
    title: str
    done: str
    survey: bool = False


def steps_of(content: Mapping[str, Any]) -> list[Planned]:
    """The visits that a schedule's file says, in its order. Raises ValueError where one does not hold."""
    found = [_planned(one) for one in content["visites"]]
    codes = [one.step.code for one in found]
    if len(set(codes)) != len(codes):
        raise ValueError(f"schedule {content['code']} says a visit twice")
    return found


@dataclass(frozen=True)
class Rhythm:
    """A schedule as it was read: from when it holds, and its visits."""

    begins: dt.date
    code: str
    visits: list[Planned]


@prepared
def schedules():
    return Schedule.objects.all()


def rhythms(loaded: Sequence[Schedule] | None = None) -> list[Rhythm]:
    """All that were ever loaded, for those who ask for many days; one query, or none where they are given."""
    return [Rhythm(one.begins, one.code, steps_of(one.content)) for one in (schedules() if loaded is None else loaded)]


def schedule_on(day: dt.date, known: Sequence[Rhythm] | None = None) -> list[Planned]:
    """The visits of the schedule in force on a day; one query, or none where `known` are given.

    Raises LookupError where none is: the reference data were not loaded.
    """
    begun = [one for one in (rhythms() if known is None else known) if one.begins <= day]
    if not begun:
        raise LookupError(f"no schedule of visits holds on {day}: are the reference data loaded?")
    return max(begun, key=lambda one: (one.begins, one.code)).visits


def _planned(said: Mapping[str, Any]) -> Planned:
    before, after = said.get("avant", 30), said.get("apres", 30)
    if min(before, after, said.get("mois", 0), said.get("jours", 0)) < 0:
        raise ValueError(f"visit {said['code']} counts days below zero")
    step = Step(said["code"], Anchor(said["compte_de"]), said.get("mois", 0), said.get("jours", 0), before, after)
    return Planned(step, said["titre"], said["contenu"], said.get("enquete", False))
