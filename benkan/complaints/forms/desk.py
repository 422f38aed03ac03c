"""What is asked at a desk: two minutes, on a telephone, of somebody who may be afraid."""

from django import forms

from benkan.common.forms import Choice, Count, Note, PersonName, PersonText
from benkan.complaints.kinds import About, Channel, Kind
from benkan.complaints.numbers import EASY, code_typed, number_typed
from benkan.complaints.writes.noting import Told

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WRONG_NUMBER = "Ce numéro n’est pas juste\u00a0: relisez-le sur son papier, « R-4827-1935-6 »."
FOUR = "Ses chiffres sont quatre."


class NoteForm(forms.Form):
    """Five answers are needed; who complains is never one of them. What is rarely said is folded away."""

    template_name = "complaints/forms/note.html"
    folded = ("person", "reach", "file_number", "received_on")

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="De quoi se plaint-elle",
        choices=Kind,
        widget=Choice,
        error_messages={"required": "Dites de quoi elle se plaint."},
    )
    words = forms.CharField(
        label="Ce qu’elle dit",
        help_text="Avec ses mots, sans les juger. Scellé : vous ne pourrez plus le relire",
        max_length=4000,
        widget=Note,
        error_messages={"required": "Écrivez ce qu’elle dit."},
    )
    about = forms.ChoiceField(
        label="De qui se plaint-elle",
        help_text="Qui est désigné ici ne lira jamais la plainte, ni ne saura qu’elle existe",
        choices=About,
        widget=Choice,
        error_messages={"required": "Dites de qui elle se plaint, ou « Personne en particulier »."},
    )
    agent = forms.ModelChoiceField(label="Si c’est un collègue, lequel", queryset=None, required=False, empty_label="–")
    organisation = forms.ModelChoiceField(
        label="Si c’est un autre organisme, lequel", queryset=None, required=False, empty_label="le vôtre"
    )
    decision = forms.CharField(
        label="Si c’est une décision ou un plan refusé, son numéro",
        help_text="Sur ce qui lui a été remis",
        max_length=40,
        required=False,
        widget=PersonText,
    )
    code = forms.CharField(
        label="Quatre chiffres qu’elle choisit",
        help_text="Elle les garde en tête : avec son numéro, ils lui ouvrent la réponse. Ne les écrivez nulle part",
        max_length=8,
        widget=Count,
        error_messages={"required": "Demandez-lui quatre chiffres : sans eux, elle n’aurait pas sa réponse."},
    )
    channel = forms.ChoiceField(
        label="Comment elle vous parvient",
        choices=Channel,
        widget=Choice,
        initial=Channel.DESK,
        error_messages={"required": "Dites comment elle vous parvient."},
    )
    person = forms.CharField(
        label="Qui se plaint",
        help_text="Seulement si elle le veut. Vide : plainte anonyme, traitée comme les autres",
        max_length=200,
        required=False,
        widget=PersonName,
    )
    reach = forms.CharField(
        label="Comment lui répondre sans danger",
        help_text="Un téléphone, des heures, qui peut répondre, ce qui peut être dit. Vide : elle rappelle elle-même",
        max_length=300,
        required=False,
        widget=PersonText,
    )
    file_number = forms.CharField(
        label="Numéro de sa carte",
        help_text="Facultatif. Il sert seulement à effacer ces réponses si elle demande l’effacement de son dossier",
        max_length=30,
        required=False,
        widget=PersonText,
    )
    received_on = forms.DateField(
        label="Jour où elle s’est plainte",
        help_text="Si vous saisissez après, d’après le papier. Vide : aujourd’hui",
        required=False,
        widget=DAY,
        error_messages={"invalid": "Ce jour n’est pas une date. Écrivez-le ainsi\u00a0: 31/12/2026."},
    )

    def __init__(self, colleagues, organisations, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].queryset = colleagues
        self.fields["organisation"].queryset = organisations

    @property
    def unfolded(self) -> bool:
        """Whether something stands in what is folded: answers that came back, or their errors."""
        return any(self[name].value() or self[name].errors for name in self.folded)

    def clean_code(self) -> str:
        code = code_typed(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(FOUR)
        if code in EASY:
            raise forms.ValidationError("Trop simple à deviner\u00a0: demandez-lui quatre autres chiffres.")
        return code

    def clean_file_number(self) -> str:
        return self.cleaned_data["file_number"].strip()

    def clean(self):
        given = self.cleaned_data
        if given.get("about") == About.AGENT and not given.get("agent"):
            self.add_error("agent", "Choisissez le collègue dont elle se plaint.")
        if given.get("about") == About.DECISION and not given.get("decision", "").strip():
            self.add_error("decision", "Écrivez le numéro de la décision qu’elle conteste.")
        return given

    def told(self) -> Told:
        """The answers, once valid; what does not go with whom she complains of is left out."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "id"}
        if given["about"] != About.AGENT:
            given["agent"] = None
        return Told(**given)


class FollowForm(forms.Form):
    """Her number and her digits, nothing else."""

    number = forms.CharField(
        label="Son numéro",
        help_text="Sur son papier : « R-4827-1935-6 »",
        max_length=20,
        widget=PersonText,
        error_messages={"required": "Écrivez le numéro de son papier."},
    )
    code = forms.CharField(
        label="Ses quatre chiffres",
        help_text="Elle les dit, ou les tape elle-même",
        max_length=8,
        widget=Count,
        error_messages={"required": "Demandez-lui ses quatre chiffres."},
    )

    def clean_number(self) -> str:
        number = number_typed(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(WRONG_NUMBER)
        return number

    def clean_code(self) -> str:
        code = code_typed(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(FOUR)
        return code


class ContestForm(FollowForm):
    """Why the answer does not suit her; her digits once more, since nothing was kept of them."""

    words = forms.CharField(
        label="Pourquoi la réponse ne lui convient pas",
        help_text="Avec ses mots. Une autre personne reprend tout depuis le début",
        max_length=4000,
        widget=Note,
        error_messages={"required": "Écrivez pourquoi la réponse ne lui convient pas."},
    )
    number = forms.CharField(widget=forms.HiddenInput, max_length=20)
    field_order = ("words", "code", "number")
