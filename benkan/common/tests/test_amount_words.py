"""Amounts in letters, as a receipt says them."""

import pytest

from benkan.common.amount_words import in_letters

SAID = {
    0: "zéro",
    1: "un",
    16: "seize",
    21: "vingt et un",
    71: "soixante et onze",
    77: "soixante-dix-sept",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    91: "quatre-vingt-onze",
    100: "cent",
    200: "deux cents",
    201: "deux cent un",
    1000: "mille",
    80_000: "quatre-vingt mille",
    85_021: "quatre-vingt-cinq mille vingt et un",
    200_000: "deux cent mille",
    450_000: "quatre cent cinquante mille",
    1_000_000: "un million",
    1_968_300: "un million neuf cent soixante-huit mille trois cents",
    200_000_000: "deux cents millions",
    3_000_000_001: "trois milliards un",
}


@pytest.mark.parametrize(("amount", "words"), SAID.items(), ids=str)
def test_an_amount_in_letters(amount, words):
    assert in_letters(amount) == words


@pytest.mark.parametrize("amount", [-1, 10**12])
def test_what_is_not_written(amount):
    with pytest.raises(ValueError, match="letters"):
        in_letters(amount)
