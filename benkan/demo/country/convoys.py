"""Which convoys came, when and where: splits of real ones as patterns, on invented days."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from random import Random

ALONE_SHARE = 0.1  # people who come « sans convoi », weeks later or by themselves
GROUP_OF_ALONE = 4
MONTHS_BACK = 18
SMALLEST = 12
ABSENT = (0, 0, 0, 1, 2, 4)  # who was announced and did not come
MISSING = (*ABSENT, -1)
RECENT_AT_MOST = 160


@dataclass(frozen=True)
class Pattern:
    """A way of arriving: split as it was published, country, points, how it was organised. `weight`: how often."""

    country: str
    points: tuple[str, ...]
    total: int
    men: int
    women: int
    boys: int
    girls: int
    means: str
    organiser: str
    declared_type: str
    weight: float
    sick: int = 0
    minors_by_sex: bool = False  # whether announcements tell boys from girls
    hour: int = 21


ROADS_OF_MAURITANIA = ("rte-gog", "hub-kay", "flv-kha", "rte-taf", "rte-dje")
PATTERNS = (
    # A charter from Libya: 157 = 95 men, 22 women, 40 minors, one sick child.
    Pattern("ly", ("aer-bko",), 157, 95, 22, 23, 17, "charter", "oim", "RVH", 3, sick=1, hour=17),
    # Another: 148 = 39 men, 34 women, 75 minors (37 girls, 38 boys), ten sick.
    Pattern("ly", ("aer-bko",), 148, 39, 34, 38, 37, "charter", "oim", "RVH", 3, sick=10, minors_by_sex=True, hour=16),
    # 249 from Niger, of whom 3 women and 10 children, and 5 from Algeria.
    Pattern("ne", ("aer-bko", "gr-bko"), 254, 241, 3, 6, 4, "bus", "oim", "RVA", 1.5, hour=15),
    # Four posts facing Mauritania in one month: 580, 102, 200, 70.
    Pattern("mr", ROADS_OF_MAURITANIA, 580, 522, 36, 13, 9, "bus", "pays", "REF", 0.7, hour=18),
    Pattern("mr", ROADS_OF_MAURITANIA, 200, 177, 14, 6, 3, "bus", "pays", "REF", 2, hour=19),
    Pattern("mr", ROADS_OF_MAURITANIA, 102, 90, 7, 3, 2, "bus", "pays", "REF", 4, hour=20),
    Pattern("mr", ROADS_OF_MAURITANIA, 70, 61, 5, 3, 1, "camion", "pays", "REF", 3, hour=22),
    # A month of returns by the State: Libya 313, Niger 295, Algeria 119, Chad 15.
    Pattern("ly", ("aer-bko",), 313, 228, 37, 26, 22, "charter", "etat", "RAP", 1.2, sick=4, hour=14),
    Pattern("ne", ("aer-bko", "gr-bko"), 295, 215, 35, 25, 20, "bus", "etat", "RAP", 1.2, hour=13),
    Pattern("dz", ("hub-gao", "hub-tom"), 119, 100, 8, 7, 4, "camion", "pays", "REF", 4, sick=3, hour=23),
    Pattern("td", ("aer-bko",), 15, 11, 2, 1, 1, "vol", "oim", "RVA", 0.6, hour=11),
    # The small ones that make no communiqué.
    Pattern("dz", ("hub-gao",), 38, 34, 1, 2, 1, "camion", "pays", "REF", 1.5, hour=22),
    Pattern("mr", ("rte-gog",), 24, 20, 2, 1, 1, "pied", "pays", "REF", 1, hour=17),
    Pattern("ci", ("rte-zeg", "gr-bko"), 64, 40, 12, 7, 5, "bus", "soi", "SPO", 2, minors_by_sex=True, hour=10),
    Pattern("sn", ("rte-dib", "hub-kay"), 46, 33, 6, 4, 3, "bus", "soi", "SPO", 2, hour=12),
)  # fmt: skip


@dataclass(frozen=True)
class Convoy:
    """A convoy of the invented calendar: `heads` came; a pattern cut short keeps its proportions."""

    key: int
    day: dt.date
    pattern: Pattern
    point: str
    men: int
    women: int
    boys: int
    girls: int

    @property
    def heads(self) -> int:
        return self.men + self.women + self.boys + self.girls


@dataclass(frozen=True)
class Alone:
    """People who come to one desk on one day by themselves."""

    day: dt.date
    point: str
    heads: int


def calendar(rng: Random, *, persons: int, points: frozenset[str], today: dt.date, since: dt.date) -> list:
    """Convoys and days of people alone, in the order of their days, that bring exactly `persons` people."""
    days = max((today - since).days, 30)
    drawn, alone = _drawn(rng, persons, points)
    planned = []
    for nth, (pattern, men) in enumerate(drawn):
        # The last ones have just come, so that there is work of the day; the rest is spread over the months.
        ago = (1, 2, 5)[nth] if nth < 3 else rng.randint(8, days)
        here = sorted(points & set(pattern.points))
        point = "rte-gog" if "rte-gog" in here and (nth == 0 or rng.random() < 0.4) else rng.choice(here)
        planned.append((today - dt.timedelta(days=ago), point, pattern, men))
    desks = sorted(points)
    while alone:
        heads = min(alone, rng.randint(1, GROUP_OF_ALONE))
        planned.append((today - dt.timedelta(days=rng.randint(1, days)), rng.choice(desks), None, heads))
        alone -= heads
    planned.sort(key=lambda one: one[:2])
    return list(_numbered(planned))


def _drawn(rng: Random, persons: int, points: frozenset[str]) -> tuple[list[tuple[Pattern, int]], int]:
    """Patterns with the men who really came, the latest first; and how many people are left to come alone."""
    alone = round(persons * ALONE_SHARE)
    left, drawn, times = persons - alone, [], Counter()
    possible = [pattern for pattern in PATTERNS if points & set(pattern.points)]
    largest = max(50, persons * 0.3)  # a small platform sees several convoys all the same
    while left >= SMALLEST:
        fitting = [one for one in possible if one.total <= min(left, largest)] or [_cut(possible[-1], left)]
        # What has come often already gives way, so that a small platform sees all kinds.
        pattern = rng.choices(fitting, [one.weight / (1 + times[one]) for one in fitting])[0]
        times[pattern] += 1
        # Fewer come than were announced, now and then one more; the pattern stays what was announced.
        men = pattern.men - rng.choice(MISSING if pattern.total + 1 <= left else ABSENT)
        drawn.append((pattern, men))
        left -= pattern.total - pattern.men + men
    return _recent_first(drawn), alone + left


def _recent_first(drawn: list[tuple[Pattern, int]]) -> list[tuple[Pattern, int]]:
    """Those that came last: at Gogui first, then of other roads, none so large that nobody could finish its work."""
    small = [one for one in drawn if one[0].total <= RECENT_AT_MOST]
    at_gogui = [one for one in small if "rte-gog" in one[0].points][:1]
    elsewhere = [one for one in small if "rte-gog" not in one[0].points][:2]
    recent = at_gogui + elsewhere
    rest = list(drawn)
    for one in recent:
        rest.remove(one)
    return recent + rest


def expected(key: int, day: dt.date, points: frozenset[str]) -> Convoy | None:
    """The convoy that is expected today at Gogui, at six in the evening."""
    if "rte-gog" not in points:
        return None
    pattern = next(one for one in PATTERNS if one.total == 102)
    return Convoy(key, day, pattern, "rte-gog", pattern.men, pattern.women, pattern.boys, pattern.girls)


def _numbered(planned):
    """One `Alone` a day and point: they share that day's desk."""
    key, together = 0, Counter()
    for day, point, pattern, heads in planned:
        together[day, point] += 0 if pattern else heads
    for day, point, pattern, men in planned:
        if pattern is not None:
            key += 1
            yield Convoy(key, day, pattern, point, men, pattern.women, pattern.boys, pattern.girls)
        elif heads := together.pop((day, point), 0):
            yield Alone(day, point, heads)


def _cut(pattern: Pattern, total: int) -> Pattern:
    """A pattern brought down to a smaller total."""
    share = total / pattern.total
    women, boys, girls = (int(getattr(pattern, part) * share) for part in ("women", "boys", "girls"))
    return replace(pattern, total=total, men=total - women - boys - girls, women=women, boys=boys, girls=girls)
