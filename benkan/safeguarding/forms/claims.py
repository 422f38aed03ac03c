"""Who says to be of a child's family, and what another found."""

from django import forms

from benkan.common.forms import Choice, Note, PersonName, PersonText, Phone
from benkan.people.kinship import ties_asked
from benkan.people.models import Sex
from benkan.safeguarding.lifecycles.claims import LABELS, ClaimStatus


class ClaimForm(forms.Form):
    name = forms.CharField(
        label="Prénoms et nom de qui se déclare",
        max_length=160,
        widget=PersonName,
        error_messages={"required": "Dites qui se déclare."},
    )
    sex = forms.ChoiceField(label="Sexe", choices=Sex.choices, widget=Choice, required=False)
    tie = forms.ChoiceField(
        label="Ce qu’elle ou il dit être pour l’enfant",
        choices=ties_asked(""),
        widget=Choice,
        error_messages={"required": "Dites quel lien est déclaré."},
    )
    paper = forms.CharField(label="Pièce montrée", max_length=160, widget=PersonText, required=False)
    phone = forms.CharField(label="Téléphone", max_length=40, widget=Phone, required=False)
    words = forms.CharField(
        label="Ce que cette personne raconte", max_length=4000, widget=Note, required=False,
        help_text="Ce que l’enfant en dit s’écrit à part, avec son avis",
    )  # fmt: skip


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label="Ce lien est",
        choices=[(str(one), LABELS[one]) for one in ClaimStatus if one != ClaimStatus.DECLARED],
        widget=Choice,
        error_messages={"required": "Donnez votre avis."},
    )
    evidence = forms.CharField(
        label="Ce qui a été vérifié, et comment",
        help_text="Actes vus, visites, témoins, ce que dit l’enfant. Une ressemblance ou une pièce seule ne suffit pas",
        max_length=4000,
        widget=Note,
        error_messages={"required": "Écrivez ce qui a été vérifié, et comment."},
    )
