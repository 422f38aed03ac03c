"""A convoy, and the counts that announcements and desks give of it."""

from django import forms
from django.db.models import QuerySet

from benkan.arrivals.models import Convoy, Means, ReturnType, TravelOrganiser
from benkan.common import clock
from benkan.common.forms import Count
from benkan.common.permissions import Actor, Permission
from benkan.common.typography import jour
from benkan.organisations.reads import places_of
from benkan.places.models import Level, Place
from benkan.places.reads import countries_for_choice

PARTS = ("total", "men", "women", "boys", "girls", "minors")
TRIAGE = ("sick", "lone_children", "pregnant", "cannot_walk")
LARGEST = 5000


class Number(forms.IntegerField):
    """A count; silence is not zero."""

    def __init__(self, label: str, *, required: bool = False, help_text: str = ""):
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            min_value=0,
            max_value=LARGEST,
            widget=Count,
            error_messages={
                "invalid": "Ce n’est pas un nombre entier. Écrivez par exemple « 212 ».",
                "required": "Dites combien de personnes, même à peu près.",
                "min_value": "Un nombre de personnes n’est pas négatif. Corrigez, ou laissez vide.",
                "max_value": f"Plus de {LARGEST} personnes : relisez ce nombre, ou ouvrez plusieurs convois.",
            },
        )


class SplitForm(forms.Form):
    """A total and its parts; a part that nobody said stays empty."""

    total = Number("Total", required=True)
    men = Number("Hommes")
    women = Number("Femmes")
    boys = Number("Garçons de moins de 18 ans")
    girls = Number("Filles de moins de 18 ans")
    minors = Number("Mineurs dont le sexe n’est pas dit")

    @property
    def split(self) -> dict:
        return {name: self.cleaned_data[name] for name in PARTS}


class AnnouncementForm(SplitForm):
    source = forms.CharField(
        label="Source",
        help_text="Qui l’a dit, et comment : « ambassade, par téléphone »",
        max_length=160,
        required=False,
    )


class HeadCountForm(SplitForm):
    sick = Number("Malades")
    lone_children = Number("Enfants seuls")
    pregnant = Number("Femmes enceintes")
    cannot_walk = Number("Ne peuvent marcher")

    @property
    def triage(self) -> dict:
        return {name: self.cleaned_data[name] for name in TRIAGE}


class ConvoyForm(AnnouncementForm):
    """A convoy with its first announcement."""

    arrives_on = forms.DateField(
        label="Jour d’arrivée",
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Dites le jour d’arrivée, même prévu.",
            "invalid": "Ce n’est pas une date. Écrivez par exemple « 12/03/2026 ».",
        },
    )
    arrives_at = forms.TimeField(
        label="Heure prévue",
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"invalid": "Ce n’est pas une heure. Écrivez par exemple « 18:30 »."},
    )
    entry_point = forms.ModelChoiceField(
        Place.objects.none(),
        label="Point d’entrée",
        empty_label="Choisir",
        error_messages={
            "required": "Choisissez le point d’entrée.",
            "invalid_choice": "Votre organisation n’est pas notée présente à ce point. Choisissez-en un de la liste.",
        },
    )
    country = forms.ModelChoiceField(
        Place.objects.none(),
        label="Pays de départ",
        empty_label="Choisir",
        error_messages={"required": "Choisissez le pays de départ."},
    )
    organiser = forms.ChoiceField(
        label="Voyage organisé par", choices=[("", "Choisir"), *TravelOrganiser.choices], required=False
    )
    declared_type = forms.ChoiceField(
        label="Type de retour déclaré", choices=[("", "Choisir"), *ReturnType.choices], required=False
    )
    means = forms.ChoiceField(label="Moyen", choices=[("", "Choisir"), *Means.choices], required=False)
    field_order = (
        "arrives_on", "arrives_at", "entry_point", "country", "organiser", "declared_type", "means", *PARTS, "source",
    )  # fmt: skip

    def __init__(self, *args, own_points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arrives_on"].help_text = f"Aujourd’hui : {jour(clock.today())}"
        self.fields["total"].label = "Personnes annoncées, en tout"
        self.fields["entry_point"].queryset = own_points
        self.fields["country"].queryset = countries_for_choice()
        points = list(own_points)
        if len(points) == 1:
            self.fields["entry_point"].initial = points[0]

    @property
    def convoy(self) -> dict:
        names = {field.name for field in Convoy._meta.get_fields()} & set(self.fields)
        return {name: self.cleaned_data[name] for name in names}


class CorrectionForm(ConvoyForm):
    """What was said of a convoy, to be said otherwise; its announcements are rows of their own."""

    NAMES = ("arrives_on", "arrives_at", "entry_point", "country", "organiser", "declared_type", "means")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*PARTS, "source"):
            del self.fields[name]


class AloneForm(forms.Form):
    """People who come without convoy: where."""

    entry_point = forms.ModelChoiceField(
        Place.objects.none(),
        label="Point d’accueil",
        empty_label="Choisir",
        error_messages={
            "required": "Choisissez où vous les recevez.",
            "invalid_choice": "Votre organisation n’est pas notée présente à ce point. Choisissez-en un de la liste.",
        },
    )

    def __init__(self, *args, own_points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry_point"].queryset = own_points
        points = list(own_points)
        if len(points) == 1:
            self.fields["entry_point"].initial = points[0]


def points_for(by: Actor, right: Permission, *also) -> QuerySet[Place]:
    """The entry points where one's organisation is present and one's role holds the right; `also` those identifiers."""
    present, held = {*places_of(by.organisation_id)}, by.places_for(right)
    places = present if held is None else present & held
    return Place.objects.filter(pk__in=places.union(also), level=Level.ENTRY_POINT)
