"""Why one asks what other actors have already given."""

from django import forms

from benkan.cases.models import HelpQuestion
from benkan.common.forms import Choice


class WhyForm(forms.Form):
    why = forms.ChoiceField(
        label="Pourquoi le demander",
        help_text="Gardé au journal, et lu par le collègue qui approuve",
        choices=HelpQuestion.Why.choices,
        widget=Choice,
        error_messages={"required": "Dites pourquoi vous le demandez."},
    )
