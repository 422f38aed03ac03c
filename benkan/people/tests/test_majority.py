"""At 18 a guardian's answer lets nothing more leave; where the birth is known in part, a machine decides nothing."""

import datetime as dt

import pytest

from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.imprecise import parse
from benkan.organisations.purposes import Purpose
from benkan.people.majority import came_of_age, is_child, majority_of
from benkan.people.models import Registration, SpokenText
from benkan.people.reads import consents_in_force
from benkan.people.reads.own_file import consents_told
from benkan.people.sharing import check_she_agrees
from benkan.people.tests.factories import a_registration
from benkan.people.writes import ask_consent

TODAY = dt.date(2026, 3, 10)
ASKED = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def born(said: str):
    return parse(said, on=TODAY)


@pytest.mark.parametrize(
    ("said", "first", "sure"),
    [
        ("11/03/2008", dt.date(2026, 3, 11), dt.date(2026, 3, 11)),
        ("29/02/2008", dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
        ("3/2008", dt.date(2026, 3, 1), dt.date(2026, 4, 1)),
        ("12/2008", dt.date(2026, 12, 1), dt.date(2027, 1, 1)),
        ("2008", dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        # Registers write these for « unknown »: they say the year.
        ("01/01/2008", dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        ("31/12/2008", dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        ("vers 2008", dt.date(2026, 1, 1), None),
        ("17", dt.date(2027, 1, 1), None),
    ],
)
def test_the_day_is_as_precise_as_the_birth(said, first, sure):
    majority = majority_of(born(said))
    assert (majority.first, majority.sure) == (first, sure)


def test_nothing_is_known_of_a_birth_that_nobody_knows(db):
    assert majority_of(born("inconnue")) is None
    unknown = Registration(birth=born("inconnue"))
    assert not is_child(unknown)
    assert came_of_age(unknown) is None


@pytest.mark.parametrize(
    ("said", "on", "of_age"),
    [
        ("11/03/2008", dt.date(2026, 3, 10), None),
        ("11/03/2008", dt.date(2026, 3, 11), dt.date(2026, 3, 11)),
        ("3/2008", dt.date(2026, 3, 31), None),
        ("3/2008", dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
        ("2008", dt.date(2026, 12, 31), None),
        ("2008", dt.date(2027, 1, 1), dt.date(2027, 1, 1)),
        ("vers 2008", dt.date(2030, 1, 1), None),
    ],
)
def test_a_doubt_is_left_to_a_person(db, said, on, of_age):
    assert came_of_age(Registration(birth=born(said)), on) == of_age


@pytest.fixture
def girl(by) -> Registration:
    """Born on 11 March 2008; her guardian said yes to being referred, and no to a photograph."""
    with clock.at(ASKED):
        registration = a_registration(by, "kadiatou", birth=born("11/03/2008"))
        _ask(by, registration, {Purpose.REFERRAL: True, Purpose.PHOTO: False}, for_child_by="Sa tante")
    return registration


def _ask(by, registration, answers, **said):
    return ask_consent(
        by=by, registration=registration, answers=answers, language="bambara", text=SpokenText.objects.get(), **said
    )


def _on(day: int):
    return clock.at(dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC))


def test_until_the_day_her_guardian_answers(by, girl):
    with _on(10):
        check_she_agrees(girl, Purpose.REFERRAL)
        assert is_child(girl)


def test_from_the_day_on_she_is_asked_herself(by, girl):
    with _on(11):
        assert not is_child(girl)
        assert {one.lapsed for one in consents_in_force(girl).values()} == {True}
        with pytest.raises(Refused, match="majeure"):
            check_she_agrees(girl, Purpose.REFERRAL)
        assert "à redemander" in str(consents_told(girl))
        # The same yes, said by herself, is another answer.
        assert len(_ask(by, girl, {Purpose.REFERRAL: True})) == 1
        check_she_agrees(girl, Purpose.REFERRAL)
        assert len(_ask(by, girl, {Purpose.REFERRAL: True})) == 0


def test_she_takes_nothing_back_that_she_never_said(by, girl):
    with _on(12):
        (refusal,) = _ask(by, girl, {Purpose.REFERRAL: False})
        assert (refusal.given, refusal.withdrawn, refusal.lapsed) == (False, False, False)


def test_an_answer_of_somebody_who_was_of_age_never_lapses(by):
    with clock.at(ASKED):
        grown = a_registration(by, "kadiatou", "born_1990")
        _ask(by, grown, {Purpose.REFERRAL: True})
    check_she_agrees(grown, Purpose.REFERRAL)
