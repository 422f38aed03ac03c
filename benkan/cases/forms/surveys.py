"""The questionnaire, dimension by dimension as its grid says it, and what she thinks of the help."""

from django import forms

from benkan.cases.engine.scoring import UNKNOWN, Item
from benkan.cases.forms.cases import CloseForm
from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.surveys import Expected, Moment, NoSurvey, Satisfaction
from benkan.cases.lifecycles.visits import Mode
from benkan.cases.reads.surveys import UNKNOWN_WORDS
from benkan.common.forms import Choice, PersonText

_HOW = {"required": "Dites comment vous posez les questions."}


class BeginForm(forms.Form):
    moment = forms.ChoiceField(
        label="À quel moment", choices=Moment, widget=Choice, error_messages={"required": "Dites à quel moment."}
    )
    mode = forms.ChoiceField(label="Comment", choices=Mode, widget=Choice, error_messages=_HOW)


class DimensionForm(forms.Form):
    """The questions of one dimension, in the order of the interview; none is obligatory, « ne sait pas » is an answer.

    `sealed` are the codes of restricted questions that have an answer: it is not shown, another one replaces it.
    """

    def __init__(self, items: list[Item], sealed=frozenset(), data=None, initial=None):
        super().__init__(data, initial=initial)
        self.restricted = {item.code for item in items if item.restricted}
        for number, item in enumerate(items, start=1):
            helps = [item.help] if item.help else []
            if item.code in sealed:
                helps.append("Réponse gardée, réservée\u00a0; une nouvelle la remplace")
            self.fields[item.code] = forms.ChoiceField(
                label=f"{number}. {item.question}",
                help_text=". ".join(helps),
                choices=[*((one.code, one.words) for one in item.answers), (UNKNOWN, UNKNOWN_WORDS)],
                widget=Choice,
                required=False,
            )

    @property
    def answers(self) -> dict[str, str]:
        """What is to be kept: all that is shown, and of the restricted ones only what was answered now."""
        return {code: said for code, said in self.cleaned_data.items() if said or code not in self.restricted}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi lire ces réponses",
        help_text="Lu par le délégué à la protection des données",
        max_length=200,
        widget=PersonText,
        error_messages={"required": "Dites pourquoi\u00a0: la lecture est notée avec son motif."},
    )


def _level(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Satisfaction, widget=Choice, required=False)


class OpinionForm(forms.Form):
    mode = forms.ChoiceField(label="Comment", choices=Mode, widget=Choice, error_messages=_HOW)
    travel = _level("Le voyage de retour")
    advice = _level("L’accueil et les conseils")
    economic = _level("L’aide économique")
    social = _level("L’aide sociale\u00a0: logement, santé, école, papiers")
    community = _level("Les activités avec la communauté")
    overall = _level("L’aide, dans l’ensemble")
    expected = forms.ChoiceField(
        label="L’aide est-elle celle qu’elle attendait\u00a0?", choices=Expected, widget=Choice, required=False
    )


class ConcludeForm(CloseForm):
    """The end of an accompaniment: `lost`, she was noted so; `surveyed`, a recent questionnaire counts."""

    no_survey = forms.ChoiceField(
        label="Si le plan est achevé\u00a0: pourquoi sans questionnaire",
        help_text="À répondre seulement pour «\u00a0Plan achevé, situation stable\u00a0»",
        choices=NoSurvey,
        widget=Choice,
        required=False,
    )
    field_order = ("reason", "no_survey", "note")

    def __init__(self, data=None, *, lost: bool = False, surveyed: bool = False):
        super().__init__(data)
        if lost:
            self.fields["reason"].choices = [
                *self.fields["reason"].choices, (ClosingReason.LOST.value, ClosingReason.LOST.label)
            ]  # fmt: skip
        if surveyed:
            del self.fields["no_survey"]
