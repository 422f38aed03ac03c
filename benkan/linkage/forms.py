"""What is answered of a pair, and what two people of one family are to each other."""

from dataclasses import dataclass

from django import forms

from benkan.linkage.lifecycle import ANSWERS, VERDICTS, Verdict
from benkan.people.models import FamilyLink, Registration

Kind = FamilyLink.Kind
# The buttons of the page, none put forward: what each answers, its words, its key.
KEYS = {Verdict.SAME: "m", Verdict.DIFFERENT: "d", Verdict.LATER: "p", Verdict.FAMILY: "f"}
BUTTONS = {
    Verdict.SAME: "Même personne",
    Verdict.DIFFERENT: "Personnes différentes",
    Verdict.FAMILY: "Même famille",
    Verdict.LATER: "Plus tard",
}
NOT_SAID = "Un lien de famille, sans le préciser"


@dataclass(frozen=True)
class Tie:
    """A kind of link, and who of the two is the parent."""

    kind: str
    senior: Registration | None = None


class AnswerForm(forms.Form):
    """One of four answers; of one family, which link, where it is known."""

    reponse = forms.ChoiceField(
        choices=[(verdict, VERDICTS[verdict]) for verdict in (*sorted(ANSWERS), Verdict.LATER)],
        error_messages={
            "required": "Choisissez une des quatre réponses.",
            "invalid_choice": "Choisissez une des quatre réponses.",
        },
    )
    lien = forms.ChoiceField(label="Si c’est une même famille, quel lien\u00a0?", required=False)

    def __init__(self, files: tuple[Registration, ...], data=None):
        super().__init__(data)
        self.ties = ties_of(*files) if len(files) == 2 else {}
        self.fields["lien"].choices = [("", NOT_SAID)] + [(code, words) for code, (words, _) in self.ties.items()]

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["reponse"])

    @property
    def tie(self) -> Tie:
        """The link that was chosen; of no kind where none was."""
        chosen = self.ties.get(self.cleaned_data["lien"])
        return chosen[1] if chosen and self.verdict == Verdict.FAMILY else Tie("")


def ties_of(one: Registration, other: Registration) -> dict[str, tuple[str, Tie]]:
    """What two people may be to each other, with the words that say who is the parent."""
    left, right = (file.full_name for file in (one, other))
    return {
        "fratrie": ("Frères ou sœurs", Tie(Kind.SIBLING)),
        "jumeaux": ("Jumeaux ou jumelles", Tie(Kind.TWIN)),
        "parent_un": (f"{left} est le parent de {right}", Tie(Kind.PARENT, one)),
        "parent_deux": (f"{right} est le parent de {left}", Tie(Kind.PARENT, other)),
        "conjoints": ("Conjoints", Tie(Kind.SPOUSE)),
    }
