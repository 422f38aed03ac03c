"""The nine answers of the desk, and the head without a name."""

from django import forms

from benkan.arrivals.ages import ages_at_the_desk
from benkan.arrivals.desk import Desk
from benkan.arrivals.destinations import in_words, meant
from benkan.arrivals.forms.hours import RealHour
from benkan.arrivals.models import AgeGroup, AidKind, Line
from benkan.arrivals.tokens import LARGEST
from benkan.common.forms import DATE_EXAMPLES, Choice, ChoiceMany, Count, FreeDate, PersonName, PersonText, Phone
from benkan.common.imprecise import ImpreciseDate, NotADate, parse
from benkan.people.models import Registration, Sex
from benkan.places.models import Place

SEEN = [("sick", "Malade"), ("lone_child", "Enfant seul"), ("pregnant", "Enceinte"), ("cannot_walk", "Ne peut marcher")]
AS_SAID = "tel-quel"


def _seen() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Vu au comptage", help_text="Plusieurs possibles", choices=SEEN, required=False, widget=ChoiceMany
    )


def _sex() -> forms.ChoiceField:
    return forms.ChoiceField(label="Sexe", choices=Sex.choices, required=False, widget=Choice)


class TokenForm(RealHour):
    token = forms.IntegerField(
        label="Jeton",
        min_value=1,
        max_value=LARGEST,
        widget=Count,
        error_messages={
            "required": "Écrivez le numéro du jeton : c’est la clé de la ligne.",
            "invalid": "Un jeton est un nombre. Écrivez par exemple « 85 ».",
            "min_value": "Les jetons commencent à 1.",
            "max_value": f"Les jetons vont jusqu’à {LARGEST}. Relisez-le.",
        },
    )

    def __init__(self, *args, desk: Desk, **kwargs):
        super().__init__(*args, **kwargs)
        self.desk = desk

    def clean(self):
        answers = super().clean()
        convoy = self.desk.convoy
        answers["at"] = self.real_moment(self.desk.day, convoy.arrives_at if convoy else None)
        return answers


class RegisterForm(TokenForm):
    """Nine answers, ninety seconds; the rest is asked later, in quiet."""

    template_name = "arrivals/forms/register.html"
    given_names = forms.CharField(label="Prénom(s)", max_length=120, required=False, widget=PersonName)
    family_name = forms.CharField(
        label="Nom de famille, ou nom du père", max_length=120, required=False, widget=PersonName
    )
    sex = _sex()
    birth = forms.CharField(
        label="Âge ou naissance", help_text=DATE_EXAMPLES, max_length=60, required=False, widget=FreeDate
    )
    mother_name = forms.CharField(
        label="Mère", help_text="Prénom et nom", max_length=160, required=False, widget=PersonName
    )
    destination = forms.CharField(
        label="Va à", help_text="Cercle, ou village", max_length=160, required=False, widget=PersonText
    )
    place = forms.ChoiceField(required=False, widget=Choice)
    phone = forms.CharField(
        label="Téléphone", help_text="Le sien, ou celui d’un proche", max_length=40, required=False, widget=Phone
    )
    seen = _seen()
    apart = forms.ChoiceField(
        label="Souhaite parler à part", choices=[("oui", "Oui"), ("non", "Non")], required=False, widget=Choice
    )
    # What is compared with one's own files as soon as it is said.
    COMPARED = ("given_names", "family_name", "mother_name", "phone")

    def __init__(self, *args, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.likely = []
        self.not_searched = ""  # why nobody could be looked for among one's own files
        for name in self.COMPARED:
            self.fields[name].widget.attrs |= {
                "hx-post": address,
                "hx-trigger": "change",
                "hx-target": "#ressemblances",
                "hx-vals": '{"regarder": "oui"}',
            }
        del self.fields["place"]
        if self.is_bound and (self.data.get("destination") or "").strip():
            self._ask_which(self.data["destination"].strip())

    def _ask_which(self, said: str) -> None:
        """A question only where several places bear the name."""
        self.places = meant(said)
        if len(self.places) > 1:
            choices = [(place.slug, in_words(place)) for place in self.places]
            self.fields["place"] = forms.ChoiceField(
                label=f"Plusieurs lieux se nomment « {said} » : lequel ?",
                choices=[*choices, (AS_SAID, f"Aucun de ceux-ci : garder « {said} »")],
                widget=Choice,
                error_messages={
                    "required": "Dites lequel, ou gardez ce qui a été dit.",
                    "invalid_choice": "Choisissez un lieu de la liste, ou gardez ce qui a été dit.",
                },
            )

    def clean_birth(self) -> ImpreciseDate:
        try:
            return parse(self.cleaned_data["birth"], on=self.desk.day)
        except NotADate as sentence:
            raise forms.ValidationError(str(sentence)) from sentence

    @property
    def is_empty(self) -> bool:
        """Neither a name nor a sex: nothing that makes a registration; a counted head."""
        answers = self.cleaned_data
        return not (answers.get("given_names") or answers.get("family_name") or answers.get("sex"))

    @property
    def destination_place(self) -> Place | None:
        places = getattr(self, "places", [])
        if len(places) > 1:
            return next((place for place in places if place.slug == self.cleaned_data.get("place")), None)
        return places[0] if places else None

    @property
    def answers(self) -> dict:
        """What is registered (fields of a registration)."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("given_names", "family_name", "sex", "mother_name", "phone")},
            "birth": said["birth"],
            "destination_said": said["destination"],
            "destination": self.destination_place,
            "wants_private_talk": {"oui": True, "non": False}.get(said["apart"]),
        }


def answers_of(registration: Registration) -> dict[str, str]:
    """What a list said of somebody, as she is asked again."""
    said = ("given_names", "family_name", "sex", "mother_name", "phone")
    birth = registration.birth_said or (str(registration.birth) if registration.birth_year else "")
    return {name: getattr(registration, name) for name in said} | {
        "birth": birth, "destination": registration.destination_said
    }  # fmt: skip


class HeadForm(TokenForm):
    """A head without a name: token, sex, age group, what was seen; and the aid, which waits for nothing."""

    template_name = "arrivals/forms/head.html"
    nature = forms.ChoiceField(
        label="Pourquoi sans nom",
        choices=[
            (Line.Nature.REFUSED, Line.Nature.REFUSED.label),
            (Line.Nature.UNABLE, Line.Nature.UNABLE.label),
            (Line.Nature.COUNTED, "Seulement comptée, à enregistrer plus tard"),
        ],
        widget=Choice,
        error_messages={"required": "Dites pourquoi : refus, ne peut pas répondre, ou seulement comptée."},
    )
    sex = _sex()
    age_group = forms.ChoiceField(label="Âge", choices=AgeGroup.choices, required=False, widget=Choice)
    seen = _seen()
    aid = forms.MultipleChoiceField(
        label="Aide donnée maintenant",
        help_text="Plusieurs possibles ; l’aide n’attend ni nom ni accord",
        choices=AidKind.choices,
        required=False,
        widget=ChoiceMany,
    )

    def __init__(self, *args, desk: Desk, **kwargs):
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["age_group"].choices = ages_at_the_desk(desk.day)
