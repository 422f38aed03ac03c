"""One convoy, from its announcement to the second step of its files: who does what, and when.

Two actors often list the same people, each in its own words; what the first hours give never waits for a name.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random

from benkan.demo.country import events as e
from benkan.demo.country import telling
from benkan.demo.country.actors import Actor
from benkan.demo.country.convoys import Convoy
from benkan.demo.country.people import MAJORITY, Companions, Invented
from benkan.demo.country.secondstep import second_step

UTC = dt.UTC  # Bamako's hour
ON_BOTH = 0.27  # people whom two actors register, over all; in one convoy none, few, or half
REFUSES, UNABLE, LEAVES = 0.02, 0.01, 0.01
RETURNS_AGAIN = 0.015
RECENT = 3  # days during which the night's work is told up to the evening before
# How much of the second step is done, by the days since: work of the day remains, old files wait no more.
DONE = ((RECENT, 0.25), (20, 0.75), (100_000, 0.97))
SOURCES = ("Ambassade, par téléphone", "Consulat, par courriel", "Chef du convoi, par téléphone", "Note verbale")
CARE = (0.62, 0.8)  # how often a clerk writes a name as it is usually written


class Night:
    """The events of one convoy. `files` numbers files, `known` holds people of earlier convoys who may return."""

    def __init__(self, rng: Random, world, convoy: Convoy, actors: tuple[Actor, ...], today: dt.date):
        self.rng, self.world, self.convoy, self.today = rng, world, convoy, today
        self.first = actors[rng.randrange(len(actors))] if rng.random() < 0.3 else actors[0]
        others = [actor for actor in actors if actor is not self.first]
        self.on_both = min(0.55, world.owed(convoy.heads, ON_BOTH)) if others else 0
        self.second = rng.choice(others) if self.on_both > 0.1 else None
        ago = (today - convoy.day).days
        self.late = ago < RECENT
        self.done = next(share for days, share in DONE if ago < days)
        # Those of the last days come early enough for the night's work to be over when the platform is founded.
        hour = min(convoy.pattern.hour, 16) if self.late else convoy.pattern.hour
        self.arrival = dt.datetime.combine(convoy.day, dt.time(hour, rng.randrange(0, 60, 5)), UTC)

    def announced(self) -> Iterator[e.Event]:
        rng, convoy, pattern = self.rng, self.convoy, self.convoy.pattern
        day_before = self.arrival - dt.timedelta(days=1, minutes=rng.randint(0, 300))
        answers = {
            "arrives_on": convoy.day, "arrives_at": dt.time(self.arrival.hour), "entry_point": convoy.point,
            "country": pattern.country, "organiser": pattern.organiser, "declared_type": pattern.declared_type,
            "means": pattern.means,
        }  # fmt: skip
        yield e.ConvoyAnnounced(
            day_before, rng.choice(self.first.announcers), convoy.key, answers, self._split(), rng.choice(SOURCES)
        )
        if self.second and rng.random() < 0.6:
            # Announcements disagree: another total, said later, without its parts.
            total = max(1, convoy.heads + rng.choice((-6, -3, -2, 0, 2, 3, 5)))
            at = day_before + dt.timedelta(minutes=rng.randint(60, 600))
            yield e.Announced(at, rng.choice(self.second.announcers), convoy.key, {"total": total}, rng.choice(SOURCES))

    def received(self) -> Iterator[e.Event]:
        """From the head count to the last file completed."""
        rng, convoy = self.rng, self.convoy
        queue = self.world.cradle.company(
            men=convoy.men, women=convoy.women, boys=convoy.boys, girls=convoy.girls,
            country=convoy.pattern.country, on=convoy.day,
        )  # fmt: skip
        seen = {id(one): self._triage(one, group) for group in queue for one in group.people}
        desk = e.Desk(self.first.code, convoy.point, convoy.day, convoy.key)
        if rng.random() < 0.4:
            before = self.arrival - dt.timedelta(hours=3)
            yield e.SheetsPrinted(before, self.first.desk[0], desk, -(-convoy.heads // 10) * 10)
        counted = self.arrival + dt.timedelta(minutes=rng.randint(10, 30))
        yield self._heads(counted, list(seen.values()))
        fed = counted + dt.timedelta(minutes=15)
        yield e.AidToTokens(fed, self.first.desk[0], desk, tuple(range(1, convoy.heads + 1)), ("eau", "repas"))
        files = yield from self._register(desk, self.first, queue, seen, fed + dt.timedelta(minutes=20))
        last_of_first = files[-1][0] if files else 0
        if self.second:
            shared = [group for group in queue if rng.random() < self.on_both]
            self.world.listed_twice += sum(len(group.people) for group in shared)
            other = e.Desk(self.second.code, convoy.point, convoy.day, convoy.key)
            files += yield from self._register(other, self.second, shared, seen, fed + dt.timedelta(minutes=45))
        annulled = set()
        for file, one, token, where, actor, at in files:
            if rng.random() < self.done:
                for step in second_step(rng, file, one, token, where, actor, at, convoy.pattern, self._end):
                    annulled |= {file} if isinstance(step, e.Annulled) else set()
                    yield step
        grown = [file for file, one, *_ in files if one.age_on(convoy.day) > 20 and file not in annulled]
        self.world.remember(self.first.code, self.arrival, [file for file in grown if file <= last_of_first])

    @property
    def _end(self) -> dt.datetime:
        """Nothing happens after this: the platform is founded on that day."""
        return dt.datetime.combine(self.today, dt.time(), UTC)

    def _register(self, desk, actor: Actor, queue: list[Companions], seen, at: dt.datetime):
        """Everybody of the queue by token, companions one after the other; gives the files made."""
        rng, files, token = self.rng, [], 0
        care, primary = rng.uniform(*CARE), actor is self.first
        pace = 85 / min(len(actor.desk), 3)
        for group in queue:
            head = None
            for one, relation in zip(group.people, group.relations or ("",), strict=True):
                token += 1
                at += dt.timedelta(seconds=int(rng.uniform(0.7, 1.5) * pace))
                by, fate, triage = rng.choice(actor.desk), rng.random(), seen[id(one)]
                if fate < REFUSES + UNABLE and len(group.people) == 1:
                    nature = "refus" if fate < REFUSES else "empechee"
                    yield e.LineNoted(at, by, desk, token, nature, one.sex, age_group(one, self.convoy.day), triage)
                    continue
                if primary and fate > 1 - LEAVES and len(group.people) == 1:
                    continue  # left before being called: the head stays counted
                returns = primary and len(group.people) == 1 and rng.random() < RETURNS_AGAIN
                again = self.world.known_at(actor.code, at) if returns else None
                if again is not None:
                    yield e.CameBack(at, by, desk, token, again)
                    continue
                file = self.world.new_file()
                said = telling.at_the_desk(rng, one, self.convoy.day, care=care)
                link = (head, relation) if head is not None and relation else (None, "")
                yield e.Registered(at, by, desk, token, file, one.key, said, triage, *link)
                head = head or token
                files.append((file, one, token, desk, actor, at))
                if rng.random() < 0.22:
                    later = at + dt.timedelta(seconds=30)
                    yield e.AidGiven(later, by, desk, token, self._aid(triage))
        return files

    def _aid(self, triage) -> tuple[str, ...]:
        if "sick" in triage or "cannot_walk" in triage:
            return ("soins", "evacuation") if self.rng.random() < 0.3 else ("soins",)
        return self.rng.choice((("appel",), ("kit",), ("vetements",), ("especes",), ("transport",), ("kit", "appel")))

    def _triage(self, one: Invented, group: Companions) -> tuple[str, ...]:
        rng, pattern, seen = self.rng, self.convoy.pattern, []
        if rng.random() < max(0.015, pattern.sick / pattern.total):
            seen.append("sick")
        if group.lone_child:
            seen.append("lone_child")
        if one.sex == "F" and 18 <= one.age_on(self.convoy.day) <= 42 and rng.random() < 0.06:
            seen.append("pregnant")
        if rng.random() < 0.006:
            seen.append("cannot_walk")
        return tuple(seen)

    def _split(self) -> dict:
        """What was announced: the published split of the pattern, parts and total."""
        pattern = self.convoy.pattern
        parts = {"total": pattern.total, "men": pattern.men, "women": pattern.women}
        if pattern.minors_by_sex:
            return parts | {"boys": pattern.boys, "girls": pattern.girls}
        return parts | {"minors": pattern.boys + pattern.girls}

    def _heads(self, at, seen: list[tuple[str, ...]]) -> e.HeadsCounted:
        convoy = self.convoy
        split = {part: getattr(convoy, part) for part in ("men", "women", "boys", "girls")} | {"total": convoy.heads}
        columns = {"sick": "sick", "lone_children": "lone_child", "pregnant": "pregnant", "cannot_walk": "cannot_walk"}
        triage = {name: sum(flag in flags for flags in seen) for name, flag in columns.items()}
        return e.HeadsCounted(at, self.first.desk[0], convoy.key, split, triage)


def age_group(one: Invented, day: dt.date) -> str:
    age = one.age_on(day)
    return "mineur" if age < MAJORITY else "aine" if age >= 60 else "adulte"
