"""What is asked to note a movement of money of a grant, to have another pay in its place, to propose a common scale."""

from django import forms

from benkan.cases.forms.amounts import AmountField
from benkan.cases.lifecycles.movements import PARTNER, STATE, MovementStep
from benkan.cases.models import FundingRequest, Grant, GrantChange, GrantMovement, ScaleProposal
from benkan.cases.writes.movements import MovementSaid
from benkan.common.forms import Choice, Note
from benkan.common.typography import montant
from benkan.organisations.member_forms import DAY, NOT_A_DAY


class MovementForm(forms.Form):
    step = forms.ChoiceField(label="Étape", widget=Choice, error_messages={"required": "Dites quelle étape."})
    amount = AmountField(
        label="Montant, en F CFA", least=1, most=10**15, error_messages={"required": "Écrivez le montant."}
    )
    day = forms.DateField(
        label="Jour de l’acte", widget=DAY, error_messages={"required": "Dites quel jour.", "invalid": NOT_A_DAY}
    )
    source = forms.CharField(
        label="Acte",
        help_text="Loi, convention, mandat, relevé\u00a0: sa référence et sa date",
        max_length=GrantMovement._meta.get_field("source").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites par quel acte."},
    )
    takes_away = forms.BooleanField(
        label="Ce mouvement en retire un autre",
        help_text="Une erreur, une annulation\u00a0: rien n’est effacé, ce montant est retiré de l’étape",
        required=False,
    )

    def __init__(self, words: tuple[MovementStep, ...], data=None):
        """`words`: the four of this grant, or none where no movement was noted yet."""
        super().__init__(data)
        both = [("État", [(one.value, one.label) for one in STATE]),
                ("Partenaire", [(one.value, one.label) for one in PARTNER])]  # fmt: skip
        flat = [(one.value, one.label) for one in words] if words else [row for _, rows in both for row in rows]
        self.fields["step"].choices = flat
        if not words:
            self.fields["step"].help_text = (
                "Argent de l’État\u00a0: voté, engagé, liquidé, payé. D’un partenaire\u00a0: promis, signé, décaissé, "
                "dépensé. Le premier choisi vaut pour la suite"
            )

    @property
    def said(self) -> MovementSaid:
        return MovementSaid(**self.cleaned_data)


class ScaleForm(forms.Form):
    amount = AmountField(
        label="Montant proposé par personne, en F CFA", least=1, error_messages={"required": "Écrivez le montant."}
    )
    why = forms.CharField(
        label="Pourquoi ce montant",
        help_text="Ce que le comité technique lira",
        max_length=ScaleProposal._meta.get_field("why").max_length,
        widget=Note(attrs={"rows": 3}),
        error_messages={"required": "Dites pourquoi\u00a0: le comité le lira."},
    )


class ChangeGrantForm(forms.Form):
    """Which requests, by which other grant with what it has left, and why; the requests are shown by the page."""

    requests = forms.ModelMultipleChoiceField(
        label="Demandes",
        queryset=FundingRequest.objects.none(),
        error_messages={
            "required": "Choisissez au moins une demande.",
            "invalid_choice": "Une des demandes choisies ne peut plus changer de subvention. Rien n’a été changé.",
        },
    )
    taken = forms.ModelChoiceField(
        label="Subvention qui paiera",
        queryset=Grant.objects.none(),
        empty_label="Choisir une subvention",
        error_messages={
            "required": "Choisissez la subvention qui paiera.",
            "invalid_choice": "Cette subvention ne paie pas aujourd’hui. Choisissez-en une autre.",
        },
    )
    why = forms.CharField(
        label="Pourquoi",
        help_text="Sans nom\u00a0: qui accompagne le lit aussi",
        max_length=GrantChange._meta.get_field("why").max_length,
        widget=Note(attrs={"rows": 2}),
        error_messages={"required": "Dites pourquoi\u00a0: les deux bailleurs peuvent le demander."},
    )

    def __init__(self, requests, grants, left: dict, data=None):
        """`left`: by grant, what it has left, whole F CFA."""
        super().__init__(data)
        self.fields["requests"].queryset, self.fields["taken"].queryset = requests, grants
        self.fields["taken"].label_from_instance = lambda grant: f"{grant.name} (reste {montant(left[grant.pk])})"
