"""Forms of the national administrator: an organisation opened, corrected, closed; its presences and administrators."""

from itertools import groupby

from django import forms

from benkan.common import clock
from benkan.common.forms import ChoiceMany, Note, PersonName, Phone
from benkan.organisations.member_forms import DAY, NOT_A_DAY, InviteForm
from benkan.organisations.models import Account, Kind, Organisation, OrganisationChange
from benkan.organisations.place_fields import PlaceField
from benkan.places.models import Place
from benkan.places.reads import entry_points_open

PHONE_HELP = "Imprimé sur les cartes que l’organisation remet. Vide\u00a0: aucun."


class _Named(forms.Form):
    name = forms.CharField(
        label="Nom de l’organisation",
        max_length=Organisation._meta.get_field("name").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Écrivez le nom entier de l’organisation."},
    )
    phone = forms.CharField(
        label="Téléphone dit au public",
        max_length=Organisation._meta.get_field("phone").max_length,
        required=False,
        widget=Phone,
        help_text=PHONE_HELP,
    )


class CorrectionForm(_Named):
    """Its name and telephone; the code stays, since files that went out carry it."""


class OpeningForm(_Named):
    """Three steps of one form: who it is, where it works, who opens its accounts."""

    code = forms.CharField(
        label="Sigle",
        max_length=Organisation._meta.get_field("code").max_length,
        help_text="Court et unique\u00a0; il ne change plus.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "short"}),
        error_messages={"required": "Donnez un sigle."},
    )
    kind = forms.ChoiceField(label="Nature", error_messages={"required": "Dites de quelle nature elle est."})
    places = forms.MultipleChoiceField(
        label="Points d’entrée où elle est présente",
        widget=ChoiceMany,
        required=False,
        help_text="Elle y lira les convois annoncés. Aucun\u00a0: elle n’en lit aucun.",
    )
    administrator = forms.CharField(
        label="Prénom et nom",
        max_length=Account._meta.get_field("name").max_length,
        widget=PersonName,
        error_messages={"required": "Écrivez le prénom et le nom de la personne qui ouvrira les comptes."},
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=Account._meta.get_field("email").max_length,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="L’invitation ne vaut que pour cette adresse.",
        error_messages={
            "required": "Écrivez son adresse.",
            "invalid": "Cette adresse n’est pas entière. Écrivez-la comme «\u00a0prenom@organisation.ml\u00a0».",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choisir"), *_kinds()]
        self.fields["places"].choices = [(str(place.pk), place.name) for place in entry_points_open().order_by("key")]

    def clean_places(self) -> list[Place]:
        return list(Place.objects.filter(pk__in=self.cleaned_data["places"]))


class AdministratorForm(InviteForm):
    """Somebody named from the nation: an administrator, or another role that the nation gives."""

    def __init__(self, roles, organisation_id, *args, **kwargs):
        super().__init__(roles, organisation_id, *args, **kwargs)
        del self.fields["place"]


class PresenceForm(forms.Form):
    place = PlaceField(label="Lieu", error_messages={"required": "Choisissez un lieu."})
    begins = forms.DateField(
        label="À partir du",
        initial=clock.today,
        widget=DAY,
        error_messages={"required": "Dites à partir de quel jour.", "invalid": NOT_A_DAY},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(None)


class LeavingForm(forms.Form):
    ends = forms.DateField(
        label="Dernier jour",
        initial=clock.today,
        widget=DAY,
        help_text="Ce jour compte encore.",
        error_messages={"required": "Dites quel est le dernier jour.", "invalid": NOT_A_DAY},
    )


class WhyForm(forms.Form):
    """Why an organisation is closed, or opened again."""

    reason = forms.CharField(
        label="Pourquoi\u00a0?",
        max_length=OrganisationChange._meta.get_field("reason").max_length,
        widget=Note(attrs={"rows": 3}),
        help_text="Reste dans son histoire. Pas de nom de personne ici.",
        error_messages={"required": "Dites pourquoi en une phrase."},
    )


def _kinds() -> list:
    known = Kind.objects.order_by("sector", "label")
    return [
        (Kind.Sector(sector).label, [(kind.code, kind.label) for kind in kinds])
        for sector, kinds in groupby(known, key=lambda kind: kind.sector)
    ]
