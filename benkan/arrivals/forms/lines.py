"""A family link by token, the three answers about a return, what to print."""

from django import forms

from benkan.arrivals.models import Line, ReturnType, TravelOrganiser
from benkan.arrivals.tokens import LARGEST, MOST_AT_ONCE
from benkan.common.forms import Choice, Count
from benkan.people.kinship import TIES, Tie, ties_asked
from benkan.places.models import Place
from benkan.places.reads import countries_for_choice


class FamilyForm(forms.Form):
    token = forms.IntegerField(
        label="Jeton de son parent",
        min_value=1,
        max_value=LARGEST,
        widget=Count,
        error_messages={
            "required": "Écrivez le jeton de l’autre personne.",
            "invalid": "Un jeton est un nombre. Écrivez par exemple « 84 ».",
        },
    )
    kind = forms.ChoiceField(
        label="Lien",
        widget=Choice,
        error_messages={"required": "Dites quel lien les unit.", "invalid_choice": "Choisissez l’un de ces liens."},
    )

    def __init__(self, line: Line, data=None):
        super().__init__(data)
        sex = line.registration.sex if line.registration is not None else ""
        self.fields["kind"].choices = ties_asked(sex)
        self.fields["kind"].help_text = f"Ce que le jeton {line.token:03} est pour l’autre personne"

    @property
    def tie(self) -> Tie:
        return TIES[self.cleaned_data["kind"]]


class ReturnForm(forms.Form):
    """Three answers, kept apart: what was declared, what the registrar finds, who organised."""

    declared_type = forms.ChoiceField(
        label="Type déclaré", help_text="Ce que dit l’organisateur ou la personne", choices=ReturnType.choices,
        required=False, widget=Choice,
    )  # fmt: skip
    assessed_type = forms.ChoiceField(
        label="Type constaté", help_text="Ce que vous constatez en l’écoutant", choices=ReturnType.choices,
        required=False, widget=Choice,
    )  # fmt: skip
    travel_organiser = forms.ChoiceField(
        label="Voyage organisé par", choices=TravelOrganiser.choices, required=False, widget=Choice
    )
    country = forms.ModelChoiceField(
        Place.objects.none(), label="Pays de départ", empty_label="Choisir", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries_for_choice()


class SheetsForm(forms.Form):
    """Blank sheets, numbered from a token on."""

    first = forms.IntegerField(label="À partir du jeton", min_value=1, max_value=LARGEST, widget=Count)
    number = forms.IntegerField(
        label="Nombre de fiches",
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=Count,
        error_messages={
            "required": "Dites combien de fiches.",
            "max_value": f"{MOST_AT_ONCE} fiches au plus en une fois. Imprimez le reste ensuite.",
        },
    )
