"""What stands around a file: who takes it, how it ends, where she must not go; the authority, trainings."""

from django import forms

from benkan.common.forms import Choice
from benkan.organisations.place_fields import PlaceField
from benkan.safeguarding.forms.sections import DayField
from benkan.safeguarding.kinds import ClosingReason, Seat

NAMED = {"required": "Choisissez quelqu’un.", "invalid_choice": "Choisissez quelqu’un dans la liste."}
SERVICE = {"required": "Choisissez un service.", "invalid_choice": "Choisissez un service de la liste."}


class ProposeForm(forms.Form):
    """`choices`: by seat, « titulaire/identifier »."""

    to = forms.ChoiceField(label="À qui", widget=Choice, error_messages=NAMED)

    def __init__(self, choices, data=None):
        super().__init__(data)
        self.fields["to"].choices = choices

    def said(self) -> tuple[str, str]:
        seat, _, account = self.cleaned_data["to"].partition("/")
        return Seat(seat), account


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label="Pourquoi le clore",
        choices=ClosingReason.choices,
        widget=Choice,
        error_messages={"required": "Dites pourquoi ce dossier se clôt."},
    )


class PlaceForm(forms.Form):
    place = PlaceField(
        label="Lieu où elle ne doit pas être ramenée", error_messages={"required": "Dites quel lieu est dangereux."}
    )

    def __init__(self, data=None):
        super().__init__(data)
        field = self.fields["place"]
        field.offer(None)
        field.choices = [(label, places) for label, places in field.choices if label != "Points d’entrée"]


class AuthorityForm(forms.Form):
    organisation = forms.ChoiceField(label="Service de l’État", error_messages=SERVICE)
    act = forms.CharField(
        label="Acte qui le dit",
        help_text="Nature, numéro et date : décret, arrêté, décision",
        max_length=160,
        error_messages={"required": "Donnez l’acte qui le dit."},
    )

    def __init__(self, organisations, data=None):
        super().__init__(data)
        self.fields["organisation"].choices = [("", "Choisir"), *((str(one.pk), one.name) for one in organisations)]


class TrainingForm(forms.Form):
    member = forms.ChoiceField(label="Qui", error_messages=NAMED)
    day = DayField(label="Formée le", error_messages={"required": "Dites quel jour la formation a eu lieu."})
    given_by = forms.CharField(
        label="Formation donnée par",
        help_text="L’organisme, sans nom de personne",
        max_length=160,
        error_messages={"required": "Dites qui a donné cette formation."},
    )

    def __init__(self, members, data=None):
        super().__init__(data)
        self.fields["member"].choices = [("", "Choisir"), *members]
