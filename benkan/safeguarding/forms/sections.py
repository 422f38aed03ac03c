"""The form of a section, made from its questions."""

import datetime as dt

from django import forms

from benkan.common import clock
from benkan.common.forms import Choice, Note, PersonText
from benkan.safeguarding.models import Claim
from benkan.safeguarding.sections import HANDOVER, Ask, Section

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOT_A_DAY = "Donnez un jour, comme 12/03/2026."
LONG = 4000


class DayField(forms.DateField):
    def __init__(self, **options):
        super().__init__(widget=DAY, **options)
        self.error_messages["invalid"] = NOT_A_DAY


class SectionForm(forms.Form):
    """The day, then the questions; for a handing over, on which verified claim it rests (`claims`)."""

    def __init__(self, section: Section, claims: list[tuple[Claim, str]] = (), data=None):
        super().__init__(data)
        self.section = section
        self.fields["day"] = DayField(
            label="Le", initial=clock.today(), error_messages={"required": "Dites quel jour cela a eu lieu."}
        )
        if section.code == HANDOVER:
            self.fields["claim"] = forms.ChoiceField(
                label="Lien vérifié",
                choices=[(str(claim.pk), label) for claim, label in claims],
                widget=Choice,
                error_messages={"required": "Dites sur quel lien vérifié repose cette remise."},
            )
        for ask in section.asks:
            self.fields[ask.name] = _field(ask)

    def answers(self) -> dict[str, str]:
        """By the names of the questions; days as ISO dates."""
        said = {ask.name: self.cleaned_data.get(ask.name) or "" for ask in self.section.asks}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value.strip() for name, value in said.items()
        }


def _field(ask: Ask) -> forms.Field:
    options = {
        "label": ask.label,
        "help_text": ask.help,
        "required": ask.required,
        "error_messages": {"required": f"Répondez à «\u00a0{ask.label}\u00a0»."},
    }
    if ask.kind == "choice":
        return forms.ChoiceField(choices=list(ask.choices.items()), widget=Choice, **options)
    if ask.kind == "day":
        return DayField(**options)
    if ask.kind == "text":
        return forms.CharField(widget=Note, max_length=LONG, **options)
    return forms.CharField(widget=PersonText, max_length=200, **options)
