"""The second step: who she is, in full. Prefilled with what was said; what was never asked stays empty."""

from django import forms

from benkan.common import clock
from benkan.common.forms import DATE_EXAMPLES, Choice, ChoiceMany, FreeDate, PersonName, PersonText, Phone
from benkan.common.imprecise import NotADate, parse
from benkan.people.choices import LANGUAGE, MARITAL, choices
from benkan.people.models import Registration, Sex
from benkan.places.models import Level, Place, open_on
from benkan.places.reads import countries_for_choice, regions

UNKNOWN = "inconnue"
YES_NO = [("oui", "Oui"), ("non", "Non")]
EMPTY = ("", "Choisir")
COPIED = (
    *("given_names", "family_name", "also_known_as", "father_name", "mother_name", "sex", "birth_place"),
    *("destination_said", "marital_status", "languages", "phone"),
)
CHANGED_MEANWHILE = (
    "Quelqu’un a corrigé ce dossier pendant que vous le lisiez : relisez vos réponses, puis enregistrez de nouveau. "
    "Ce que vous enregistrez remplacera ses corrections, qui resteront dans l’historique."
)


class IdentityForm(forms.Form):
    given_names = forms.CharField(label="Prénoms", max_length=120, required=False, widget=PersonName)
    family_name = forms.CharField(
        label="Nom de famille, ou nom du père", max_length=120, required=False, widget=PersonName
    )
    also_known_as = forms.CharField(
        label="Dit, surnom",
        help_text="Le nom par lequel on l’appelle",
        max_length=120,
        required=False,
        widget=PersonName,
    )
    sex = forms.ChoiceField(label="Sexe", choices=[EMPTY, *Sex.choices], required=False, widget=Choice)
    birth = forms.CharField(
        label="Naissance ou âge",
        help_text=f"{DATE_EXAMPLES} ; « inconnue » si personne ne sait",
        max_length=60,
        required=False,
        widget=FreeDate,
    )
    birth_place = forms.CharField(label="Lieu de naissance", max_length=160, required=False, widget=PersonText)
    father_name = forms.CharField(
        label="Père", help_text="Prénom et nom", max_length=160, required=False, widget=PersonName
    )
    mother_name = forms.CharField(
        label="Mère", help_text="Prénom et nom", max_length=160, required=False, widget=PersonName
    )
    nationality = forms.ChoiceField(label="Nationalité", required=False)
    marital_status = forms.ChoiceField(label="Situation de famille", required=False, widget=Choice)
    languages = forms.MultipleChoiceField(
        label="Langues dans lesquelles lui parler", help_text="Plusieurs possibles", required=False, widget=ChoiceMany
    )
    destination_said = forms.CharField(
        label="Va à",
        help_text="Village ou quartier, comme la personne le dit",
        max_length=160,
        required=False,
        widget=PersonText,
    )
    destination = forms.ChoiceField(label="Cercle de destination", required=False)
    phone = forms.CharField(
        label="Téléphone", help_text="Le sien, ou celui d’un proche", max_length=40, required=False, widget=Phone
    )
    wants_private_talk = forms.ChoiceField(
        label="Souhaite parler à part", choices=[EMPTY, *YES_NO], required=False, widget=Choice
    )
    # When the file was last written, as this page showed it: two agents do not overwrite each other unawares.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, registration: Registration, data=None):
        self.registration = registration
        super().__init__(data, initial=initial_of(registration))
        self.fields["nationality"].choices = nationality_choices()
        self.fields["destination"].choices = destinations_offered(registration.destination)
        self.fields["marital_status"].choices = [EMPTY, *choices(MARITAL)]
        self.fields["languages"].choices = choices(LANGUAGE)

    def clean_birth(self):
        text = self.cleaned_data["birth"]
        # « 27 » said in January is not read again in December: only a new answer is.
        if text == self.initial["birth"]:
            return self.registration.birth
        try:
            return parse(text, on=clock.today())
        except NotADate as sentence:
            raise forms.ValidationError(str(sentence)) from sentence

    def clean(self):
        if self.cleaned_data.get("seen") not in ("", None, self.initial["seen"]):
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            raise forms.ValidationError(CHANGED_MEANWHILE)
        return self.cleaned_data

    @property
    def answers(self) -> dict:
        """What `writes.correct` takes."""
        said = self.cleaned_data
        unknown = said["nationality"] == UNKNOWN
        return {name: said[name] for name in COPIED} | {
            "birth": said["birth"],
            "nationality": None if unknown else _place(said["nationality"]),
            "nationality_unknown": unknown,
            "destination": _place(said["destination"]),
            "wants_private_talk": {"oui": True, "non": False}.get(said["wants_private_talk"]),
        }


def initial_of(registration: Registration) -> dict:
    """What is known, as the form says it."""
    asked_apart = {True: "oui", False: "non"}.get(registration.wants_private_talk, "")
    nationality = registration.nationality.slug if registration.nationality_id else ""
    return {name: getattr(registration, name) for name in COPIED} | {
        "birth": registration.birth_said or (str(registration.birth) if registration.birth_year else ""),
        "nationality": UNKNOWN if registration.nationality_unknown else nationality,
        "destination": registration.destination.slug if registration.destination_id else "",
        "wants_private_talk": asked_apart,
        "seen": registration.written_at.isoformat(),
    }


def _place(slug: str) -> Place | None:
    return Place.objects.get(slug=slug) if slug else None


def nationality_choices() -> list:
    first, others = [], []
    for place in countries_for_choice():
        (first if place.country.rank is not None else others).append((place.slug, place.name))
    # The answer « ne sait pas » is kept apart from a question never asked.
    return [EMPTY, (UNKNOWN, "Ne sait pas"), ("Pays les plus fréquents", first), ("Autres pays", others)]


def destinations_offered(held: Place | None) -> list:
    """Cercles by region (communes in Bamako); the region itself where the cercle is not known. Two queries."""
    today = clock.today()
    by_region = {region.pk: [(region.slug, f"{region.name}, cercle inconnu")] for region in regions()}
    names = {region.pk: region.name for region in regions()}
    inside = Place.objects.filter(parent__in=by_region, level__in=(Level.CERCLE, Level.COMMUNE)).filter(open_on(today))
    known = {slug for rows in by_region.values() for slug, _ in rows}
    for place in inside:
        by_region[place.parent_id].append((place.slug, place.name))
        known.add(place.slug)
    offered = [EMPTY, *((names[key], rows) for key, rows in by_region.items())]
    if held is not None and held.slug not in known:  # a village, or a cercle that has closed since
        offered.insert(1, (held.slug, held.name))
    return offered
