"""What is asked of recipients, and of whoever names them."""

from django import forms

from benkan.common.forms import Choice, ChoiceMany, Note
from benkan.complaints.kinds import Kind


class ExaminationForm(forms.Form):
    words = forms.CharField(
        label="Note d’examen",
        help_text="Pour vous : qui vous avez entendu, ce que vous avez vérifié. L’autre destinataire ne la lit pas",
        max_length=4000,
        widget=Note,
        error_messages={"required": "Écrivez la note, ou laissez cette page."},
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label="La réponse, en mots qui se disent",
        help_text="Elle lui est lue à voix haute, telle quelle, peut-être devant quelqu’un : ni nom, ni détail de ce "
        "qu’elle a dit. Dites ce qui a été vérifié, ce qui change, ce qu’elle peut faire ensuite",
        max_length=2000,
        widget=Note(attrs={"rows": 8}),
        error_messages={"required": "Écrivez la réponse : elle lui est lue telle quelle."},
    )


class HandOverForm(forms.Form):
    to = forms.ChoiceField(
        label="À qui confier cette plainte",
        widget=Choice,
        error_messages={"required": "Choisissez un destinataire.", "invalid_choice": "Choisissez un destinataire."},
    )

    def __init__(self, choices, data=None):
        super().__init__(data)
        self.fields["to"].choices = choices


class RecipientForm(forms.Form):
    officer = forms.ChoiceField(
        label="Qui",
        help_text="Les personnes qui tiennent le rôle « Chargé des plaintes » dans leur organisation",
        error_messages={"required": "Choisissez une personne.", "invalid_choice": "Choisissez une personne."},
    )
    kinds = forms.MultipleChoiceField(
        label="Pour quelles plaintes",
        help_text="Celles des autres organisations : dès le premier jour pour l’argent et les abus, sinon quand une "
        "réponse est contestée ou en retard",
        choices=Kind,
        widget=ChoiceMany,
        error_messages={"required": "Dites pour quelles plaintes."},
    )

    def __init__(self, officers, data=None):
        super().__init__(data)
        self.fields["officer"].choices = [
            ("", "–"),
            *((one.key, f"{one.name}, {one.organisation}") for one in officers),
        ]
