"""Forms of members: whom one invites, which role one gives, where and until when."""

from collections.abc import Sequence

from django import forms

from benkan.common import clock
from benkan.common.forms import Choice, PersonName
from benkan.common.months import months_after
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Account
from benkan.organisations.place_fields import PlaceField
from benkan.organisations.roles import ROLES
from benkan.organisations.thresholds import MEMBERSHIP_MONTHS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOT_A_DAY = "Ce jour n’est pas une date. Écrivez-le ainsi\u00a0: 31/12/2026."


class EndForm(forms.Form):
    """The last day of a role."""

    ends = forms.DateField(
        label="Dernier jour",
        required=False,
        widget=DAY,
        help_text="Ce jour compte encore. Vide\u00a0: sans fin.",
        error_messages={"invalid": NOT_A_DAY},
    )


class RoleForm(EndForm):
    """A role among those that one may give, everywhere or at one place, until a day."""

    role = forms.ChoiceField(
        label="Rôle",
        widget=Choice,
        error_messages={"required": "Choisissez un rôle.", "invalid_choice": "Vous ne donnez pas ce rôle ici."},
    )
    place = PlaceField(
        label="Limité à un lieu",
        required=False,
        help_text="Vide\u00a0: partout où l’organisation travaille.",
    )
    field_order = ("email", "name", "role", "place", "ends")

    def __init__(self, roles: Sequence[str], organisation_id, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, ROLES[role].label) for role in roles]
        self.fields["place"].offer(organisation_id)
        today = clock.today()
        self.fields["ends"].initial = months_after(today, value_of(MEMBERSHIP_MONTHS, on=today))


class InviteForm(RoleForm):
    """Somebody who has no account yet, or has one elsewhere: the same words in both cases."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=Account._meta.get_field("email").max_length,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="La sienne, qu’elle seule lit. L’invitation ne vaut que pour cette adresse.",
        error_messages={
            "required": "Écrivez son adresse.",
            "invalid": "Cette adresse n’est pas entière. Écrivez-la comme «\u00a0prenom@organisation.ml\u00a0».",
        },
    )
    name = forms.CharField(
        label="Prénom et nom",
        max_length=Account._meta.get_field("name").max_length,
        widget=PersonName,
        error_messages={"required": "Écrivez son prénom et son nom."},
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Prénom et nom",
        max_length=Account._meta.get_field("name").max_length,
        widget=PersonName,
        error_messages={"required": "Écrivez son prénom et son nom."},
    )
