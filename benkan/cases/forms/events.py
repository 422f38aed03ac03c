"""What is asked of each event of a life: five answers at most, nothing chosen beforehand, words that will be sealed."""

import re

from django import forms

from benkan.cases.lifecycles.events import After, FailureCause, Learnt, RestrictedKind, Tie, WhyAnnulled
from benkan.cases.models import PlanLine
from benkan.cases.writes.events import Told
from benkan.common import clock
from benkan.common.forms import Choice, FreeDate, Note, PersonName, PersonText
from benkan.common.imprecise import ImpreciseDate, NotADate, parse
from benkan.common.typography import montant
from benkan.people.forms.identity import UNKNOWN, nationality_choices
from benkan.people.models import Sex
from benkan.places.models import Place

DAY_HELP = "«\u00a012/03/2026\u00a0», «\u00a0mars 2026\u00a0», ou «\u00a0inconnu\u00a0» si personne ne sait"
SEALED_HELP = "Facultatif\u00a0; scellé, ouvert avec un motif seulement, effacé avec le dossier"
# Of a day that was, an age says nothing: « 27 » is read as one by whoever reads births.
_A_YEAR = re.compile(r"\d{4}|/|-")


def _choice(label: str, choices, missing: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=Choice, help_text=help_text,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def _words(label: str, help_text: str = SEALED_HELP) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=600, required=False, widget=Note(attrs={"rows": 3})
    )


class EventForm(forms.Form):
    """Its day and how it was learnt; `SEALED` names the fields whose answers are sealed, under their labels."""

    SEALED: tuple[str, ...] = ("words",)
    day = forms.CharField(
        label="Quel jour", help_text=DAY_HELP, max_length=40, widget=FreeDate,
        error_messages={"required": "Écrivez quel jour, ou «\u00a0inconnu\u00a0»."},
    )  # fmt: skip
    learnt = _choice("Comment vous l’avez appris", Learnt, "Dites de qui vous le tenez.")

    def clean_day(self) -> ImpreciseDate:
        text = self.cleaned_data["day"].strip()
        try:
            said = parse(text, on=clock.today())
        except NotADate as sentence:
            raise forms.ValidationError(
                f"«\u00a0{text}\u00a0» ne se lit pas comme un jour. Écrivez «\u00a012/03/2026\u00a0», «\u00a0mars "
                "2026\u00a0» ou «\u00a0inconnu\u00a0»."
            ) from sentence
        if said.year is not None and not _A_YEAR.search(text):
            raise forms.ValidationError("Écrivez le jour, ou le mois et l’année\u00a0: «\u00a0mars 2026\u00a0».")
        return said

    @property
    def told(self) -> Told:
        said = self.cleaned_data
        words = {self.fields[name].label: self._in_words(name) for name in self.SEALED if said.get(name)}
        return Told(said.get("day") or ImpreciseDate(), said["learnt"], words)

    def _in_words(self, name: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        answer = str(self.cleaned_data[name])
        return str(choices.get(answer, answer))


_OTHERS = [(one.value, one.label) for one in Learnt if one not in (Learnt.HERSELF, Learnt.HERSELF_BY_PHONE)]


class DeathForm(EventForm):
    SEALED = ("told_to", "words")
    learnt = _choice("Comment vous l’avez appris", _OTHERS, "Dites de qui vous le tenez.")
    confirmed = _choice(
        "La nouvelle est-elle certaine", [("oui", "Oui"), ("non", "Pas encore")], "Dites si la nouvelle est certaine."
    )
    told_to = forms.CharField(
        label="Qui a été prévenu", help_text="«\u00a0sa famille, par le chef de village\u00a0»\u00a0; pas de nom",
        max_length=160, required=False, widget=PersonText,
    )  # fmt: skip
    words = _words("Ce qu’il faut savoir")


class PregnancyForm(EventForm):
    SEALED = ("due", "followed", "words")
    day = None
    due = forms.CharField(
        label="Naissance attendue", help_text="«\u00a0en mai\u00a0», «\u00a0dans trois mois\u00a0»\u00a0; scellé",
        max_length=60, required=False, widget=PersonText,
    )  # fmt: skip
    followed = forms.ChoiceField(
        label="Est-elle suivie par un centre de santé", required=False, widget=Choice,
        choices=[("", ""), ("oui", "Oui"), ("non", "Non"), ("nsp", "Ne sait pas, ou ne le dit pas")],
    )  # fmt: skip
    words = _words("Ce qu’elle souhaite")


CHILDREN = {"un": 1, "deux": 2, "trois": 3, "aucun": 0}


class BirthForm(EventForm):
    children = _choice(
        "Qui est né",
        [
            ("un", "Un enfant"),
            ("deux", "Des jumeaux"),
            ("trois", "Trois enfants"),
            ("aucun", "L’enfant n’a pas vécu"),
        ],
        "Dites qui est né.",
        "Si l’enfant n’a pas vécu, rien d’autre ne vous sera demandé, et aucune liste ne le dira",
    )
    words = _words("Ce qu’il faut savoir")
    field_order = ("children", "day", "learnt", "words")


class JoinedForm(EventForm):
    words = _words("Ce qu’il faut savoir")


class AwayForm(EventForm):
    kind = _choice(
        "Ce qui l’empêche",
        [(one.value, one.label) for one in (RestrictedKind.HOSPITAL, RestrictedKind.PRISON)],
        "Dites ce qui l’empêche.",
        "Scellé\u00a0: les listes diront seulement «\u00a0événement réservé\u00a0»",
    )
    until = forms.DateField(
        label="Fin prévue, si elle est connue", required=False,
        help_text="Ce jour-là, la page « Aujourd’hui » vous demandera si l’accompagnement reprend",
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Ce n’est pas une date. Écrivez par exemple «\u00a012/03/2026\u00a0»."},
    )  # fmt: skip
    words = _words("Qui va la voir, et ce qu’il faut savoir")
    field_order = ("kind", "day", "learnt", "until", "words")


class ProjectForm(EventForm):
    line = _choice("Quel projet", [], "Dites quel projet s’est arrêté.")
    cause = _choice(
        "Ce qui s’est passé",
        FailureCause,
        "Dites ce qui s’est passé.",
        "Compté, sans son nom\u00a0: ce n’est pas une faute",
    )
    words = _words("Ce qu’elle en dit")
    field_order = ("line", "cause", "day", "learnt", "words")

    def __init__(self, lines: list[PlanLine], data=None):
        super().__init__(data)
        self.lines = {str(line.pk): line for line in lines}
        self.fields["line"].choices = [(key, f"{line}, {montant(line.cost)}") for key, line in self.lines.items()]


class DepartureForm(EventForm):
    gone = _choice(
        "Où en est-elle", [("oui", "Elle est repartie"), ("non", "Elle pense repartir")], "Dites où elle en est."
    )
    after = _choice("Que devient son accompagnement", After, "Dites ce que devient l’accompagnement.")
    words = _words(
        "Ce qu’elle en dit",
        "Facultatif\u00a0; scellé, pour qui l’accompagne seulement. Ni itinéraire, ni nom de qui l’aide à partir",
    )
    field_order = ("gone", "day", "learnt", "after", "words")

    def __init__(self, running: bool, data=None):
        super().__init__(data)
        if not running:
            del self.fields["after"]


class BroughtForm(forms.Form):
    """Somebody whom an event brought into the files; of a child that was born, her day is known already."""

    tie = _choice("Qui est-ce", Tie, "Dites qui c’est.")
    given_names = forms.CharField(label="Prénoms", max_length=120, required=False, widget=PersonName)
    family_name = forms.CharField(
        label="Nom de famille, ou nom du père", max_length=120, required=False, widget=PersonName
    )
    sex = _choice("Sexe", Sex, "Dites si c’est une femme ou un homme.")
    nationality = forms.ChoiceField(
        label="Nationalité", error_messages={"required": "Dites sa nationalité, ou «\u00a0Ne sait pas\u00a0»."}
    )

    def __init__(self, birth: bool, data=None):
        super().__init__(data)
        if birth:
            del self.fields["tie"], self.fields["nationality"]
            self.fields["sex"].choices = [("F", "Fille"), ("M", "Garçon")]
            self.fields["given_names"].help_text = "Laissez vide si l’enfant n’a pas encore reçu son prénom"
        else:
            self.fields["nationality"].choices = nationality_choices()

    @property
    def answers(self) -> dict:
        said = {name: self.cleaned_data[name] for name in ("given_names", "family_name", "sex")}
        country = self.cleaned_data.get("nationality")
        if country == UNKNOWN:
            said["nationality_unknown"] = True
        elif country:
            said["nationality"] = Place.objects.get(slug=country)
        return said


class AnnulEventForm(forms.Form):
    why = _choice("Pourquoi l’annuler", WhyAnnulled, "Dites pourquoi.")


class OfAgeForm(forms.Form):
    """Who accompanies her from now on; and, where her birth leaves a doubt, since when she is 18, as she says."""

    since = forms.DateField(
        label="Depuis quel jour a-t-elle 18 ans, d’après elle ou ses papiers",
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Demandez-le-lui, et écrivez le jour.",
            "invalid": "Ce n’est pas une date. Écrivez par exemple «\u00a012/03/2026\u00a0».",
        },
    )
    worker = _choice("Qui l’accompagne à partir de maintenant", [], "Dites qui l’accompagne.")

    def __init__(self, workers, *, asks_day: bool, data=None):
        super().__init__(data)
        self.fields["worker"].choices = [(str(one.pk), one.name) for one in workers]
        if not asks_day:
            del self.fields["since"]
        if not workers:
            del self.fields["worker"]
