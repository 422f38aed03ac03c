"""The clock may be set back for one thread; identifiers and defaults follow it."""

import datetime as dt

import pytest

from benkan.common import clock
from benkan.common.ids import new_id

THEN = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


def moment_of(identifier) -> dt.datetime:
    return dt.datetime.fromtimestamp((identifier.int >> 80) / 1000, dt.UTC)


def test_the_clock_goes_by_itself_unless_it_is_set():
    before = clock.now()
    with clock.at(THEN):
        assert clock.now() == THEN
        with clock.at(THEN + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2025, 3, 2)
        assert clock.today() == dt.date(2025, 3, 1)
    assert clock.now() >= before


def test_a_moment_says_its_time_zone():
    with pytest.raises(ValueError, match="time zone"), clock.at(dt.datetime(2025, 3, 1)):  # noqa: DTZ001 - the mistake
        pass


def test_identifiers_are_of_the_moment_and_in_the_order_of_the_rows():
    with clock.at(THEN):
        made = [new_id() for _ in range(2_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {identifier.version for identifier in made} == {7}
    assert {identifier.variant for identifier in made} == {"specified in RFC 4122"}
    assert {moment_of(identifier) for identifier in made} == {THEN}


def test_identifiers_follow_the_machine_otherwise():
    assert abs(moment_of(new_id()) - clock.now()) < dt.timedelta(seconds=5)
