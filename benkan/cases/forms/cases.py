"""What is asked to confide, suspend or close an accompaniment."""

from django import forms

from benkan.cases.lifecycles.cases import RESTRICTED_REASONS, ClosingReason, SuspensionReason
from benkan.common.forms import Choice, Note

NOTE_HELP = "Facultatif ; lu par votre organisation, effacé avec le dossier"


class ConfideForm(forms.Form):
    worker = forms.ChoiceField(
        label="À qui confier cet accompagnement",
        widget=Choice,
        error_messages={"required": "Choisissez un collègue.", "invalid_choice": "Choisissez un collègue."},
    )

    def __init__(self, workers, data=None):
        super().__init__(data)
        self.fields["worker"].choices = [(str(one.pk), one.name) for one in workers]


class _ReasonForm(forms.Form):
    note = forms.CharField(
        label="Précision", help_text=NOTE_HELP, max_length=300, required=False, widget=Note(attrs={"rows": 3})
    )
    field_order = ("reason", "note")


class SuspendForm(_ReasonForm):
    reason = forms.ChoiceField(
        label="Ce qui l’empêche",
        help_text="Incarcération, hospitalisation\u00a0: notez plutôt l’événement, ses mots restent réservés",
        choices=[(one.value, one.label) for one in SuspensionReason if one not in RESTRICTED_REASONS],
        widget=Choice,
        error_messages={"required": "Dites pourquoi."},
    )


# Said elsewhere, each with its own rule: lost (dated attempts), died, come back anew.
_SAID_ELSEWHERE = {ClosingReason.LOST, ClosingReason.DIED, ClosingReason.RETURNED_ANEW, ClosingReason.DUPLICATE}


class CloseForm(_ReasonForm):
    reason = forms.ChoiceField(
        label="Pourquoi il se termine",
        choices=[(one.value, one.label) for one in ClosingReason if one not in _SAID_ELSEWHERE],
        widget=Choice,
        error_messages={"required": "Dites pourquoi il se termine."},
    )
