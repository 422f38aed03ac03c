"""What is asked in a screening: one question a line, nothing chosen beforehand, « ne dit pas » is an answer."""

from collections.abc import Sequence

from django import forms

from benkan.cases.models import Priority, Screening
from benkan.cases.questions import Question, Theme
from benkan.cases.reads.screenings import NO, SILENT, YES
from benkan.cases.writes.assessment import IN_PERSON_ONLY
from benkan.common.forms import Choice, Note

ANSWERS = [(YES, "Oui"), (NO, "Non"), (SILENT, "Ne dit pas")]
# A code such as « sante.toux » names a field of the page.
PREFIX = "q-"


class AnswersForm(forms.Form):
    """The questions given, in their order; none is obligatory: what was not asked stays without an answer."""

    # The last screening that this page knew, "" for none: two who screen at once are told.
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    mode = forms.ChoiceField(choices=Screening.Mode, widget=forms.HiddenInput)

    def __init__(self, questions: Sequence[Question], data=None, *, initial: dict):
        super().__init__(data, initial=initial)
        for question in questions:
            self.fields[PREFIX + question.code] = forms.ChoiceField(
                label=question.question,
                help_text=question.help,
                choices=ANSWERS,
                required=False,
                widget=Choice,
                error_messages={"invalid_choice": "Répondez par oui, par non ou par «\u00a0ne dit pas\u00a0»."},
            )

    def clean(self):
        if not self.errors and not self.answers:
            raise forms.ValidationError(
                "Aucune question n’a de réponse. Répondez au moins à une, ou reprenez plus tard."
            )
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        """From the code of each question that was asked to its answer."""
        return {
            name.removeprefix(PREFIX): answer
            for name, answer in self.cleaned_data.items()
            if name.startswith(PREFIX) and answer
        }


class ThemeForm(forms.Form):
    """Which set of questions, of those that one's role asks. Sent, never written in an address."""

    theme = forms.ChoiceField(
        label="De quoi parler",
        widget=Choice,
        error_messages={"required": "Choisissez de quoi parler.", "invalid_choice": "Choisissez de quoi parler."},
    )
    mode = forms.ChoiceField(
        label="Comment",
        choices=Screening.Mode,
        widget=Choice,
        error_messages={"required": "Dites comment vous lui parlez."},
    )

    def __init__(self, themes: Sequence[Theme], data=None):
        super().__init__(data)
        self.themes = {theme.code: theme for theme in themes}
        self.fields["theme"].choices = [
            (one.code, f"{one.label} (en personne seulement)" if one.in_person else one.label) for one in themes
        ]

    def clean(self):
        theme = self.themes.get(self.cleaned_data.get("theme", ""))
        if theme and theme.in_person and self.cleaned_data.get("mode") == Screening.Mode.PHONE:
            self.add_error("mode", IN_PERSON_ONLY)
        return self.cleaned_data


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(
        label="Priorité",
        choices=Priority,
        widget=Choice,
        error_messages={"required": "Choisissez une priorité."},
    )
    note = forms.CharField(
        label="Pourquoi",
        help_text="Lu par votre organisation, effacé avec le dossier ; rien ici de sa santé ni de ce qu’elle a subi",
        max_length=300,
        widget=Note(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi la priorité n’est plus la même."},
    )


# Why somebody opens what is restricted: kept in the journal, so in words that name nobody.
REASONS = {
    "suivre": "Préparer ou mener son accompagnement",
    "approfondir": "Approfondir l’évaluation avec elle",
    "orienter": "Préparer une orientation",
    "vital": "Intérêt vital",
    "autre": "Autre raison",
}


class ReasonForm(forms.Form):
    why = forms.ChoiceField(
        label="Pourquoi ouvrir ce qui est réservé",
        choices=list(REASONS.items()),
        widget=Choice,
        error_messages={"required": "Dites pourquoi vous l’ouvrez."},
    )
    words = forms.CharField(
        label="Précision",
        help_text="Demandée pour une autre raison ; pas de nom ni de santé ici : cette ligne reste au journal",
        max_length=160,
        required=False,
        widget=Note(attrs={"rows": 2}),
    )

    def clean(self):
        if self.cleaned_data.get("why") == "autre" and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Dites quelle est cette raison, en quelques mots.")
        return self.cleaned_data

    @property
    def reason(self) -> str:
        words = " ".join(self.cleaned_data["words"].split())
        return ", ".join(part for part in (REASONS[self.cleaned_data["why"]], words) if part)
