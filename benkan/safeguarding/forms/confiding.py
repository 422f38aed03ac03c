"""The one question of a desk: for whom, and what worries; it is not kept where it is asked."""

from django import forms

from benkan.common.forms import Choice, Note
from benkan.safeguarding.kinds import Kind


class ConfideForm(forms.Form):
    kind = forms.ChoiceField(
        label="Pour qui",
        choices=Kind.choices,
        widget=Choice,
        error_messages={"required": "Dites pour qui est cette inquiétude."},
    )
    words = forms.CharField(
        label="Ce qui vous inquiète",
        help_text="Une phrase suffit : ce que vous avez vu ou entendu. Ne posez pas d’autre question",
        max_length=2000,
        widget=Note,
        error_messages={"required": "Dites en une phrase ce qui vous inquiète."},
    )
