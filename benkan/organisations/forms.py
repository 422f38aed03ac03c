"""Forms of accounts, organisations and thresholds."""

from allauth.account.forms import LoginForm
from django import forms

from benkan.common import clock
from benkan.common.forms import Count, Note
from benkan.common.thresholds import Threshold


class SignIn(LoginForm):
    """Allauth's form, in the words of the platform."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["login"].label = "Adresse électronique"
        self.fields["password"].label = "Mot de passe"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields.pop("remember", None)


class ThresholdForm(forms.Form):
    """A new value, from a day on, with where it comes from."""

    value = forms.IntegerField(
        label="Nouvelle valeur",
        widget=Count,
        error_messages={
            "required": "Écrivez la nouvelle valeur.",
            "invalid": "Une valeur est un nombre entier. Écrivez par exemple «\u00a021\u00a0».",
        },
    )
    begins = forms.DateField(
        label="À partir du",
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Aujourd’hui, ou un jour à venir. Les jours d’avant gardent leur valeur.",
        error_messages={
            "required": "Dites à partir de quel jour.",
            "invalid": "Ce premier jour n’est pas une date. Écrivez-le ainsi\u00a0: 31/12/2026.",
        },
    )
    source = forms.CharField(
        label="D’où la tenez-vous\u00a0?",
        max_length=240,
        help_text="Un arrêté, une décision du comité, une note",
        error_messages={"required": "Dites d’où vous la tenez\u00a0: un arrêté, une décision du comité, une note."},
    )
    note = forms.CharField(
        label="Pourquoi ce changement\u00a0?",
        widget=Note(attrs={"rows": 3}),
        help_text="Pas de nom de personne ici",
        error_messages={"required": "Dites en une phrase pourquoi cette valeur change."},
    )

    def __init__(self, threshold: Threshold, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.threshold = threshold
        several = threshold.words(2).split("\u00a0")[1]
        self.fields["value"].label = f"Nouvelle valeur, en {several}"
        self.fields["value"].help_text = f"De {threshold.least} à {threshold.words(threshold.most)}"

    def clean_value(self) -> int:
        if sentence := self.threshold.fault(self.cleaned_data["value"]):
            raise forms.ValidationError(sentence)
        return self.cleaned_data["value"]
