"""What is asked to transfer somebody, to answer, to receive her, to serve who shows the card of another actor."""

from collections.abc import Sequence

from django import forms

from benkan.arrivals.models import AidKind
from benkan.cases.lifecycles.transfers import LiaisonAnswer, TransferReason, TransferRefusal
from benkan.cases.models import Transfer
from benkan.cases.reads.handing import Choice as Crossing
from benkan.cases.writes.referrals import LONGEST_MESSAGE
from benkan.common import clock
from benkan.common.forms import DATE_EXAMPLES, Choice, ChoiceMany, FreeDate, Note, PersonName, PersonText, Phone
from benkan.common.imprecise import ImpreciseDate, NotADate, parse
from benkan.organisations.member_forms import DAY, NOT_A_DAY
from benkan.people.forms.identity import destinations_offered
from benkan.people.models import Registration, Sex
from benkan.places.models import Place

YES_NO = [("oui", "Oui"), ("non", "Non")]
NAMES_NOBODY = "Facultatif. Lu par l’autre organisation\u00a0: pas de nom, rien de sa santé"
CARD_EXAMPLE = "Comme sur la carte, par exemple ML-26-000123-4"


class WhereForm(forms.Form):
    """Where she goes: then the actors who work there come first."""

    lieu = forms.ChoiceField(
        label="Où elle va vivre", required=False, help_text="Vide\u00a0: tous les acteurs, par ordre alphabétique"
    )

    def __init__(self, data=None, initial=None):
        super().__init__(data, initial=initial)
        self.fields["lieu"].choices = destinations_offered(None)

    @property
    def place(self) -> Place | None:
        slug = self.cleaned_data.get("lieu") if self.is_valid() else ""
        return Place.objects.filter(slug=slug).first() if slug else None


class TransferForm(forms.Form):
    """Why, from when, with what; what is reserved is asked only where something is."""

    reason = forms.ChoiceField(
        label="Pourquoi", choices=TransferReason, widget=Choice, error_messages={"required": "Dites pourquoi."}
    )
    wished_on = forms.DateField(
        label="À partir du", required=False, widget=DAY, help_text="Facultatif",
        error_messages={"invalid": NOT_A_DAY},
    )  # fmt: skip
    hand_on = forms.MultipleChoiceField(
        label="Ce qui est transmis",
        widget=ChoiceMany,
        required=False,
        help_text="La fiche de liaison. Lue seulement après l’acceptation. Ce qu’elle a accepté, rien d’autre.",
    )
    restricted_too = forms.ChoiceField(
        label="Ses besoins réservés partent-ils aussi",
        choices=YES_NO,
        widget=Choice,
        help_text="Demandez-le-lui, seule. Ailleurs il s’écrit «\u00a0besoin réservé\u00a0».",
        error_messages={"required": "Demandez-le-lui\u00a0: sans sa réponse, rien de réservé ne part."},
    )
    message = forms.CharField(
        label="Ce qu’il faut savoir",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=Note(attrs={"rows": 3}),
        help_text="Facultatif. Lu par qui la reçoit, après l’acceptation\u00a0; effacé avec son dossier",
    )

    def __init__(self, crossings: Sequence[Crossing], data=None, *, restricted: bool):
        super().__init__(data)
        self.fields["hand_on"].choices = [(one.group.code, one.group.label) for one in crossings if not one.refusal]
        if not restricted:
            del self.fields["restricted_too"]

    @property
    def said(self) -> dict:
        """What `writes.transfers.propose` takes."""
        kept = {name: self.cleaned_data[name] for name in ("reason", "wished_on", "hand_on", "message")}
        return kept | {"restricted_too": self.cleaned_data.get("restricted_too") == "oui"}


class TransferAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=[("accepter", "Oui, nous allons la recevoir"), ("refuser", "Non")],
        widget=Choice,
        error_messages={"required": "Choisissez une réponse."},
    )
    reason = forms.ChoiceField(
        label="Si c’est non, pourquoi", required=False, choices=[("", "–"), *TransferRefusal.choices]
    )
    words = forms.CharField(
        label="Qui d’autre pourrait la recevoir, ou une précision", required=False, max_length=300,
        widget=Note(attrs={"rows": 2}), help_text=NAMES_NOBODY,
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("answer") == "refuser" and not said.get("reason"):
            self.add_error("reason", "Dites pourquoi\u00a0: le motif est compté, et dit où chercher ensuite.")
        return said


class WordsForm(forms.Form):
    words = forms.CharField(
        label="Pourquoi", required=False, max_length=300, widget=Note(attrs={"rows": 2}), help_text=NAMES_NOBODY
    )


class ReceivedForm(forms.Form):
    """She is there: the file that one's organisation has of her already, or a new one; and since when."""

    known = forms.CharField(
        label="Elle a déjà un dossier ici\u00a0: son numéro", required=False, max_length=20, widget=PersonText,
        help_text=f"{CARD_EXAMPLE}. Vide\u00a0: ses réponses ci-dessous font un nouveau dossier.",
    )  # fmt: skip
    met_on = forms.DateField(
        label="Venue le", widget=DAY,
        error_messages={"required": "Dites quel jour elle est venue.", "invalid": NOT_A_DAY},
    )  # fmt: skip

    def __init__(self, data=None, *, transfer: Transfer, known: Registration | None = None):
        super().__init__(data, initial={"met_on": clock.today(), "known": known.number if known else ""})
        self.transfer = transfer


class LiaisonAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[(one.value, one.label) for one in LiaisonAnswer if one is not LiaisonAnswer.PROPOSED],
        error_messages={"required": "Choisissez une réponse.", "invalid_choice": "Choisissez une réponse."},
    )


class AskLiaisonForm(forms.Form):
    card = forms.CharField(
        label="Numéro de l’autre carte", max_length=20, widget=PersonText, help_text=CARD_EXAMPLE,
        error_messages={"required": "Écrivez le numéro de la carte."},
    )  # fmt: skip


class WithCardForm(forms.Form):
    """Served first: what is not known stays empty, and the card may stay in her pocket."""

    card = forms.CharField(
        label="Numéro de la carte qu’elle montre", max_length=20, required=False, widget=PersonText,
        help_text=f"{CARD_EXAMPLE}. Illisible ou perdue\u00a0: laissez vide, servez-la.",
    )  # fmt: skip
    tells = forms.ChoiceField(
        label="Souhaite-t-elle que l’acteur qui la suivait soit prévenu", choices=YES_NO, required=False, widget=Choice,
        help_text="Sans son oui, rien ne part.",
    )  # fmt: skip
    given_names = forms.CharField(label="Prénom(s)", max_length=120, required=False, widget=PersonName)
    family_name = forms.CharField(
        label="Nom de famille, ou nom du père", max_length=120, required=False, widget=PersonName
    )
    sex = forms.ChoiceField(label="Sexe", choices=Sex.choices, required=False, widget=Choice)
    birth = forms.CharField(
        label="Âge ou naissance", help_text=DATE_EXAMPLES, max_length=60, required=False, widget=FreeDate
    )
    phone = forms.CharField(
        label="Téléphone", help_text="Le sien, ou celui d’un proche", max_length=40, required=False, widget=Phone
    )
    aid = forms.MultipleChoiceField(
        label="Aide donnée maintenant", help_text="Plusieurs possibles", choices=AidKind.choices, required=False,
        widget=ChoiceMany,
    )  # fmt: skip
    entry_point = forms.ModelChoiceField(
        Place.objects.none(), label="Reçue à", empty_label="Choisir",
        error_messages={
            "required": "Choisissez où vous la recevez.",
            "invalid_choice": "Votre organisation n’est pas notée présente à ce point. Choisissez-en un de la liste.",
        },
    )  # fmt: skip

    def __init__(self, data=None, *, own_points):
        super().__init__(data)
        self.fields["entry_point"].queryset = own_points
        points = list(own_points)
        if len(points) == 1:
            self.fields["entry_point"].initial = points[0]

    def clean_birth(self) -> ImpreciseDate:
        try:
            return parse(self.cleaned_data["birth"], on=clock.today())
        except NotADate as sentence:
            raise forms.ValidationError(str(sentence)) from sentence

    def clean(self):
        said = super().clean()
        if not any(said.get(name) for name in ("given_names", "family_name", "sex")):
            raise forms.ValidationError("Écrivez au moins un prénom, un nom ou le sexe\u00a0: le reste peut attendre.")
        if said.get("card") and not said.get("tells"):
            self.add_error("tells", "Demandez-le-lui\u00a0: oui ou non.")
        return said

    @property
    def answers(self) -> dict:
        """What `people.writes.register` takes."""
        names = ("given_names", "family_name", "sex", "birth", "phone")
        return {name: self.cleaned_data[name] for name in names}


class SecondReturnForm(forms.Form):
    choice = forms.ChoiceField(
        label="Que fait-on de l’accompagnement en cours",
        choices=[
            ("nouveau", "Le clore, et en commencer un nouveau pour ce retour"),
            ("suite", "Le continuer"),
        ],
        widget=Choice,
        error_messages={"required": "Choisissez\u00a0: rien n’est décidé à votre place."},
    )
