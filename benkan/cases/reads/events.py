"""What is known of the events of a life: which stand, what each stopped, what is sealed of one."""

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import EventKind, RestrictedKind
from benkan.cases.models import Case, LifeEvent, LifeEventDetail, LifeEventStop
from benkan.cases.reads.once import once
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.permissions import Actor
from benkan.common.typography import jour, mois
from benkan.people.models import Registration


def standing() -> QuerySet[LifeEvent]:
    """Events that nobody annulled."""
    return LifeEvent.objects.filter(annulment=None)


def has_died(registration: Registration) -> bool:
    """Whether her death is noted and stands (see `people.facts`)."""
    return standing().filter(registration=registration, kind=EventKind.DEATH).exists()


def said_of_age(registration: Registration) -> dt.date | None:
    """The day from which she is of age, as she said it herself (see `people.facts`)."""
    held = standing().filter(registration=registration, kind=EventKind.OF_AGE, day__isnull=False)
    return held.values_list("day", flat=True).order_by("day").first()


def death_of(registration: Registration) -> LifeEvent | None:
    """Her death as it is noted and stands."""
    return standing().filter(registration=registration, kind=EventKind.DEATH).first()


@once
def events_of(registration: Registration) -> list[LifeEvent]:
    """All of them, annulled ones too, the earliest noted first; one query."""
    return list(LifeEvent.objects.filter(registration=registration).select_related("annulment"))


def annulled(event: LifeEvent) -> bool:
    """Whether somebody annulled it; asks nothing where `annulment` was read with it."""
    return hasattr(event, "annulment")


def away_before_it_was_noted(cases: list[UUID]) -> QuerySet[LifeEvent]:
    """Events that paused one of these accompaniments and had begun on a known day, with that day and when noted."""
    paused = standing().filter(case__any=cases, stops__case__isnull=False, precision=Precision.DAY)
    return paused.only("case_id", "day", "at").order_by("at")


def case_around(registration: Registration | UUID) -> Case | None:
    """The accompaniment that an event is noted on: the one under way, else the last that was opened."""
    cases = list(Case.objects.filter(registration=registration).order_by("-opened_at", "-pk"))
    return next((case for case in cases if case.status in UNDER_WAY), cases[0] if cases else None)


def day_words(event: LifeEvent) -> str:
    """« 3 mars 2026 », « mars 2026 », « vers 2026 », « jour inconnu »."""
    if event.day is None:
        return "jour inconnu"
    if event.precision == Precision.DAY:
        return jour(event.day)
    if event.precision == Precision.MONTH:
        return mois(event.day)
    return f"vers {event.day.year}" if event.precision == Precision.ABOUT else str(event.day.year)


def birth_from(event: LifeEvent) -> ImpreciseDate:
    """The birth of a child that this event tells of, as precise as the event is."""
    if event.day is None:
        return ImpreciseDate()
    month = event.day.month if event.precision in (Precision.DAY, Precision.MONTH) else None
    day = event.day.day if event.precision == Precision.DAY else None
    return ImpreciseDate(event.day.year, month, day, Precision(event.precision), day_words(event))


def stops_of(event: LifeEvent) -> list[LifeEventStop]:
    """What it stopped, with all that a page says of each; one query."""
    around = event.stops.select_related("case", "visit", "referral__receiver", "referral__structure", "request__payer")
    return list(around.select_related("request__kind", "referral__kind"))


def detail_of(by: Actor, event: LifeEvent) -> tuple[str, list[tuple[str, str]]] | None:
    """What is sealed of an event: what it is, where it is restricted, and (question, answer) of what was said.

    None where nothing is kept, or where it is not for this reader: what somebody says of leaving again stays with who
    accompanies her, or with who noted it where nobody does. The caller has asked for a reason, and writes the reading.
    """
    held = LifeEventDetail.objects.filter(event=event).first()
    if held is None:
        return None
    kind = RestrictedKind(held.kind) if held.kind else None
    leaves = kind == RestrictedKind.INTENTION or event.kind == EventKind.LEFT
    if leaves and not _accompanies(by, event):
        return None
    said = json.loads(held.said) if held.said else {}
    return kind.label if kind else event.get_kind_display(), list(said.items())


def with_detail(events: Iterable[LifeEvent]) -> set[UUID]:
    """Those of which something sealed is kept; one query, and nothing is unsealed."""
    ids = [event.pk for event in events]
    return set(LifeEventDetail.objects.filter(event__in=ids).values_list("event_id", flat=True))


def _accompanies(by: Actor, event: LifeEvent) -> bool:
    worker = event.case.worker_id if event.case is not None else None
    return by.account_id == (worker or event.by_id)
