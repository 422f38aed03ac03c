"""What people say of a birth, and what is understood."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benkan.common.imprecise import ImpreciseDate, NotADate, Precision, parse

ON = dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("said", "year", "month", "day", "precision"),
    [
        ("27", 1999, None, None, Precision.ABOUT),
        ("27 ans", 1999, None, None, Precision.ABOUT),
        (27.0, 1999, None, None, Precision.ABOUT),
        ("8 mois", 2025, 7, None, Precision.MONTH),
        ("vers 1998", 1998, None, None, Precision.ABOUT),
        ("Né vers 1998", 1998, None, None, Precision.ABOUT),
        ("env. 1990", 1990, None, None, Precision.ABOUT),
        ("1998", 1998, None, None, Precision.YEAR),
        (1998, 1998, None, None, Precision.YEAR),
        ("3/1998", 1998, 3, None, Precision.MONTH),
        ("1998-03", 1998, 3, None, Precision.MONTH),
        ("3/5/1998", 1998, 5, 3, Precision.DAY),
        ("03.05.98", 1998, 5, 3, Precision.DAY),
        ("1998-05-03 00:00:00", 1998, 5, 3, Precision.DAY),
        ("3 mai 1998", 1998, 5, 3, Precision.DAY),
        ("1er août 1998", 1998, 8, 1, Precision.DAY),
        (dt.datetime(1998, 5, 3), 1998, 5, 3, Precision.DAY),  # noqa: DTZ001 - a cell of a sheet
        ("inconnue", None, None, None, Precision.UNKNOWN),
        (None, None, None, None, Precision.UNKNOWN),
    ],
)
def test_a_birth_is_understood_as_it_was_said(said, year, month, day, precision):
    found = parse(said, on=ON)
    assert (found.year, found.month, found.day, found.precision) == (year, month, day, precision)


@pytest.mark.parametrize("said", ["31/02/1990", "13/13/1990", "demain", "1/2/3", "99/1990", "12345"])
def test_what_is_no_date_is_answered_with_what_to_write(said):
    with pytest.raises(NotADate, match="écrivez"):
        parse(said, on=ON)


@pytest.mark.parametrize("said", ["2031", "1/1/2027", "130", "1750"])
def test_a_birth_in_the_future_or_too_old_is_refused(said):
    with pytest.raises(NotADate, match=r"Corrigez|Écrivez"):
        parse(said, on=ON)


def test_an_age_counts_the_birthday_only_where_it_is_known():
    assert parse("13/3/2008", on=ON).age_on(ON) == 17
    assert parse("12/3/2008", on=ON).age_on(ON) == 18
    assert parse("2008", on=ON).age_on(ON) == 18
    assert ImpreciseDate().age_on(ON) is None


@given(st.dates(dt.date(1900, 1, 1), ON))
def test_a_full_date_comes_back_as_it_went(day):
    assert str(parse(day.strftime("%d/%m/%Y"), on=ON)) == day.strftime("%d/%m/%Y")


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(text):
    try:
        found = parse(text, on=ON)
    except NotADate as error:
        assert str(error)  # noqa: PT017 - either outcome is right
    else:
        assert found.precision == Precision.UNKNOWN or found.year is not None
