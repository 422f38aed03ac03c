"""Numbers that we give, and numbers that people show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benkan.people.identifiers import identifier_key, nina_looks_odd, number_of, number_typed, phone_key


@given(st.integers(1, 999_999), st.integers(2025, 2060))
def test_a_number_typed_without_its_dashes_is_the_same_number(order, year):
    number = number_of(order, year)
    assert number_typed(number) == number
    assert number_typed(number.lower().replace("-", " ")) == number
    assert number_typed(number.replace("-", "")[2:]) == number


@given(st.integers(1, 999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(order, at, shift):
    number = number_of(order, 2026)
    digits = number.replace("-", "")[2:]
    wrong = digits[:at] + str((int(digits[at]) + shift) % 10) + digits[at + 1 :]
    assert number_typed(f"ML{wrong}") is None


@given(st.integers(1, 999_999), st.integers(0, 7))
def test_two_neighbours_swapped_are_always_noticed(order, at):
    digits = number_of(order, 2026).replace("-", "")[2:]
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert swapped == digits or number_typed(swapped) is None


@pytest.mark.parametrize("typed", ["", "Traoré", "76 12 34 56", "ML-26", "ML-26-12-3"])
def test_what_is_no_number_of_ours_is_not_read_as_one(typed):
    assert number_typed(typed) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("76 12 34 56", "22376123456"),
        ("+223 76-12-34-56", "22376123456"),
        ("0022376123456", "22376123456"),
        ("76123456 / 66 00 00 00", "22376123456"),
        ("00213 555 123 456", "213555123456"),
        ("inconnu", ""),
    ],
)
def test_telephones_are_compared_by_their_digits(written, key):
    assert phone_key(written) == key


def test_papers_are_compared_without_their_punctuation():
    assert identifier_key(" 1-87 04.750_12/a ") == "1870475012A"


@pytest.mark.parametrize(
    ("nina", "odd"), [("11234567890123A", False), ("1 12 3456789 0123 a", False), ("1 87 04 750", True), ("ABC", True)]
)
def test_an_odd_nina_is_said(nina, odd):
    assert nina_looks_odd(nina) is odd
