"""Amounts as people type them, and as nobody should be able to."""

import pytest
from django.forms import ValidationError

from benkan.cases.forms.amounts import MOST, AmountField
from benkan.workbooks import answers


@pytest.mark.parametrize(
    ("typed", "francs"), [("550 000", 550_000), ("550.000 F CFA", 550_000), ("", None), ("0" * 30 + "7", 7)]
)
def test_francs_as_they_are_typed(typed, francs):
    assert AmountField(required=False).clean(typed) == francs


@pytest.mark.parametrize("typed", ["9" * 5000, "9" * 41, str(MOST + 1), "-1", "1e9", "²", "٣", "1,5", "550000.00"])
def test_what_is_no_amount_is_said_in_a_sentence(typed):
    with pytest.raises(ValidationError, match=r"zéros|montant"):
        AmountField(required=False).clean(typed)


@pytest.mark.parametrize("typed", ["9" * 5000, "²", "٣٣", "-4", "beaucoup", "4,5", "550000,50", "12.34", "", "F CFA"])
def test_a_cell_that_is_no_amount_is_said_in_french(typed):
    with pytest.raises(ValueError, match="pas un montant"):
        answers.amount(typed)


@pytest.mark.parametrize(
    "typed", ["550 000", "550\u202f000 F CFA", "550.000 f", "550000,00", "550000FCFA", "550\u00a0000,0"]
)
def test_a_cell_says_the_francs_that_it_shows(typed):
    assert answers.amount(typed) == 550_000
