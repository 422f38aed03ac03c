"""What is asked to search the directory, and to keep one's lines of it."""

from itertools import groupby

from django import forms
from django.db.models import QuerySet

from benkan.common import clock
from benkan.common.forms import Choice, ChoiceMany, Count, Note, PersonText, Phone
from benkan.offers.models import HelpKind, Offer, Structure
from benkan.offers.reads.directory import kinds_on
from benkan.offers.reads.structures import standing
from benkan.offers.words import Dimension, Level, Pillar, StructureKind
from benkan.organisations.member_forms import DAY, NOT_A_DAY
from benkan.organisations.place_fields import PlaceField
from benkan.places.models import Level as PlaceLevel
from benkan.places.models import Place
from benkan.places.reads import find_places, regions

PUBLIC_CHOICES = [
    ("", "Tous"),
    ("femme", "Une femme"),
    ("homme", "Un homme"),
    ("fille", "Une fille"),
    ("garcon", "Un garçon"),
]
WHOM = [("tous", "Tous"), ("F", "Femmes"), ("M", "Hommes")]


def grouped(kinds: QuerySet[HelpKind]) -> list:
    """The kinds under their headings, for a select box."""
    return [
        (heading, [(kind.pk, kind.label) for kind in under])
        for heading, under in groupby(kinds, key=lambda kind: kind.heading)
    ]


class KindField(forms.TypedChoiceField):
    """Gives a `HelpKind`, or None; those of the catalogue today."""

    def __init__(self, **options):
        super().__init__(coerce=lambda code: HelpKind.objects.get(pk=code), empty_value=None, **options)
        self.error_messages["invalid_choice"] = "Cette aide n’est pas au catalogue. Choisissez-en une autre."

    def offer(self) -> None:
        empty = "Choisir une aide" if self.required else "Toutes les aides"
        self.choices = [("", empty), *grouped(kinds_on(clock.today()))]


class SearchForm(forms.Form):
    """By GET: the answers stand in the address, and say nothing of a person."""

    q = forms.CharField(label="Mots de l’offre, ou nom de l’acteur", required=False, max_length=120)
    aide = KindField(label="Aide", required=False)
    lieu = PlaceField(label="Où", required=False)
    public = forms.ChoiceField(label="Pour qui", required=False, choices=PUBLIC_CHOICES)
    libres = forms.BooleanField(label="Sans les offres complètes", required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["aide"].offer()
        offer_inside(self.fields["lieu"])


def offer_inside(field: PlaceField) -> None:
    """Regions, then cercles: where people live, no entry point."""
    field.offer(None)
    field.choices = [(label, places) for label, places in field.choices if label != "Points d’entrée"]


class OfferForm(forms.Form):
    """An offer of one's organisation."""

    title = forms.CharField(
        label="Intitulé",
        max_length=160,
        help_text="Ce que lit un collègue\u00a0: « Hébergement de femmes seules, 14 nuits »",
        error_messages={"required": "Donnez un intitulé."},
    )
    kind = KindField(label="Aide", error_messages={"required": "Choisissez l’aide."})
    pillar = forms.ChoiceField(
        label="Pilier", choices=Pillar, widget=Choice, error_messages={"required": "Choisissez le pilier."}
    )
    dimension = forms.ChoiceField(
        label="Dimension", choices=Dimension, widget=Choice, error_messages={"required": "Choisissez la dimension."}
    )
    level = forms.ChoiceField(
        label="Elle s’adresse à", choices=Level, widget=Choice, error_messages={"required": "Dites à qui."}
    )
    sex = forms.ChoiceField(label="Pour", choices=WHOM, widget=Choice, error_messages={"required": "Dites pour qui."})
    least_age = forms.IntegerField(label="Âge minimum", required=False, min_value=0, max_value=120, widget=Count)
    most_age = forms.IntegerField(label="Âge maximum", required=False, min_value=0, max_value=120, widget=Count)
    regions = forms.ModelMultipleChoiceField(
        label="Régions couvertes",
        queryset=Place.objects.none(),
        required=False,
        widget=ChoiceMany,
        help_text="Aucune\u00a0: partout, sauf si vous nommez des cercles ci-dessous.",
    )
    cercles = forms.CharField(
        label="Cercles couverts",
        required=False,
        max_length=400,
        widget=PersonText,
        help_text="Si l’offre ne couvre pas toute une région\u00a0: leurs noms, séparés par des virgules.",
    )
    conditions = forms.CharField(
        label="Conditions", required=False, max_length=400, widget=Note(attrs={"rows": 3}), help_text="Ce qu’il faut"
    )
    hours = forms.CharField(label="Jours et heures", required=False, max_length=120, widget=PersonText)
    phone = forms.CharField(label="Téléphone du service", required=False, max_length=40, widget=Phone)
    structure = forms.ModelChoiceField(
        label="Donnée par une structure sans compte",
        queryset=Structure.objects.none(),
        required=False,
        empty_label="Non, par notre organisation",
        error_messages={"invalid_choice": "Cette structure n’est plus dans l’annuaire. Choisissez-en une autre."},
    )
    begins = forms.DateField(
        label="À partir du",
        initial=clock.today,
        widget=DAY,
        error_messages={"required": "Dites à partir de quel jour.", "invalid": NOT_A_DAY},
    )
    ends = forms.DateField(
        label="Jusqu’au",
        required=False,
        widget=DAY,
        help_text="Vide\u00a0: sans fin connue.",
        error_messages={"invalid": NOT_A_DAY},
    )
    confidential = forms.BooleanField(
        label="Offre confidentielle",
        required=False,
        help_text="Une maison sûre\u00a0: lue par votre organisation seule, sans lieu ni places, hors des recherches.",
    )

    def __init__(self, data=None, offer: Offer | None = None):
        super().__init__(data, initial=_initial(offer) if offer else None)
        self.fields["kind"].offer()
        self.fields["regions"].queryset = regions()
        self.fields["structure"].queryset = standing()

    def clean_sex(self) -> str:
        return "" if self.cleaned_data["sex"] == "tous" else self.cleaned_data["sex"]

    def clean_cercles(self) -> list[Place]:
        """The cercles that were named; one that is unknown, or that several places are called, is a question."""
        named = [name.strip() for name in self.cleaned_data["cercles"].split(",") if name.strip()]
        return [_cercle(name) for name in named]

    @property
    def said(self) -> tuple[dict, list[Place]]:
        """The answers of the offer, and its areas."""
        answers = dict(self.cleaned_data)
        return answers, [*answers.pop("regions"), *answers.pop("cercles")]


def _cercle(name: str) -> Place:
    answers = [
        found.place for found in find_places(name) if found.place.level in (PlaceLevel.CERCLE, PlaceLevel.COMMUNE)
    ]
    if not answers:
        raise forms.ValidationError(f"«\u00a0{name}\u00a0» n’est pas un cercle connu. Corrigez son nom, ou retirez-le.")
    cercles = [place for place in answers if place.level == PlaceLevel.CERCLE] or answers
    if len(cercles) > 1:
        raise forms.ValidationError(
            f"Plusieurs cercles s’appellent «\u00a0{name}\u00a0»\u00a0: choisissez plutôt la région."
        )
    return cercles[0]


def _initial(offer: Offer) -> dict:
    named = ("title", "pillar", "dimension", "level", "least_age", "most_age", "conditions", "hours", "phone")
    areas = list(offer.areas.all())
    return {name: getattr(offer, name) for name in (*named, "begins", "ends", "confidential")} | {
        "kind": offer.kind_id,
        "structure": offer.structure_id,
        "sex": offer.sex or "tous",
        "regions": [place.pk for place in areas if place.level == PlaceLevel.REGION],
        "cercles": ", ".join(place.name for place in areas if place.level != PlaceLevel.REGION),
    }


class PlacesForm(forms.Form):
    """How many places there are, today or on a day."""

    free = forms.IntegerField(
        label="Places libres",
        min_value=0,
        max_value=100_000,
        widget=Count,
        error_messages={"required": "Dites combien de places sont libres\u00a0: zéro se dit aussi."},
    )
    total = forms.IntegerField(
        label="Places en tout",
        min_value=0,
        max_value=100_000,
        widget=Count,
        error_messages={"required": "Dites combien il y a de places."},
    )
    waiting = forms.IntegerField(
        label="Personnes en liste d’attente", min_value=0, max_value=100_000, widget=Count, required=False
    )
    as_of = forms.DateField(
        label="État au",
        initial=clock.today,
        widget=DAY,
        error_messages={"required": "Dites de quel jour sont ces places.", "invalid": NOT_A_DAY},
    )

    def clean_waiting(self) -> int:
        return self.cleaned_data["waiting"] or 0


class StructureForm(forms.Form):
    """A body without an account: what it is, where, how it is reached."""

    kind = forms.ChoiceField(
        label="Nature", choices=StructureKind, widget=Choice, error_messages={"required": "Dites ce qu’elle est."}
    )
    name = forms.CharField(
        label="Nom",
        max_length=160,
        widget=PersonText,
        help_text="Comme sur sa porte\u00a0: « CSCom de Bafoulabé »",
        error_messages={"required": "Donnez son nom."},
    )
    place = PlaceField(label="Cercle", required=True, error_messages={"required": "Dites dans quel cercle elle est."})
    address = forms.CharField(
        label="Quartier, repère",
        required=False,
        max_length=160,
        widget=PersonText,
        help_text="Ce que l’on dit à quelqu’un qui y va pour la première fois",
    )
    phone = forms.CharField(
        label="Téléphone du service",
        required=False,
        max_length=40,
        widget=Phone,
        help_text="Celui que l’on appelle quand rien ne revient\u00a0: jamais celui d’une personne",
    )
    hours = forms.CharField(label="Jours et heures", required=False, max_length=120, widget=PersonText)

    def __init__(self, data=None, initial=None):
        super().__init__(data, initial=initial)
        offer_inside(self.fields["place"])
