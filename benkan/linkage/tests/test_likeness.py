"""How two answers compare, in a word: what a clerk writes in two ways is one name, and « vers » leaves room."""

import datetime as dt

import pytest

from benkan.common.imprecise import parse
from benkan.linkage.likeness import Likeness, of_births, of_names, of_numbers, of_texts

ON = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Coulibaly", "coulibaly", Likeness.SAME),
        ("Coulibaly", "Koulibali", Likeness.SPELLING),
        ("Assitan Diarra", "Diarra Assitan", Likeness.SPELLING),
        ("Fousseyni", "Fousséni", Likeness.NEAR),
        ("Assitan Diarra", "Fatoumata Diarra", Likeness.PARTLY),
        ("Koné", "Konaté", Likeness.DIFFERENT),
        ("Lassine", "Fousseyni", Likeness.DIFFERENT),
        ("Lassine", "", Likeness.ONE_SIDE),
        ("", "", Likeness.NOTHING),
    ],
)
def test_names(one, other, likeness):
    assert of_names(one, other) is of_names(other, one) is likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("3/5/1990", "03/05/1990", Likeness.SAME),
        ("3/5/1990", "5/3/1990", Likeness.SWAPPED),
        ("3/5/1990", "4/5/1990", Likeness.DIFFERENT),
        ("vers 1990", "3/5/1991", Likeness.ROUGHLY),
        ("1990", "vers 1995", Likeness.DIFFERENT),
        ("vers 1990", "ne sait pas", Likeness.ONE_SIDE),
        ("?", "?", Likeness.NOTHING),
    ],
)
def test_births(one, other, likeness):
    told = parse(one, on=ON), parse(other, on=ON)
    assert of_births(*told) is of_births(*reversed(told)) is likeness


def test_numbers_and_texts():
    assert of_numbers("A1", "A1") is Likeness.SAME_NUMBER
    assert of_numbers("A1", "B2") is Likeness.OTHER_NUMBER
    assert of_numbers("A1", "") is Likeness.ONE_SIDE
    assert of_texts("Femme", "Homme") is Likeness.DIFFERENT
