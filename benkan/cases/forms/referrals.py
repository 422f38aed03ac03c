"""What is asked to send somebody, to answer, to say what was done."""

from collections.abc import Iterable, Sequence

from django import forms

from benkan.cases.lifecycles.referrals import Outcome, ReferralStatus, RefusalReason, Urgency
from benkan.cases.models import Referral
from benkan.cases.reads.handing import LEAST
from benkan.cases.reads.handing import Choice as Crossing
from benkan.cases.writes.referrals import LONGEST_MESSAGE
from benkan.common import clock
from benkan.common.forms import Choice, ChoiceMany, Note
from benkan.offers.forms import KindField
from benkan.organisations.member_forms import DAY, NOT_A_DAY

NAMES_NOBODY = "Facultatif. Lu par l’autre organisation\u00a0: pas de nom, rien de sa santé"

ANSWERS = {
    "accepter": (ReferralStatus.ACCEPTED, "Oui, nous la recevons"),
    "attente": (ReferralStatus.WAITING, "Pas de place\u00a0: en liste d’attente"),
    "evaluer": (ReferralStatus.TO_ASSESS, "Nous devons d’abord la voir"),
    "refuser": (ReferralStatus.REFUSED, "Non"),
    "recue": (ReferralStatus.SEEN, "Bien reçue, réponse plus tard"),
}
ON_PAPER = {
    "accepter": (ReferralStatus.ACCEPTED, "Oui, elle est reçue"),
    "attente": (ReferralStatus.WAITING, "Pas de place\u00a0: en liste d’attente"),
    "evaluer": (ReferralStatus.TO_ASSESS, "Elle doit d’abord être vue"),
    "refuser": (ReferralStatus.REFUSED, "Non"),
}


class WhichHelpForm(forms.Form):
    """The first question."""

    aide = KindField(label="Pour quelle aide", error_messages={"required": "Choisissez l’aide."})

    def __init__(self, data=None, initial=None):
        super().__init__(data, initial=initial)
        self.fields["aide"].offer()


class SendForm(forms.Form):
    """How soon, what is handed on, what must be known; or why it goes without her consent."""

    urgency = forms.ChoiceField(
        label="Urgence",
        choices=Urgency,
        widget=Choice,
        error_messages={"required": "Dites en combien de temps elle a besoin d’une réponse."},
    )
    hand_on = forms.MultipleChoiceField(
        label="Ce qui est transmis",
        widget=ChoiceMany,
        required=False,
        help_text="Lu seulement après l’acceptation. Le moins possible, et ce qu’elle a accepté.",
    )
    message = forms.CharField(
        label="Ce qu’il faut savoir",
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=Note(attrs={"rows": 3}),
        help_text="Facultatif. Lu par qui la reçoit, après l’acceptation\u00a0; effacé avec son dossier",
    )
    vital = forms.CharField(
        label="Intérêt vital\u00a0: pourquoi sans son accord",
        required=False,
        max_length=300,
        widget=Note(attrs={"rows": 2}),
        help_text="Seulement si sa vie est en jeu. Le délégué à la protection des données le lira. L’identité et le "
        "contact partent, rien d’autre.",
    )

    def __init__(self, crossings: Sequence[Crossing], data=None, *, on_paper: bool = False):
        """What may cross is offered; where nothing may, the least, and why her life asks for it."""
        super().__init__(data)
        may_cross = [one.group for one in crossings if not one.refusal]
        self.fields["hand_on"].choices = [(group.code, group.label) for group in may_cross or LEAST]
        if may_cross:
            del self.fields["vital"]
        if on_paper:
            self.fields["hand_on"].help_text = "Imprimé sur la fiche qu’elle porte elle-même. Le moins possible."
            self.fields["message"].help_text = "Facultatif. Imprimé sur la fiche\u00a0: elle peut la perdre."


class AnswerForm(forms.Form):
    """The receiver's answer, or what a structure said on paper or by telephone."""

    answer = forms.ChoiceField(
        label="Votre réponse", widget=Choice, error_messages={"required": "Choisissez une réponse."}
    )
    reason = forms.ChoiceField(
        label="Si c’est non, pourquoi", required=False, choices=[("", "–"), *RefusalReason.choices]
    )
    words = forms.CharField(
        label="Précision", required=False, max_length=300, widget=Note(attrs={"rows": 2}), help_text=NAMES_NOBODY
    )

    def __init__(self, answers: Iterable[tuple[str, str]], data=None, *, on_paper: bool = False):
        super().__init__(data)
        self.fields["answer"].choices = list(answers)
        if on_paper:
            self.fields["answer"].label = "Ce que la structure a répondu"

    def clean(self):
        said = super().clean()
        if said.get("answer") == "refuser" and not said.get("reason"):
            self.add_error("reason", "Dites pourquoi\u00a0: le motif est compté, et dit où chercher ensuite.")
        return said


class OutcomeForm(forms.Form):
    """What was done: required to close."""

    outcome = forms.ChoiceField(
        label="Ce qui a été fait",
        choices=Outcome,
        widget=Choice,
        error_messages={"required": "Dites ce qui a été fait."},
    )
    done_on = forms.DateField(
        label="Le",
        initial=clock.today,
        widget=DAY,
        error_messages={"required": "Dites quel jour.", "invalid": NOT_A_DAY},
    )
    words = forms.CharField(
        label="Précision", required=False, max_length=300, widget=Note(attrs={"rows": 2}), help_text=NAMES_NOBODY
    )


class WithdrawForm(forms.Form):
    words = forms.CharField(
        label="Pourquoi", required=False, max_length=300, widget=Note(attrs={"rows": 2}), help_text=NAMES_NOBODY
    )


class ReasonForm(forms.Form):
    """Why something restricted is read: kept in the journal."""

    reason = forms.CharField(
        label="Pourquoi la lire",
        max_length=200,
        widget=Note(attrs={"rows": 2}),
        help_text="Écrit au journal. Pas de nom\u00a0: « pour décider si nous pouvons la recevoir »",
        error_messages={"required": "Dites pourquoi vous lisez ce qui est réservé."},
    )


def answers_offered(referral: Referral, may_make) -> list[tuple[str, str]]:
    """The answers that may be given from where it stands; `may_make` says which moves are this side's."""
    words = ON_PAPER if referral.structure_id else ANSWERS
    return [(word, label) for word, (to, label) in words.items() if may_make(to)]
