"""When a visit is due: the pure function beside a slow twin that walks day by day, and what must never be late."""

import datetime as dt
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from benkan.cases.engine.schedule import (
    DAY,
    Anchor,
    Pause,
    Standing,
    Step,
    merged,
    paused_on,
    running_day,
    standing,
    standings,
    window_of,
)
from benkan.common.months import months_after

START = dt.date(2026, 1, 15)
MONTHS_3 = Step("m3", Anchor.RETURN, months=3)
days = st.integers(0, 500).map(lambda count: START + DAY * count)
steps = st.builds(
    Step, st.just("x"), st.just(Anchor.RETURN), st.integers(0, 18), st.integers(0, 40), st.integers(0, 45),
    st.integers(0, 45),
)  # fmt: skip
pauses = st.lists(
    st.tuples(days, st.none() | st.integers(-5, 90)).map(
        lambda said: Pause(said[0], None if said[1] is None else said[0] + DAY * said[1])
    ),
    max_size=6,
)


def slow_running_day(start: dt.date, number: int, held: list[Pause]) -> dt.date | None:
    """Day by day, as one would count on one's fingers."""
    day, count = start, 0
    for _ in range(3000):
        if not paused_on(day, held):
            count += 1
        if count == number:
            return day
        day += DAY
    return None


@given(days, st.integers(1, 120), pauses)
def test_running_days_are_those_counted_one_by_one(start, number, held):
    assert running_day(start, number, merged(held)) == slow_running_day(start, number, held)


@given(steps, pauses, days)
def test_no_visit_is_late_while_the_clock_stands_still(step, held, today):
    found = standing(window_of(step, START, merged(held)), today, merged(held))
    if paused_on(today, held):
        assert found == Standing.WAITING
    if found == Standing.LATE:
        due = months_after(START, step.months) + DAY * step.days
        opens = max(due - DAY * step.before, START)
        offered = sum(not paused_on(opens + DAY * at, held) for at in range((today - opens).days))
        assert offered >= (due - opens).days + 1 + step.after


SCHEDULE = [Step(f"m{months}", Anchor.RETURN, months=months) for months in (1, 3, 6, 12, 18)]


@given(pauses, days, st.lists(st.booleans(), min_size=5, max_size=5))
@example([], dt.date(2026, 3, 16), [False] * 5)  # the windows of the first and of the third month touch
def test_nobody_is_asked_for_two_visits_in_the_place_of_one(held, today, settled):
    together = merged(held)
    asked = [
        (window_of(step, START, []), window_of(step, START, together), done)
        for step, done in zip(SCHEDULE, settled, strict=True)
    ]
    found = standings(asked, today, together)
    assert [stands is None for stands in found] == settled
    pressing = [stands for stands in found if stands in (Standing.DUE, Standing.LATE)]
    assert len(pressing) <= 1, (today, found)
    if paused_on(today, held):
        assert set(found) <= {None, Standing.WAITING}


@given(steps, pauses)
def test_a_pause_moves_a_visit_later_and_never_earlier(step, held):
    without, paused = window_of(step, START, []), window_of(step, START, merged(held))
    for before, after in zip(
        (without.opens, without.due, without.closes), (paused.opens, paused.due, paused.closes), strict=True
    ):
        assert after is None or after >= before


@given(pauses, days)
def test_merging_changes_no_day(held, day):
    together = merged(held)
    assert paused_on(day, together) == paused_on(day, held)
    assert all(one.until is not None and one.until < after.since for one, after in pairwise(together))


def test_a_visit_goes_from_coming_to_due_to_late():
    window = window_of(MONTHS_3, START, [])
    assert (window.opens, window.due, window.closes) == (
        dt.date(2026, 3, 16), dt.date(2026, 4, 15), dt.date(2026, 5, 15),
    )  # fmt: skip
    expected = {"03-15": "a_venir", "03-16": "due", "05-15": "due", "05-16": "retard"}
    for day, found in expected.items():
        assert standing(window, dt.date.fromisoformat(f"2026-{day}"), []) == found


def test_ten_days_where_nobody_can_go_give_ten_days_more():
    held = [Pause(dt.date(2026, 4, 1), dt.date(2026, 4, 11))]
    window = window_of(MONTHS_3, START, held)
    assert (window.due, window.closes) == (dt.date(2026, 4, 25), dt.date(2026, 5, 25))
    assert standing(window, dt.date(2026, 4, 5), held) == Standing.WAITING


def test_a_zone_that_never_opens_again_is_never_late():
    held = [Pause(dt.date(2026, 4, 1))]
    window = window_of(MONTHS_3, START, held)
    assert window.closes is None
    assert standing(window, dt.date(2030, 1, 1), held) == Standing.WAITING


def test_the_first_days_open_with_the_return():
    window = window_of(Step("j3", Anchor.RETURN, days=3, before=30, after=0), START, [])
    assert (window.opens, window.closes) == (START, dt.date(2026, 1, 18))
