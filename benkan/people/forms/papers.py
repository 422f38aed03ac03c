"""A paper attached to a file: the photograph or the PDF, and what it is."""

from django import forms

from benkan.attachments.content import KNOWN
from benkan.attachments.models import Attachment
from benkan.common.forms import Choice


class AttachForm(forms.Form):
    file = forms.FileField(
        label="Photo ou PDF",
        help_text="JPEG, PNG ou PDF, 5 Mo au plus. D’une photo, ni le lieu, ni l’heure, ni l’appareil n’est gardé.",
        max_length=250,
        # A telephone that is told so converts its own format.
        widget=forms.FileInput(attrs={"accept": ",".join(KNOWN)}),
        error_messages={
            "required": "Choisissez la photo ou le PDF à joindre.",
            "empty": "Ce fichier est vide : prenez la photo de nouveau, ou choisissez un autre fichier.",
            "max_length": "Le nom de ce fichier est trop long. Raccourcissez-le, puis déposez-le de nouveau.",
        },
    )
    kind = forms.ChoiceField(
        label="Ce que c’est",
        choices=Attachment.Kind.choices,
        widget=Choice,
        error_messages={"required": "Dites ce que c’est : elle se retrouve ainsi."},
    )
