"""What is asked of a trade: which, where, how long, at which level, with which paper; then what was shown of it."""

from django import forms

from benkan.cases.models import Skill
from benkan.cases.trades import trades_offered
from benkan.common import clock
from benkan.common.forms import Choice, Count, PersonText
from benkan.places.models import Place
from benkan.places.reads import countries_for_choice

MOST_YEARS = 70
NOT_A_NUMBER = "Écrivez un nombre d’années, « 0 » pour moins d’un an."


class SkillForm(forms.Form):
    trade = forms.ChoiceField(
        label="Métier",
        error_messages={"required": "Choisissez un métier.", "invalid_choice": "Choisissez un métier de la liste."},
    )
    country = forms.ChoiceField(label="Exercé où", required=False)
    years = forms.IntegerField(
        label="Combien d’années",
        help_text="« 0 » pour moins d’un an",
        min_value=0,
        max_value=MOST_YEARS,
        required=False,
        widget=Count,
        error_messages={"invalid": NOT_A_NUMBER, "min_value": NOT_A_NUMBER, "max_value": NOT_A_NUMBER},
    )
    level = forms.ChoiceField(label="Ce qu’elle dit savoir faire", choices=Skill.Level, required=False, widget=Choice)
    certificate = forms.ChoiceField(
        label="Diplôme ou attestation", choices=Skill.Certificate, required=False, widget=Choice
    )
    wishes_validation = forms.ChoiceField(
        label="Souhaite-t-elle une VAE",
        help_text="Validation des acquis de l’expérience : un diplôme pour ce qu’elle sait déjà faire",
        choices=[("oui", "Oui"), ("non", "Non")],
        required=False,
        widget=Choice,
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.countries = {place.slug: place for place in countries_for_choice()}
        first = [(slug, place.name) for slug, place in self.countries.items() if place.country.rank is not None]
        others = [(slug, place.name) for slug, place in self.countries.items() if place.country.rank is None]
        self.fields["trade"].choices = [("", "Choisir"), *trades_offered()]
        self.fields["country"].choices = [("", "Choisir"), ("Pays les plus fréquents", first), ("Autres pays", others)]

    @property
    def answers(self) -> dict:
        """As `writes.note_skill` takes them."""
        country: Place | None = self.countries.get(self.cleaned_data["country"])
        wishes = self.cleaned_data["wishes_validation"] == "oui"
        return {**self.cleaned_data, "country": country, "wishes_validation": wishes}


class ShownForm(forms.Form):
    level = forms.ChoiceField(
        label="Niveau montré",
        choices=Skill.Level,
        widget=Choice,
        error_messages={"required": "Dites quel niveau elle a montré."},
    )
    on = forms.DateField(
        label="Quel jour",
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"required": "Dites quel jour.", "invalid": "Ce n’est pas un jour : choisissez-le."},
    )
    before = forms.CharField(
        label="Devant qui",
        help_text="Un centre, un atelier : pas de nom de personne",
        max_length=120,
        widget=PersonText,
        error_messages={"required": "Dites devant qui : un centre, un atelier."},
    )
