"""The questions asked to correct the reference: the change, then its source and its reason."""

from django import forms

from benkan.places.models import Kind, Level, Place
from benkan.places.reads import countries_for_choice

# Whence one arrives by land or river; a form that listed every country would be a page long on a phone.
NEAR = ("Afrique de l’Ouest", "Afrique du Nord")


class CorrectionForm(forms.Form):
    """The two questions that every correction ends with."""

    source = forms.CharField(
        label="D’où le tenez-vous ?",
        max_length=240,
        help_text="Un arrêté, une carte, une personne du poste",
        error_messages={"required": "Dites d’où vous le tenez : un arrêté, une carte, une personne du poste."},
    )
    reason = forms.CharField(
        label="Pourquoi cette correction ?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pas de nom de personne ici",
        error_messages={"required": "Dites en une phrase pourquoi vous corrigez."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked_last = ("source", "reason")
        self.order_fields([name for name in self.fields if name not in asked_last] + list(asked_last))


class NameForm(CorrectionForm):
    name = forms.CharField(
        label="Nom juste",
        max_length=120,
        help_text="L’ancien nom reste trouvable",
        error_messages={"required": "Écrivez le nom juste."},
    )


class AliasForm(CorrectionForm):
    name = forms.CharField(
        label="Autre nom, ou autre graphie",
        max_length=120,
        help_text="Tel qu’on le lit dans une liste ou qu’on l’entend",
        error_messages={"required": "Écrivez l’autre nom."},
    )


class CloseForm(CorrectionForm):
    ends = forms.DateField(
        label="Dernier jour",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Le lieu n’est plus proposé à partir du lendemain",
        error_messages={
            "required": "Dites quel fut, ou sera, le dernier jour.",
            "invalid": "Ce dernier jour n’est pas une date. Écrivez-le ainsi : 31/12/2026.",
        },
    )


class EntryPointForm(CorrectionForm):
    name = forms.CharField(
        label="Nom du point d’entrée", max_length=120, error_messages={"required": "Écrivez le nom du point d’entrée."}
    )
    kind = forms.ChoiceField(
        label="Comment y arrive-t-on ?",
        choices=[("", "Choisir"), *Kind.choices],
        error_messages={"required": "Choisissez comment on y arrive."},
    )
    parent = forms.ChoiceField(
        label="Où se trouve-t-il ?",
        help_text="Le cercle ; la région si l’on n’en sait pas plus ; le pays s’il est à l’étranger",
        error_messages={"required": "Choisissez le cercle, la région ou le pays."},
    )
    facing = forms.MultipleChoiceField(
        label="Face à quels pays ?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Laissez vide si l’on ne sait pas",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = list(countries_for_choice())
        self.fields["parent"].choices = [("", "Choisir"), *_places_of_mali(), ("À l’étranger", _pairs(countries))]
        near = [c for c in countries if c.country.rank and c.country.continent in NEAR]
        self.fields["facing"].choices = _pairs(near)

    def clean_parent(self):
        return Place.objects.get(slug=self.cleaned_data["parent"])

    def clean_facing(self):
        return list(Place.objects.filter(slug__in=self.cleaned_data["facing"]))


def _pairs(places) -> list[tuple[str, str]]:
    return [(place.slug, place.name) for place in places]


def _places_of_mali() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each region as a group: itself, then what divides it; two queries."""
    divisions: dict = {}
    for place in Place.objects.filter(level__in=(Level.CERCLE, Level.COMMUNE)):
        divisions.setdefault(place.parent_id, []).append((place.slug, f"{place.get_level_display()} {place.name}"))
    regions = Place.objects.filter(level=Level.REGION)
    return [(r.name, [(r.slug, f"{r.name}, sans autre précision"), *divisions.get(r.pk, [])]) for r in regions]
