"""What the body that pays is asked: its sittings and what they decide, its grants and its ceilings."""

from django import forms

from benkan.cases.forms.amounts import AmountField
from benkan.cases.lifecycles.funding import DecisionReason, FundingStatus
from benkan.cases.models import Ceiling, FundingRequest, FundingStatusRow, Grant, Sitting
from benkan.cases.writes.grants import GrantSaid
from benkan.cases.writes.sittings import Decision
from benkan.common.forms import Choice, Note
from benkan.common.typography import montant
from benkan.offers.models import HelpKind
from benkan.organisations.member_forms import DAY, NOT_A_DAY

PLAIN = {"autocomplete": "off"}


class SittingForm(forms.Form):
    held_on = forms.DateField(
        label="Séance du",
        widget=DAY,
        error_messages={"required": "Dites quel jour la commission siège.", "invalid": NOT_A_DAY},
    )
    place = forms.CharField(
        label="Lieu", required=False, max_length=Sitting._meta.get_field("place").max_length,
        widget=forms.TextInput(PLAIN),
    )  # fmt: skip
    members = forms.CharField(
        label="Qui siège",
        help_text="Une ligne par membre\u00a0: sa fonction et son organisme, comme au procès-verbal. Pas de nom.",
        widget=Note(attrs={"rows": 5}),
        error_messages={"required": "Dites qui siège, par fonction et par organisme."},
    )
    interests = forms.CharField(
        label="Intérêts déclarés",
        help_text="Quelle fonction se retire, et de quelles demandes. Vide si personne n’en a déclaré.",
        required=False,
        max_length=Sitting._meta.get_field("interests").max_length,
        widget=Note(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, sitting: Sitting | None = None):
        known = {}
        if sitting is not None:
            known = {
                "members": "\n".join(sitting.members), "place": sitting.place, "interests": sitting.interests,
            }  # fmt: skip
        super().__init__(data, initial=known)
        if sitting is not None:
            del self.fields["held_on"]

    def clean_members(self):
        members = [line.strip() for line in self.cleaned_data["members"].splitlines() if line.strip()]
        longest = Sitting._meta.get_field("members").base_field.max_length
        if any(len(member) > longest for member in members):
            raise forms.ValidationError(f"Une ligne par membre, de {longest} caractères au plus.")
        return members


class MinutesForm(forms.Form):
    minutes = forms.CharField(
        label="Procès-verbal signé",
        help_text="Sa référence et sa date, par exemple «\u00a0PV 2026-03 du 12 mars 2026\u00a0».",
        max_length=Sitting._meta.get_field("minutes").max_length,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": "Donnez la référence du procès-verbal signé."},
    )


class DecisionForm(forms.Form):
    """What the sitting decides of one request; nothing chosen is nothing decided."""

    status = forms.ChoiceField(
        label="Décision",
        required=False,
        choices=[
            (FundingStatus.RETAINED, "Retenue"),
            (FundingStatus.ADJOURNED, "Ajournée"),
            (FundingStatus.REJECTED, "Rejetée"),
        ],
        widget=Choice,
    )
    amount = AmountField(label="Montant retenu", required=False)
    reason = forms.ChoiceField(
        label="Motif", required=False, choices=[("", "Choisir si ajournée ou rejetée"), *DecisionReason.choices]
    )
    words = forms.CharField(
        label="Ce qui sera dit à la personne",
        required=False,
        max_length=FundingStatusRow._meta.get_field("words").max_length,
        widget=Note(attrs={"rows": 2}),
    )

    def __init__(self, request: FundingRequest, data=None):
        super().__init__(data, prefix=str(request.pk), initial={"amount": request.amount})
        self.request = request

    def clean(self):
        answers = super().clean()
        status = answers.get("status")
        if status == FundingStatus.RETAINED and "amount" not in self.errors:
            amount = answers.get("amount")
            if not amount or amount > self.request.amount:
                self.add_error("amount", f"Entre 1 et {montant(self.request.amount)}, ce qui est demandé.")
        if status in (FundingStatus.ADJOURNED, FundingStatus.REJECTED):
            if not answers.get("reason"):
                self.add_error("reason", "Choisissez le motif\u00a0: il est compté.")
            if not (answers.get("words") or "").strip():
                self.add_error("words", "Écrivez ce qui sera dit à la personne, sans nom.")
        if not status and (answers.get("reason") or answers.get("words")):
            self.add_error("status", "Choisissez la décision, ou effacez le motif et les mots.")
        return answers

    @property
    def opens(self) -> bool:
        """Whether the reason and the words are shown at once: something was written there, or is missing."""
        return any(self[name].errors or self[name].data for name in ("reason", "words"))

    @property
    def decision(self) -> Decision | None:
        answers = self.cleaned_data
        if not answers["status"]:
            return None
        status = FundingStatus(answers["status"])
        if status == FundingStatus.RETAINED:
            return Decision(self.request, status, amount=answers["amount"], words=answers["words"])
        return Decision(self.request, status, reason=answers["reason"], words=answers["words"])


class GrantForm(forms.Form):
    name = forms.CharField(
        label="Nom de la subvention", max_length=Grant._meta.get_field("name").max_length,
        widget=forms.TextInput(PLAIN), error_messages={"required": "Donnez son nom."},
    )  # fmt: skip
    code = forms.CharField(
        label="Référence", max_length=Grant._meta.get_field("code").max_length, widget=forms.TextInput(PLAIN),
        error_messages={"required": "Donnez sa référence."},
    )  # fmt: skip
    funder = forms.CharField(
        label="Bailleur", max_length=Grant._meta.get_field("funder").max_length, widget=forms.TextInput(PLAIN),
        error_messages={"required": "Dites qui donne cet argent."},
    )  # fmt: skip
    amount = AmountField(
        label="Montant promis, en F CFA",
        least=1,
        most=10**15,
        error_messages={"required": "Dites combien est promis."},
    )
    begins = forms.DateField(
        label="À partir du",
        widget=DAY,
        error_messages={"required": "Dites à partir de quel jour.", "invalid": NOT_A_DAY},
    )
    ends = forms.DateField(
        label="Jusqu’au",
        widget=DAY,
        help_text="Ce jour compte encore.",
        error_messages={"required": "Une subvention a une fin. Dites laquelle.", "invalid": NOT_A_DAY},
    )
    source = forms.CharField(
        label="Acte",
        help_text="La convention ou la ligne de budget, avec sa date.",
        max_length=Grant._meta.get_field("source").max_length,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": "Dites par quel acte cet argent est donné."},
    )

    def __init__(self, data=None, *, grant: Grant | None = None):
        names = GrantSaid.__dataclass_fields__
        super().__init__(data, initial={name: getattr(grant, name) for name in names} if grant else None)

    def clean(self):
        answers = super().clean()
        if {"begins", "ends"} <= answers.keys() and answers["ends"] < answers["begins"]:
            self.add_error("ends", "La fin ne peut pas précéder le début.")
        return answers

    @property
    def said(self) -> GrantSaid:
        return GrantSaid(**{name: self.cleaned_data[name] for name in GrantSaid.__dataclass_fields__})


class CeilingForm(forms.Form):
    kind = forms.ModelChoiceField(
        label="Aide",
        queryset=HelpKind.objects.none(),
        empty_label="Choisir une aide",
        error_messages={"required": "Choisissez l’aide.", "invalid_choice": "Choisissez une aide de la liste."},
    )
    amount = AmountField(
        label="Plafond par personne, en F CFA",
        least=1,
        error_messages={"required": "Dites le plafond."},
    )
    begins = forms.DateField(
        label="À partir du",
        widget=DAY,
        error_messages={"required": "Dites à partir de quel jour.", "invalid": NOT_A_DAY},
    )
    source = forms.CharField(
        label="Acte",
        help_text="Ce qui le fixe\u00a0: décision, convention, note, avec sa date.",
        max_length=Ceiling._meta.get_field("source").max_length,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": "Dites par quel acte ce plafond est fixé."},
    )

    def __init__(self, kinds, data=None):
        super().__init__(data)
        self.fields["kind"].queryset = kinds


class AssignForm(forms.Form):
    """Which grant pays which of the retained requests; both are shown by the page that asks."""

    grant = forms.ModelChoiceField(
        label="Subvention qui paie",
        queryset=Grant.objects.none(),
        empty_label="Choisir une subvention",
        error_messages={
            "required": "Choisissez la subvention qui paie.",
            "invalid_choice": "Cette subvention ne paie pas aujourd’hui. Choisissez-en une autre.",
        },
    )
    requests = forms.ModelMultipleChoiceField(
        label="Demandes",
        queryset=FundingRequest.objects.none(),
        error_messages={
            "required": "Choisissez au moins une demande à financer.",
            "invalid_choice": "Une des demandes choisies n’est plus à financer. Rien n’a été financé.",
        },
    )

    def __init__(self, grants, requests, data=None, left=None):
        super().__init__(data)
        self.fields["grant"].queryset, self.fields["requests"].queryset = grants, requests
        left = left or {}
        self.fields["grant"].label_from_instance = lambda grant: (
            f"{grant.name} (reste {montant(left.get(grant.pk, grant.amount))})"
        )
