"""The questions of the interview apart, none of which must be answered, and the conclusion, which nothing proposes."""

from django import forms

from benkan.common.forms import Choice, Note
from benkan.safeguarding.kinds import Conclusion
from benkan.safeguarding.questions import ANSWERS, by_theme, questions

PREFIX = "q_"


class InterviewForm(forms.Form):
    template_name = "safeguarding/forms/interview.html"

    alone = forms.BooleanField(
        label="Nous sommes seules, hors de la vue et de la voix des autres, sans personne de son convoi",
        error_messages={"required": "Cet entretien se mène seule à seule. Arrêtez, et reprenez-le ailleurs."},
    )
    conclusion = forms.ChoiceField(
        label="Votre conclusion",
        choices=Conclusion.choices,
        widget=Choice,
        error_messages={"required": "Dites ce que vous concluez."},
    )
    words = forms.CharField(
        label="Sur quoi elle repose",
        max_length=4000,
        widget=Note,
        error_messages={"required": "Dites sur quoi repose votre conclusion."},
    )

    def __init__(self, data=None):
        super().__init__(data)
        for one in questions():
            self.fields[PREFIX + one.code] = forms.ChoiceField(
                label=one.words, choices=list(ANSWERS.items()), widget=Choice, required=False
            )

    def themes(self) -> list[tuple[str, list]]:
        """The bound fields, by theme."""
        return [(theme, [self[PREFIX + one.code] for one in held]) for theme, held in by_theme()]

    def answers(self) -> dict[str, str]:
        """Those given; what was not asked is absent."""
        said = {one.code: self.cleaned_data.get(PREFIX + one.code) for one in questions()}
        return {code: answer for code, answer in said.items() if answer}
