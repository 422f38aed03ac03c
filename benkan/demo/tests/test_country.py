"""The invented country: the same for ever, and shaped as the domain notes say real arrivals are."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict

import pytest

from benkan.demo.country import convoys
from benkan.demo.country import events as e
from benkan.demo.country.names import is_known
from benkan.demo.country.people import Cradle
from benkan.demo.country.world import OPENED, World
from benkan.demo.crowd import actors

TODAY, PERSONS = dt.date(2026, 3, 12), 2_000


def happened(*, seed: int = 1, persons: int = PERSONS, today: dt.date = TODAY) -> list[e.Event]:
    world = World(seed=seed, today=today, persons=persons, actors=actors())
    return [event for unit in world.units() for event in unit]


@pytest.fixture(scope="module")
def events():
    return happened()


def of(events, kind):
    return [event for event in events if isinstance(event, kind)]


def digest(events) -> str:
    return hashlib.sha256("\n".join(map(repr, events)).encode()).hexdigest()


def test_the_same_seed_and_day_make_the_same_events():
    assert digest(happened(persons=120)) == digest(happened(persons=120))
    assert digest(happened(persons=120)) != digest(happened(persons=120, seed=2))


def test_nothing_happens_before_the_platform_opened_nor_today(events):
    assert min(event.at for event in events).date() > OPENED
    assert max(event.at for event in events).date() < TODAY


def test_as_many_people_come_as_were_asked():
    for persons in (1, 13, 50, 777):
        world = World(seed=5, today=TODAY, persons=persons, actors=actors())
        list(world.units())
        assert world.cradle.made == persons


def test_patterns_and_announcements_sum_to_their_total(events):
    for pattern in convoys.PATTERNS:
        assert pattern.men + pattern.women + pattern.boys + pattern.girls == pattern.total
    assert (157, 95, 22, 40) in {(p.total, p.men, p.women, p.boys + p.girls) for p in convoys.PATTERNS}
    for event in [*of(events, e.ConvoyAnnounced), *of(events, e.HeadsCounted)]:
        assert sum(count for part, count in event.split.items() if part != "total") == event.split["total"]


def test_announcements_of_one_convoy_sometimes_disagree(events):
    first = {event.convoy: event.split["total"] for event in of(events, e.ConvoyAnnounced)}
    assert any(event.split["total"] != first[event.convoy] for event in of(events, e.Announced))


def test_a_convoy_is_expected_today_at_gogui_at_six(events):
    answers = next(event.answers for event in of(events, e.ConvoyAnnounced) if event.answers["arrives_on"] == TODAY)
    assert (answers["entry_point"], answers["arrives_at"]) == ("rte-gog", dt.time(18))


def test_one_person_in_four_stands_in_the_files_of_two_actors(events):
    bodies = defaultdict(set)
    for event in of(events, e.Registered):
        bodies[event.person].add(event.desk.body)
    share = sum(len(found) > 1 for found in bodies.values()) / len(bodies)
    assert 0.2 <= share <= 0.3


def test_two_clerks_often_write_one_person_in_two_ways(events):
    written = defaultdict(set)
    for event in of(events, e.Registered):
        written[event.person].add((event.answers["given_names"], event.answers["family_name"]))
    several = Counter(event.person for event in of(events, e.Registered))
    twice = [person for person, times in several.items() if times > 1]
    assert sum(len(written[person]) > 1 for person in twice) / len(twice) > 0.4


def test_half_of_the_births_are_vague_and_a_third_of_phones_and_mothers_missing(events):
    said = [event.answers for event in of(events, e.Registered)]
    whole = sum(len(one["birth"]) == 10 and not one["birth"].startswith("01/01") for one in said) / len(said)
    assert 0.4 <= whole <= 0.6
    for answer in ("phone", "mother_name"):
        assert 0.25 <= sum(answer not in one for one in said) / len(said) <= 0.45


def test_nobody_who_refused_or_could_not_answer_has_a_name(events):
    nameless = of(events, e.LineNoted)
    assert {event.nature for event in nameless} == {"refus", "empechee"}
    named = {(event.desk, event.token) for event in of(events, e.Registered)}
    assert not named & {(event.desk, event.token) for event in nameless}
    assert not any(hasattr(event, "answers") for event in nameless)


def test_people_come_alone_come_back_and_leave_work_to_do(events):
    assert any(event.desk.convoy is None for event in of(events, e.Registered))
    assert of(events, e.CameBack)
    files = {event.file for event in of(events, e.Registered)}
    waiting = files - {event.file for event in [*of(events, e.Completed), *of(events, e.Annulled)]}
    assert len(files) * 0.03 < len(waiting) < len(files) * 0.2
    assert any(not all(event.answers.values()) for event in of(events, e.ConsentAsked))


def test_some_wish_to_talk_apart_and_no_event_says_why(events):
    apart = [event for event in of(events, e.Registered) if event.answers.get("wants_private_talk")]
    assert 0.01 < len(apart) / len(of(events, e.Registered)) < 0.08


def test_twins_and_homonyms_are_born():
    world = World(seed=1, today=TODAY, persons=1, actors=actors())
    groups = Cradle(world.rng).company(men=1_500, women=500, boys=400, girls=400, country="ly", on=TODAY)
    families = [group.people for group in groups if len(group.people) > 1]
    together = (Counter((one.born, one.mother) for one in people) for people in families)
    twins = [times for times in together if max(times.values()) > 1]
    assert len(twins) > 5
    assert any(len({(one.given, one.family) for one in people}) < len(people) for people in families)
    people = [one for group in groups for one in group.people]
    assert not [one for one in people if is_known(one.given, one.family)]
    common = Counter(one.family for one in people).most_common(10)
    assert sum(count for _, count in common) > len(people) * 0.35
    assert sum(one.mother.split()[-1] != one.family for one in people) > len(people) * 0.95
