"""The model that ships, made anew in small: what it keeps, what it leaves, and how the desk is measured with it."""

import pytest

from benchmarks.linkage import at_the_desk, registrations, ship
from benkan.linkage.engine.told import FIELDS


@pytest.fixture(scope="module")
def model():
    return ship.learnt(600, seed=5)


def test_registrations_are_told_in_the_fields_of_the_desk_and_the_same_each_time():
    told = [registration for registration, _ in registrations.told(200, seed=5)]
    assert told == [registration for registration, _ in registrations.told(200, seed=5)]
    assert all(set(registration) <= set(FIELDS) for registration in told)
    assert {registration["birth_precision"] for registration in told} >= {"jour", "vers", "inconnue"}
    assert any(len(registration["identifiers"]) > 1 for registration in told)


@pytest.mark.exhaustive
def test_what_belongs_to_one_register_alone_does_not_ship(model):
    assert (model.name, model.learnt_from, model.records) == ("2026-11", "registres inventés", 600)
    assert not any(comparison.subject == "category" for comparison in model.comparisons)
    shares = [share for held in model.frequencies.values() for share in held.values()]
    assert shares
    assert min(shares) * 600 >= 4
    assert model.frequencies["phone_1"] == model.frequencies["identifier_1"] == {}


@pytest.mark.exhaustive
def test_the_desk_is_measured_on_people_that_the_model_never_saw(model):
    found = at_the_desk.measure(model, 300, seed=6, drawn=60, timed=3)
    assert found["recall_of_keys"] > 0.9
    assert found["words"]["très probable"]["precision"] > 0.9
    assert 0 < found["recall"] <= found["recall_of_keys"]
