"""The whole invented caseload: convoy after convoy, desk after desk, in the order of their days.

Events come in units (one convoy, one day of people alone): within a unit they are in the order in which they happen to
each file, and no unit touches what an earlier one wrote. That is what lets `bulk` write a unit and forget it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from benkan.demo.country import convoys, telling
from benkan.demo.country import events as e
from benkan.demo.country.actors import Actor, present_at
from benkan.demo.country.night import CARE, Night
from benkan.demo.country.people import Cradle
from benkan.demo.country.secondstep import second_step

OPENED = dt.date(2025, 1, 6)  # when the invented platform opened: nothing happens before
REMEMBERED, BEFORE_RETURN = 200, dt.timedelta(days=25)


class World:
    """`persons` people who come back, among these actors, until the evening before `today`."""

    def __init__(self, *, seed: int, today: dt.date, persons: int, actors: tuple[Actor, ...]):
        self.rng = Random(f"{seed} {persons}")  # noqa: S311 - invented data, not secrets
        self.today, self.persons, self.actors = today, persons, actors
        self.cradle = Cradle(self.rng)
        self.since = max(OPENED + dt.timedelta(days=14), today - dt.timedelta(days=convoys.MONTHS_BACK * 30))
        self.listed = self.listed_twice = 0
        self._files = 0
        self._known: dict[str, list[tuple[dt.datetime, int]]] = defaultdict(list)

    def units(self) -> Iterator[list[e.Event]]:
        points = frozenset(point for actor in self.actors if actor.desk for point in actor.points)
        planned = convoys.calendar(self.rng, persons=self.persons, points=points, today=self.today, since=self.since)
        key = 0
        for one in planned:
            if isinstance(one, convoys.Alone):
                yield list(self._alone(one))
            else:
                key = one.key
                night = Night(self.rng, self, one, present_at(self.actors, one.point), self.today)
                yield [*night.announced(), *night.received()]
        coming = convoys.expected(key + 1, self.today, points)
        if coming is not None:
            yield list(self._expected(coming))

    def new_file(self) -> int:
        self._files += 1
        return self._files

    def owed(self, heads: int, share: float) -> float:
        """Which part of a convoy's people a second actor lists, for `share` of all to stand on two lists."""
        self.listed += heads
        return (share * self.listed - self.listed_twice) / heads * self.rng.uniform(0.8, 1.3)

    def remember(self, body: str, at: dt.datetime, files: list[int]) -> None:
        """Some of those who were received may come back one day."""
        held = self._known[body]
        held += [(at, file) for file in files[:: max(1, len(files) // 20)]]
        del held[:-REMEMBERED]

    def known_at(self, body: str, at: dt.datetime) -> int | None:
        """The file of somebody who left again long enough ago; each returns once."""
        held = self._known[body]
        if held and held[0][0] < at - BEFORE_RETURN:
            return held.pop(0)[1]
        return None

    def _alone(self, alone: convoys.Alone) -> Iterator[e.Event]:
        rng = self.rng
        here = present_at(self.actors, alone.point)
        actor = here[rng.randrange(len(here))]
        desk = e.Desk(actor.code, alone.point, alone.day)
        at = dt.datetime.combine(alone.day, dt.time(8), dt.UTC) + dt.timedelta(minutes=rng.randint(0, 200))
        end = dt.datetime.combine(self.today, dt.time(), dt.UTC)
        women = sum(rng.random() < 0.2 for _ in range(alone.heads))
        country = rng.choice(("ci", "sn", "ga", "dz", "ly", "mr", "fr"))
        queue = self.cradle.company(
            men=alone.heads - women, women=women, boys=0, girls=0, country=country, on=alone.day
        )
        token = 0
        for group in queue:
            for one in group.people:
                token += 1
                at += dt.timedelta(minutes=rng.randint(5, 90))
                file, by = self.new_file(), rng.choice(actor.desk)
                said = telling.at_the_desk(rng, one, alone.day, care=rng.uniform(*CARE))
                yield e.Registered(at, by, desk, token, file, one.key, said)
                if rng.random() < 0.4:
                    kind = rng.choice(("appel", "repas", "ecoute"))
                    yield e.AidGiven(at + dt.timedelta(minutes=2), by, desk, token, (kind,))
                if rng.random() < 0.96:
                    yield from second_step(rng, file, one, token, desk, actor, at, None, end)

    def _expected(self, coming: convoys.Convoy) -> Iterator[e.Event]:
        """Today at six in the evening: announced by two actors who disagree, and nobody counted yet."""
        here = present_at(self.actors, coming.point)
        yesterday = dt.datetime.combine(self.today - dt.timedelta(days=1), dt.time(10, 40), dt.UTC)
        answers = {
            "arrives_on": coming.day, "arrives_at": dt.time(18), "entry_point": coming.point, "country": "mr",
            "organiser": "pays", "declared_type": "REF", "means": "bus",
        }  # fmt: skip
        split = {"total": 102, "men": 90, "women": 7, "minors": 5}
        yield e.ConvoyAnnounced(yesterday, here[0].announcers[0], coming.key, answers, split, "Consulat, par téléphone")
        if len(here) > 1:
            later = yesterday + dt.timedelta(hours=4)
            yield e.Announced(later, here[1].announcers[0], coming.key, {"total": 110}, "Chef du convoi, par téléphone")
