"""Aid on one line, or on many at once."""

from django import forms

from benkan.arrivals.forms.hours import RealHour
from benkan.arrivals.models import AidKind
from benkan.arrivals.tokens import NotTokens, parse
from benkan.common.forms import ChoiceMany, PersonText


class AidForm(RealHour):
    template_name = "arrivals/forms/aid.html"
    kinds = forms.MultipleChoiceField(
        label="Aide donnée",
        help_text="Plusieurs possibles",
        choices=AidKind.choices,
        widget=ChoiceMany,
        error_messages={"required": "Dites quelle aide a été donnée."},
    )
    note = forms.CharField(
        label="Précision",
        help_text="Quantité, lieu ; rien sur la santé ni la violence",
        max_length=120,
        required=False,
        widget=PersonText,
    )

    def __init__(self, *args, day, arrives_at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.day, self.arrives_at = day, arrives_at

    def clean(self):
        answers = super().clean()
        answers["at"] = self.real_moment(self.day, self.arrives_at)
        return answers

    @property
    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("kinds", "note", "at")}


class AidManyForm(AidForm):
    tokens = forms.CharField(
        label="Jetons",
        help_text="« 12-40, 45 »",
        max_length=300,
        widget=PersonText({"inputmode": "text"}),
        error_messages={"required": "Dites à quels jetons : « 12-40, 45 »."},
    )
    field_order = ("tokens", "kinds", "note")

    def clean_tokens(self) -> list[int]:
        try:
            return parse(self.cleaned_data["tokens"])
        except NotTokens as sentence:
            raise forms.ValidationError(str(sentence)) from sentence
