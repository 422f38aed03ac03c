"""When a visit is due, and whether it is late, once the days on which the clock stood still are left out.

Days are `datetime.date`. A pause holds from `since` until the day before `until`; without `until` it still holds. A
window offers the same number of running days whatever pauses fall into it: what was impossible is never late.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from benkan.common.months import months_after

DAY = dt.timedelta(days=1)


class Anchor(StrEnum):
    """What a step is counted from."""

    RETURN = "retour"
    PLAN = "plan"


class Standing(StrEnum):
    """Where a step stands that nobody has settled yet."""

    COMING = "a_venir"
    DUE = "due"
    LATE = "retard"
    WAITING = "attente"  # the clock stands still: neither due nor late
    MISSED = "manquee"  # not made, and the next one is there: nobody is asked for it any more


@dataclass(frozen=True)
class Step:
    """One visit of a schedule: so many months and days after its anchor, with a window of days before and after."""

    code: str
    anchor: Anchor
    months: int = 0
    days: int = 0
    before: int = 30
    after: int = 30


@dataclass(frozen=True)
class Pause:
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True)
class Window:
    """From `opens` to `closes`, both included, around `due`; None where a pause that still holds stands before it."""

    opens: dt.date | None
    due: dt.date | None
    closes: dt.date | None


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The same days without overlap, the earliest first; a pause that ends before it begins holds no day."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.since):
        if pause.until is not None and pause.until <= pause.since:
            continue
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < pause.since):
            found.append(pause)
        elif last.until is not None:
            until = None if pause.until is None else max(last.until, pause.until)
            found[-1] = Pause(last.since, until)
    return found


def running_day(start: dt.date, number: int, pauses: Sequence[Pause]) -> dt.date | None:
    """The day on which the clock has run for `number` days from `start` (1: the first day that runs), or None where a
    pause that still holds comes first. `pauses` are `merged`."""
    day, left = start, number
    for pause in pauses:
        if pause.until is not None and pause.until <= day:
            continue
        running = max((pause.since - day).days, 0)
        if running >= left:
            break
        if pause.until is None:
            return None
        left -= running
        day = pause.until
    return day + DAY * (left - 1)


@lru_cache(maxsize=10_000)  # people come back by convoys: many are counted from the same day
def window_alone(step: Step, anchored: dt.date) -> Window:
    """The window of a step where no pause is known."""
    return window_of(step, anchored, ())


def window_of(step: Step, anchored: dt.date, pauses: Sequence[Pause]) -> Window:
    """The window of a step whose anchor is that day; `pauses` are `merged`."""
    due = months_after(anchored, step.months) + DAY * step.days
    opens = max(due - DAY * step.before, anchored)
    return Window(
        running_day(opens, 1, pauses),
        running_day(opens, (due - opens).days + 1, pauses),
        running_day(opens, (due - opens).days + 1 + step.after, pauses),
    )


def standings(
    asked: Sequence[tuple[Window, Window, bool]], today: dt.date, pauses: Sequence[Pause]
) -> list[Standing | None]:
    """Where each visit of a schedule stands: (window without pauses, window with them, whether it is settled), the
    earliest first. None: settled.

    A visit gives way to a later one that may be made already, once its own window has closed, or its day is past and
    the later one has begun, as it also happens after a pause: nobody is asked for two visits in the place of one.
    """
    opened = [with_them.opens is not None and with_them.opens <= today for _, with_them, _ in asked]
    found: list[Standing | None] = []
    for at, (alone, with_them, settled) in enumerate(asked):
        if settled:
            found.append(None)
            continue
        stands = standing(with_them, today, pauses)
        if stands in (Standing.DUE, Standing.LATE):
            later = [asked[other][0] for other in range(at + 1, len(asked)) if opened[other]]
            if any(stands == Standing.LATE or alone.due < other.opens for other in later):
                stands = Standing.MISSED
        found.append(stands)
    return found


def paused_on(day: dt.date, pauses: Iterable[Pause]) -> bool:
    return any(pause.since <= day and (pause.until is None or day < pause.until) for pause in pauses)


def standing(window: Window, today: dt.date, pauses: Sequence[Pause]) -> Standing:
    """Where an unsettled step stands today. While the clock stands still it is never due and never late."""
    if paused_on(today, pauses):
        return Standing.WAITING
    if window.opens is None or today < window.opens:
        return Standing.COMING
    return Standing.DUE if window.closes is None or today <= window.closes else Standing.LATE
