"""Which visits an accompaniment asks for, where each stands today, and what stops the clock."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from django.db.models import Min

from benkan.cases.engine.schedule import (
    Anchor,
    Pause,
    Standing,
    Window,
    merged,
    paused_on,
    standings,
    window_alone,
    window_of,
)
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.plans import PlanStatus
from benkan.cases.lifecycles.visits import LIVE, SETTLED, AttemptResult, VisitStatus
from benkan.cases.models import Attempt, Case, CaseStatusRow, InaccessibleZone, LifeEvent, PlanStatusRow, Visit
from benkan.cases.reads.events import away_before_it_was_noted
from benkan.cases.reads.schedules import Planned, rhythms, schedule_on, schedules
from benkan.common import clock
from benkan.common.asking import prepared, together

SEALED = ("place", "notes", "next_step")  # a list opens none of them


@dataclass(frozen=True)
class Slot:
    """One visit of the schedule, for one accompaniment: its window, where it stands, and the visit that answers it."""

    planned: Planned
    window: Window
    standing: Standing | None  # None: settled
    visit: Visit | None = None

    @property
    def code(self) -> str:
        return self.planned.step.code

    @property
    def open(self) -> bool:
        """Whether it is still asked for: neither settled, nor left behind by a later one."""
        return self.standing not in (None, Standing.MISSED)


@dataclass
class Following:
    """What is known of the follow-up of one accompaniment; visits without their sealed words."""

    case: Case
    slots: list[Slot] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    zone: InaccessibleZone | None = None
    attempts: list[Attempt] = field(default_factory=list)  # since she was last reached
    tried: list[Attempt] = field(default_factory=list)  # all of them
    stopped: bool = False  # the clock stands still today

    @property
    def next(self) -> Slot | None:
        """The next one to settle: the earliest whose window has opened, else the first to come."""
        return next((slot for slot in self.slots if slot.open), None)

    @property
    def appointments(self) -> list[Visit]:
        """Appointments that are not noted yet, the earliest first."""
        return [one for one in self.visits if one.status == VisitStatus.PLANNED]


def following(case: Case) -> Following:
    """The follow-up of one accompaniment; the same number of queries as for many."""
    return following_of([case])[case.pk]


def following_of(cases: Sequence[Case]) -> dict[UUID, Following]:
    """By case. One query, however many they are; each needs its `episode` at hand (`select_related`)."""
    asked = [read.of(cases=[case.pk for case in cases]) for read in (*_ROWS, _agreed_at)]
    *found, agreed, loaded = together(*asked, schedules.of())
    rows, zones, visits, attempts, away = map(_by_case, found)
    agreed, rhythm = dict(agreed), rhythms(loaded)
    return {
        case.pk: _following(
            case,
            rows[case.pk],
            [*(Pause(zone.since, zone.until) for zone in zones[case.pk]), *_away(away[case.pk])],
            next((zone for zone in zones[case.pk] if zone.until is None), None),
            visits[case.pk],
            attempts[case.pk],
            agreed.get(case.pk),
            rhythm,
        )
        for case in cases
    }


# What is read of each, in the order of its model.
_ROWS = (
    prepared(lambda cases: CaseStatusRow.objects.filter(case__any=cases)),
    prepared(lambda cases: InaccessibleZone.objects.filter(case__any=cases).defer("why")),
    prepared(lambda cases: Visit.objects.filter(case__any=cases).defer(*SEALED)),
    prepared(lambda cases: Attempt.objects.filter(case__any=cases)),
    prepared(away_before_it_was_noted),
)


@prepared
def _agreed_at(cases):
    """When the first plan of each was approved."""
    approved = PlanStatusRow.objects.filter(plan__case__any=cases, status=PlanStatus.APPROVED)
    return approved.values_list("plan__case").annotate(Min("at"))


def _following(case, rows, stopped, zone, visits, attempts, agreed_at, schedules) -> Following:
    today = clock.today()
    pauses = merged([*_pauses_of(rows), *stopped])
    asked = sorted(
        _asked(case, visits, agreed_at, schedules, pauses), key=lambda one: (one.alone.due, one.alone.closes)
    )
    stands = standings([(one.alone, one.window, one.settled) for one in asked], today, pauses)
    slots = [Slot(one.planned, one.window, stand, one.visit) for one, stand in zip(asked, stands, strict=True)]
    since = _since_reached(attempts, visits, rows)
    return Following(case, slots, visits, zone, since, attempts, paused_on(today, pauses))


@dataclass(frozen=True)
class _Asked:
    """One visit that the schedule asks for: its window without pauses, with them, and the visit that answers it."""

    planned: Planned
    alone: Window
    window: Window
    visit: Visit | None

    @property
    def settled(self) -> bool:
        return self.visit is not None and self.visit.status in SETTLED


def _asked(case, visits, agreed_at, schedules, pauses) -> Iterator[_Asked]:
    days = {Anchor.RETURN: _returned_on(case)} | ({Anchor.PLAN: clock.day_of(agreed_at)} if agreed_at else {})
    answered = {one.step: one for one in visits if one.step and one.status in LIVE}
    opened_on = clock.day_of(case.opened_at)
    for planned in schedule_on(opened_on, schedules):
        if planned.step.anchor not in days:
            continue
        anchored, visit = days[planned.step.anchor], answered.get(planned.step.code)
        alone = window_alone(planned.step, anchored)
        if visit is None and alone.closes < opened_on:
            continue  # its time had passed before anybody accompanied her: nobody is late for it
        # Whose day had passed gets its whole window from the opening on.
        before = [Pause(anchored, opened_on)] if alone.due < opened_on else []
        held = merged([*before, *pauses]) if before else pauses
        yield _Asked(planned, alone, window_of(planned.step, anchored, held) if held else alone, visit)


def _pauses_of(rows: Iterable[CaseStatusRow]) -> list[Pause]:
    found: list[Pause] = []
    for row in rows:
        day = clock.day_of(row.at)
        if found and found[-1].until is None:
            if row.status == CaseStatus.OPEN:
                found[-1] = Pause(found[-1].since, day)
        elif row.status != CaseStatus.OPEN:
            found.append(Pause(day))
    return found


def _away(events: Iterable[LifeEvent]) -> Iterator[Pause]:
    """She was away before anybody knew: those days, too, nobody was late for."""
    for event in events:
        yield Pause(event.day, clock.day_of(event.at))


def _since_reached(attempts: list[Attempt], visits: list[Visit], rows: list[CaseStatusRow]) -> list[Attempt]:
    """Those that came after she was last met, called, or found again: only these say that she is not to be found."""
    last = max((one.day for one in visits if one.status == VisitStatus.DONE), default=dt.date.min)
    found_again = [
        row.at for before, row in pairwise(rows)
        if row.status == CaseStatus.OPEN and before.status == CaseStatus.LOST
    ]  # fmt: skip
    kept = [one for one in attempts if one.day >= last and (not found_again or one.at > found_again[-1])]
    reached = max((at for at, one in enumerate(kept) if one.result == AttemptResult.REACHED), default=-1)
    return kept[reached + 1 :]


def _returned_on(case: Case) -> dt.date:
    """The day of the return that is followed; of somebody whose return is not known, the day of the opening."""
    return case.episode.returned_on if case.episode_id else clock.day_of(case.opened_at)


def _by_case(rows: Iterable) -> dict[UUID, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
