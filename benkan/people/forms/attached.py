"""Small forms: how to reach her, a paper, a family link, an annulment, the card."""

from django import forms

from benkan.common.forms import Choice, Note, PersonName, PersonText, Phone
from benkan.people.kinship import TIES, Tie, ties_asked
from benkan.people.models import Identifier, Registration

YES_NO = [("oui", "Oui"), ("non", "Non")]


class ContactForm(forms.Form):
    phone = forms.CharField(
        label="Numéro sûr",
        help_text="Celui où un appel ne lui fait pas de tort",
        max_length=40,
        required=False,
        widget=Phone,
    )
    hours = forms.CharField(
        label="À quelles heures",
        help_text="« le matin », « après 18 h »",
        max_length=80,
        required=False,
        widget=PersonText,
    )
    who_may_answer = forms.CharField(
        label="Qui peut répondre", help_text="Elle seule, sa sœur…", max_length=120, required=False, widget=PersonName
    )
    what_may_be_said = forms.CharField(
        label="Ce que l’on peut dire",
        help_text="« un ami », « l’association » ; jamais le retour si elle ne le veut pas",
        max_length=200,
        required=False,
        widget=PersonText,
    )
    visit_allowed = forms.ChoiceField(
        label="Peut-on venir la voir", choices=[("", "–"), *YES_NO], required=False, widget=Choice
    )

    def clean(self):
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError("Rien n’est noté. Répondez au moins à une question, même par « aucun numéro ».")
        return self.cleaned_data

    @property
    def answers(self) -> dict:
        visit = {"oui": True, "non": False}.get(self.cleaned_data["visit_allowed"])
        return {**self.cleaned_data, "visit_allowed": visit}


class IdentifierForm(forms.Form):
    kind = forms.ChoiceField(
        label="Pièce",
        choices=Identifier.Kind.choices,
        widget=Choice,
        error_messages={"required": "Dites quelle pièce la personne a montrée."},
    )
    value = forms.CharField(
        label="Numéro",
        help_text="Comme il est écrit sur la pièce, espaces compris",
        max_length=60,
        widget=PersonText,
        error_messages={"required": "Écrivez le numéro comme il est sur la pièce."},
    )


class OtherFileForm(forms.Form):
    """The other by a proposal, or by number; the view finds the file among one's own organisation's."""

    other = forms.ChoiceField(label="Peut-être de sa famille", required=False, widget=Choice)
    number = forms.CharField(
        label="Ou le numéro de l’autre dossier",
        help_text="Il est sur sa carte : « ML-26-000123-4 »",
        max_length=30,
        required=False,
        widget=PersonText,
    )

    def __init__(self, proposed: list[Registration], data=None):
        super().__init__(data)
        self.fields["other"].choices = [(str(one.pk), f"{one.full_name} ({one.number})") for one in proposed]
        if not proposed:
            del self.fields["other"]
            self.fields["number"].label = "Numéro de l’autre dossier"


class LinkForm(OtherFileForm):
    """What the person at hand is to the other, in the words of her sex, and whether they live together."""

    kind = forms.ChoiceField(
        label="Lien",
        widget=Choice,
        error_messages={
            "required": "Dites quel est le lien.",
            "invalid_choice": "Choisissez l’un de ces liens.",
        },
    )
    together = forms.ChoiceField(
        label="Vivent-elles ensemble",
        choices=[("oui", "Oui, même ménage"), ("non", "Non, le lien seul")],
        widget=Choice,
        required=False,
    )

    def __init__(self, registration: Registration, proposed: list[Registration], data=None):
        super().__init__(proposed, data)
        self.fields["kind"].choices = ties_asked(registration.sex)
        self.fields["kind"].help_text = f"{registration.full_name} est, pour l’autre personne…"

    @property
    def tie(self) -> Tie:
        return TIES[self.cleaned_data["kind"]]


class JoinForm(OtherFileForm):
    """Somebody of the other household: a relative who lives elsewhere, or by number."""

    def __init__(self, proposed: list[Registration], data=None):
        super().__init__(proposed, data)
        if proposed:
            self.fields["other"].label = "De sa famille, dans un autre ménage"


class KeptHeadForm(forms.Form):
    """Which of two heads stays head of the household that two become."""

    kept = forms.ChoiceField(
        label="Qui reste chef de ménage",
        widget=Choice,
        error_messages={"required": "Dites qui reste chef de ménage."},
    )

    def __init__(self, heads: list[tuple[str, str]], data=None):
        super().__init__(data)
        self.fields["kept"].choices = heads


class AnnulForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi annuler cet enregistrement",
        help_text="« enregistrée deux fois », « erreur de jeton » ; pas de nom de personne ici",
        max_length=300,
        widget=Note(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi cet enregistrement est annulé."},
    )


class CardForm(forms.Form):
    """What the card says beside the number. Free words: an appointment is told as people tell it."""

    rendez_vous = forms.CharField(
        label="Prochain rendez-vous, jour et heure",
        help_text="« mardi 3 mars à 9 h » ; rien si la personne le demande au téléphone",
        max_length=60,
        required=False,
        widget=PersonText,
    )
    lieu = forms.CharField(label="Où", max_length=60, required=False, widget=PersonText)
    telephone = forms.CharField(label="Téléphone de votre organisation", max_length=40, required=False, widget=Phone)


class SignTextForm(forms.Form):
    signed_by = forms.CharField(
        label="Qui répond de ce texte",
        help_text="Nom de la personne qui parle cette langue et a relu chaque phrase",
        max_length=120,
        widget=PersonName,
        error_messages={"required": "Dites qui répond de ce texte : une personne qui parle cette langue."},
    )
