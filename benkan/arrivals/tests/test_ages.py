"""Age groups: majority is the law's, from which age one is old is a threshold of the day."""

import datetime as dt

import pytest

from benkan.arrivals import writes
from benkan.arrivals.ages import age_group_of, ages_at_the_desk
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, text
from benkan.arrivals.thresholds import ELDER_FROM
from benkan.common import clock
from benkan.common.thresholds.reads import all_values
from benkan.organisations.acting import acting_for
from benkan.organisations.writes import change_threshold
from benkan.people.writes import correct

WHY = {"source": "décision du comité", "note": "comme les autres acteurs"}


@pytest.fixture
def later(cast):
    """The day from which one is old at 65 only."""
    first = make.day(3)
    with acting_for(cast.adama) as by:
        change_threshold(by=by, threshold=ELDER_FROM, value=65, begins=first, **WHY)
    return first


@pytest.mark.parametrize(
    ("age", "group"), [(None, ""), (0, "mineur"), (17, "mineur"), (18, "adulte"), (59, "adulte"), (60, "aine")]
)
def test_the_group_of_an_age(awa, age, group):
    assert age_group_of(age, make.day()) == group


def test_the_group_is_that_of_the_day_on_which_it_is_counted(awa, later):
    before = later - dt.timedelta(days=1)
    assert [age_group_of(62, day) for day in (make.day(-4000), before, later)] == ["aine", "aine", "adulte"]
    assert age_group_of(65, later) == "aine"


def test_a_return_keeps_the_group_of_its_day_when_the_file_is_corrected_later(awa, later, desk):
    line = make.registered(awa, desk, birth="62 ans")
    with clock.at(clock.now() + dt.timedelta(days=30)):
        correct(by=awa, registration=line.registration, answers={"phone": "66 00 00 00"})
        back = writes.return_of_known(
            by=awa, arrival_list=make.desk(awa, make.expelled(awa)), registration=line.registration
        )
    line.episode.refresh_from_db()
    assert (line.episode.age_group, back.episode.age_group) == ("aine", "adulte")


def test_thousands_of_ages_cost_no_query_to_who_read_once(awa, django_assert_num_queries):
    values = all_values()
    with django_assert_num_queries(0):
        assert {age_group_of(age, make.day(-age), values) for age in range(100)} == {"mineur", "adulte", "aine"}


def test_the_desk_says_from_which_age_one_is_old(agent, awa, desk, later):
    assert dict(ages_at_the_desk(desk.day))["aine"] == "60\u00a0ans et plus"
    assert dict(ages_at_the_desk(later))["aine"] == "65\u00a0ans et plus"
    assert "60 ans et plus" in text(agent.get(at("head", desk)))
