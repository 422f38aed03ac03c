"""Why a section is opened: kept in the journal, so in words that name nobody."""

from django import forms

from benkan.common.forms import Choice, Note

OTHER = "autre"
REASONS = {
    "proteger": "La mettre en sécurité maintenant",
    "rencontrer": "Préparer une rencontre avec elle",
    "etape": "Préparer l’étape suivante",
    "transmettre": "Reprendre ou transmettre ce dossier",
    "controler": "Relire ce qui a été fait",
    OTHER: "Autre raison",
}


class ReasonForm(forms.Form):
    why = forms.ChoiceField(
        label="Pourquoi ouvrir cette rubrique",
        choices=list(REASONS.items()),
        widget=Choice,
        error_messages={"required": "Dites pourquoi vous l’ouvrez."},
    )
    words = forms.CharField(
        label="Précision",
        help_text="Demandée pour une autre raison ; ni nom, ni lieu : cette ligne reste au journal",
        max_length=160,
        required=False,
        widget=Note(attrs={"rows": 2}),
    )

    def clean(self):
        if self.cleaned_data.get("why") == OTHER and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Dites quelle est cette raison, en quelques mots.")
        return self.cleaned_data

    @property
    def reason(self) -> str:
        words = " ".join(self.cleaned_data["words"].split())
        return ", ".join(part for part in (REASONS[self.cleaned_data["why"]], words) if part)
