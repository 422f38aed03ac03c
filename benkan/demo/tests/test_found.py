"""The demonstration is made in an empty platform, once, and never among other data."""

import csv

import pytest

from benkan.demo import truth
from benkan.demo.cast import BODIES, MEMBERS
from benkan.demo.crowd import FULL, actors, crowd
from benkan.demo.found import NotEmpty, found_if_empty, make


@pytest.mark.django_db
def test_a_platform_that_holds_something_is_left_as_it_is(cast, tmp_path):
    assert found_if_empty() is False
    with pytest.raises(NotEmpty, match="plateforme vide"):
        make(persons=10, seed=1, folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_truth_is_a_file_of_lists_numbers_and_people(tmp_path):
    told = [truth.Told("SAR rte-gog 2026-03-11", "ML-26-000001-7", 1), truth.Told("DJIGUI", "ML-26-000002-0", 1)]
    assert truth.write(tmp_path, told) == 2
    rows = list(csv.DictReader((tmp_path / truth.FILE).read_text(encoding="utf-8").splitlines()))
    assert [row["person"] for row in rows] == ["1", "1"]
    assert list(rows[0]) == ["source", "number", "person"]


def test_the_crowd_holds_the_cast_and_is_the_same_for_ever():
    bodies, members = crowd(*FULL)
    assert (len(bodies), len(members)) == FULL
    assert (bodies[: len(BODIES)], members[: len(MEMBERS)]) == (BODIES, MEMBERS)
    assert crowd(*FULL) == (bodies, members)
    assert len({body.name for body in bodies}) == len({member.email for member in members}) / 20 == 50


def test_every_actor_of_the_country_has_somebody_to_receive():
    for actor in actors(*crowd(*FULL)):
        assert actor.desk
        assert actor.points
        assert actor.announcers
        assert actor.completers
