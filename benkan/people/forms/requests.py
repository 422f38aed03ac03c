"""What is asked when a person asks something of her own data, and what is answered."""

from django import forms

from benkan.common.forms import Choice, ChoiceMany, Note, PersonText
from benkan.people.requests import RequestKind
from benkan.people.retention import Group

WHAT = {"required": "Dites ce que la personne demande."}


class RequestForm(forms.Form):
    """On her own file."""

    kind = forms.ChoiceField(label="Ce qu’elle demande", choices=RequestKind, widget=Choice, error_messages=WHAT)
    words = forms.CharField(
        label="Ce qu’il faut en savoir",
        help_text="« corriger le nom de sa mère » ; lu par qui fait la demande, jamais par qui la décide",
        max_length=300,
        required=False,
        widget=Note(attrs={"rows": 3}),
    )


class RequestWithoutFileForm(RequestForm):
    """Noted for her by the data-protection delegate, who opens no file."""

    words = forms.CharField(
        label="Ce qui permet de retrouver son dossier",
        help_text="Son numéro s’il est connu, le jour de son retour, comment la joindre ; effacé dès que le dossier "
        "est retrouvé",
        max_length=300,
        widget=Note(attrs={"rows": 3}),
        error_messages={"required": "Sans numéro de dossier, dites ce qui permet de le retrouver."},
    )


class DecisionForm(forms.Form):
    """Upon a file that is found: grant or refuse; before it is, only a refusal may be said."""

    number = forms.CharField(widget=forms.HiddenInput, required=False)  # of the file, as it is read when deciding
    decision = forms.ChoiceField(
        label="Votre décision",
        choices=[("accordee", "Accorder"), ("refusee", "Refuser")],
        widget=Choice,
        error_messages={"required": "Accordez ou refusez."},
    )
    reason = forms.CharField(
        label="Motif dit à la personne",
        help_text="Demandé pour un refus ; pas de nom de personne ici",
        max_length=300,
        required=False,
        widget=Note(attrs={"rows": 3}),
    )

    def __init__(self, number: str, data=None):
        super().__init__(data, initial={"number": number})
        if not number:
            self.fields["decision"].choices = [("refusee", "Refuser")]

    def clean(self):
        if self.cleaned_data.get("decision") == "refusee" and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", "Dites pourquoi cette demande est refusée\u00a0: ce motif est dit à la personne.")
        return self.cleaned_data


class FindForm(forms.Form):
    number = forms.CharField(
        label="Numéro de son dossier",
        help_text="« ML-26-000123-4 » ; cherchez-le d’abord dans les dossiers",
        max_length=30,
        widget=PersonText,
        error_messages={"required": "Écrivez le numéro de son dossier."},
    )


class SectionsForm(forms.Form):
    """What of her file is printed for her, section by section."""

    sections = forms.MultipleChoiceField(
        label="Sections à imprimer",
        widget=ChoiceMany,
        error_messages={"required": "Choisissez au moins une section."},
    )

    def __init__(self, sections, data=None):
        super().__init__(data)
        self.fields["sections"].choices = sections


class EndForm(forms.Form):
    """One button a group: which one was pressed."""

    group = forms.ChoiceField(choices=Group)
