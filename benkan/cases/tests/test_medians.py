"""The median in which those who wait count."""

import random

import pytest

from benkan.cases.medians import median_wait


def _slow(done: dict[int, int], waiting: dict[int, int]) -> int | None:
    """The same from one person at a time: each who is served at a duration takes her share of those still at risk."""
    people = sorted(
        [(duration, 0) for duration, count in done.items() for _ in range(count)]
        + [(duration, 1) for duration, count in waiting.items() for _ in range(count)]
    )
    still = 1.0
    for rank, (duration, waits) in enumerate(people):
        if not waits:
            still *= (len(people) - rank - 1) / (len(people) - rank)
            if still <= 0.5 + 1e-12:
                return duration
    return None


@pytest.mark.parametrize(
    ("done", "waiting", "median"),
    [
        ({}, {}, None),
        ({3: 1}, {}, 3),
        ({1: 1, 2: 1, 9: 1}, {}, 2),
        ({1: 1}, {50: 3}, None),  # one was quick, three wait: half are not served
        ({1: 2}, {50: 2}, 1),
        ({5: 2}, {0: 9}, 5),  # who has only just come says nothing yet
        ({}, {4: 7}, None),
    ],
)
def test_the_median_of_a_few(done, waiting, median):
    assert median_wait(done, waiting) == median


@pytest.mark.parametrize("seed", range(200))
def test_it_agrees_with_one_person_at_a_time(seed):
    chance = random.Random(seed)
    done, waiting = (
        {duration: chance.randint(1, 4) for duration in chance.sample(range(40), chance.randint(0, 8))} for _ in "ab"
    )
    assert median_wait(done, waiting) == _slow(done, waiting)


@pytest.mark.parametrize("seed", range(100))
def test_somebody_who_waits_long_never_makes_it_shorter(seed):
    chance = random.Random(seed)
    done = {duration: chance.randint(1, 4) for duration in chance.sample(range(40), 5)}
    before = median_wait(done, {})
    after = median_wait(done, {99: chance.randint(1, 20)})
    assert after is None or after >= before
