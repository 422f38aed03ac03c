"""Dates, telephone numbers, papers, sexes and places, one cell at a time."""

import pytest

from benkan.linkage.engine.dates import Way, read
from benkan.linkage.engine.identifiers import email, identifier
from benkan.linkage.engine.phones import national
from benkan.linkage.engine.places import address, place
from benkan.linkage.engine.sexes import reader_of


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("12/05/1990", (1990, 5, 12, "day")),
        ("1990-05-12", (1990, 5, 12, "day")),
        ("19900512", (1990, 5, 12, "day")),
        ("12.5.90", (1990, 5, 12, "day")),
        ("1990-05-12T00:00:00", (1990, 5, 12, "day")),
        ("32874", (1990, 1, 1, "day")),
        ("12 mars 1990", (1990, 3, 12, "day")),
        ("1er janvier 1985", (1985, 1, 1, "day")),
        ("12-MAR-90", (1990, 3, 12, "day")),
        ("née le 3 avril 1990", (1990, 4, 3, "day")),
        ("Mar 5, 1990", (1990, 3, 5, "day")),
        ("3. März 1990", (1990, 3, 3, "day")),
        ("mars 1990", (1990, 3, None, "month")),
        ("05/1990", (1990, 5, None, "month")),
        ("1990-05", (1990, 5, None, "month")),
        ("00/05/1990", (1990, 5, None, "month")),
        ("31/02/1990", (1990, 2, None, "month")),
        ("1990", (1990, None, None, "year")),
        ("né en 1990", (1990, None, None, "year")),
        ("1990.0", (1990, None, None, "year")),
        ("00/00/1990", (1990, None, None, "year")),
        ("49", (None,) * 4),
        ("vers 1990", (1990, None, None, "about")),
        ("né vers 1990", (1990, None, None, "about")),
        ("environ 1990", (1990, None, None, "about")),
        ("~1990", (1990, None, None, "about")),
        ("1985-1987", (1985, None, None, "about")),
        ("avant 1970", (1970, None, None, "about")),
        ("29/02/1988", (1988, 2, 29, "day")),
        ("29/02/1989", (1989, 2, None, "month")),
        ("", (None,) * 4),
        ("inconnue", (None,) * 4),
        ("0000-00-00", (None,) * 4),
        ("27", (None,) * 4),
    ],
)
def test_dates(written, known):
    assert read(written)[:4] == known


def test_spoilt_digits_keep_their_year_and_their_text():
    assert read("19851345", Way("ymd")) == (1985, None, None, "year", "19851345")
    assert read("12/05/1990").text == "19900512"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["12/25/1990", "03/04/1991"], "mdy"),
        (["25/12/1990", "03/04/1991"], "dmy"),
        (["1990-12-25"], "ymd"),
        (["1990-25-12"], "ydm"),
        (["19081229", "19120405"], "ymd"),
        (["29121908"], "dmy"),
        (["03/04/1991"], "dmy"),
        ([], "dmy"),
    ],
)
def test_the_order_is_learnt_from_the_column(texts, order):
    assert Way.learnt(texts).order == order


def test_an_order_is_no_law():
    assert read("25/12/1990", Way("mdy"))[:3] == (1990, 12, 25)


@pytest.mark.parametrize(
    ("form", "written", "known"),
    [
        ("JJ/MM/AAAA", "03/04/1991", (1991, 4, 3)),
        ("%m/%d/%Y", "03/04/1991", (1991, 3, 4)),
        ("yyyymmdd", "19910403", (1991, 4, 3)),
        ("excel", "33331", (1991, 4, 3)),
        ("age@2026", "27 ans", (1999, None, None)),
        ("âge@2026", "27", (1999, None, None)),
    ],
)
def test_declared_formats(form, written, known):
    assert read(written, Way.declared(form))[:3] == known


@pytest.mark.parametrize("form", ["", "hh:mm", "dd dd", "mm"])
def test_formats_that_say_nothing(form):
    with pytest.raises(ValueError, match=form or "^$"):
        Way.declared(form)


@pytest.mark.parametrize(
    ("written", "digits"),
    [("+223 76 12 34 56", "76123456"), ("0022376123456", "76123456"), ("223 76 12 34 56", "76123456"),
     ("76.12.34.56", "76123456"), ("76123456.0", "76123456"), ("76 12 34 56 / 66 11 22 33", "76123456"),
     ("06 12 34 56 78", "612345678"), ("+33 (0)6 12 34 56 78", "612345678"), ("404/231-1368", "4042311368"),
     ("+1 404 231 1368", "4042311368"), ("+213 551 23 45 67", "551234567"),
     ("00000000", None), ("12", None), ("néant", None)],
)  # fmt: skip
def test_telephones(written, digits):
    assert national(written) == digits


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1 87 04 750 123 456 X", "18704750123456X"), ("ab-12_34", "AB1234"), ("000000", None), ("-", None), ("x9", None)],
)
def test_identifiers(written, kept):
    assert identifier(written) == kept


def test_electronic_addresses():
    assert email("Awa.Kone@Exemple.ML ") == "awa.kone@exemple.ml"
    assert email("mailto:a@b.org") == "a@b.org"
    assert email("sans") is None


@pytest.mark.parametrize(
    ("values", "women"),
    [(["F", "M"], ["F"]), (["H", "F"], ["F"]), (["H", "M"], ["M"]), (["Femme", "Homme", "?"], ["Femme"]),
     (["1", "2", "9"], ["2"]), (["1", "7"], []), (["männlich", "weiblich"], ["weiblich"])],
)  # fmt: skip
def test_the_column_says_what_a_letter_means(values, women):
    known = reader_of(values)
    assert [value for value in values if known.get(value) == "F"] == women


def test_places_and_addresses():
    assert place("Village de Sadiola") == "sadiola"
    assert place("Commune") == "commune"
    assert place("Cercle de la Kayes-Centre") == "kayes centre"
    assert place("3083.0") == "3083"
    assert address("17 Wallaby St") == "17 wallaby street"
    assert address("12, av. Modibo Keïta") == "12 avenue modibo keita"
    assert place("St James") == "st james"
