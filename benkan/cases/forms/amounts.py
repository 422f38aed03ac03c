"""Amounts in F CFA as people type them: « 550 000 », « 550.000 », « 550 000 F CFA »; whole francs."""

import re

from django import forms

from benkan.common.forms import Count

_KEPT = re.compile(r"[\s\u00a0\u202f.]|f\s*cfa|f$", re.IGNORECASE)
MOST = 2_000_000_000  # what a column of whole francs holds
NOT_AN_AMOUNT = "Écrivez un montant en francs, sans centimes\u00a0: 550 000."


class AmountField(forms.Field):
    """A whole number of francs, or None where nothing was written; shown with its thousands apart."""

    widget = Count

    def __init__(self, *, least: int = 0, most: int = MOST, **options):
        super().__init__(**options)
        self.least, self.most = least, most

    def prepare_value(self, value):
        return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else value

    def to_python(self, value):
        text = _KEPT.sub("", str(value or "").strip())
        if not text:
            return None
        if not text.isascii() or not text.isdigit():
            raise forms.ValidationError(NOT_AN_AMOUNT)
        return int(text)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            raise forms.ValidationError(NOT_AN_AMOUNT if self.least <= 1 else f"Au moins {self.least} F.")
        if value > self.most:
            raise forms.ValidationError("Ce montant est trop grand\u00a0: vérifiez les zéros.")
