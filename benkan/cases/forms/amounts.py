"""Amounts in F CFA as people type them: « 550 000 », « 550.000 », « 550 000 F CFA »; whole francs."""

import re

from django import forms

from benkan.common.forms import Count

_AROUND = re.compile(r"[\s\u00a0\u202f]|f\s*cfa|f$", re.IGNORECASE)
_FRANCS = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")  # a point parts thousands, never centimes
MOST = 2_000_000_000  # what a column of whole francs holds
LONGEST = 40  # digits: more are no amount, and Python itself refuses to read thousands of them
TOO_LARGE = "Ce montant est trop grand\u00a0: vérifiez les zéros."
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
        text = _AROUND.sub("", str(value or "").strip())
        if not text:
            return None
        if not _FRANCS.fullmatch(text):
            raise forms.ValidationError(NOT_AN_AMOUNT)
        text = text.replace(".", "")
        if len(text) > LONGEST:
            raise forms.ValidationError(TOO_LARGE)
        return int(text)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            raise forms.ValidationError(NOT_AN_AMOUNT if self.least <= 1 else f"Au moins {self.least} F.")
        if value > self.most:
            raise forms.ValidationError(TOO_LARGE)
