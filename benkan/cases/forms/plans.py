"""What is asked to write a plan: her goal, then each line, with the payer's ceiling beside its name."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms

from benkan.cases.forms.amounts import AmountField
from benkan.cases.models import Ceiling, Need, Plan, PlanLine
from benkan.cases.writes.plan_lines import Wanted
from benkan.common.forms import Choice, Note
from benkan.common.typography import montant
from benkan.offers.models import HelpKind, Structure
from benkan.offers.words import Dimension, Level, Pillar
from benkan.organisations.member_forms import DAY, NOT_A_DAY
from benkan.organisations.models import Organisation

ACTOR, STRUCTURE = "acteur", "structure"
NO_NAME = "Sans nom de personne\u00a0: l’organisme qui paie lit ces mots."


class GoalForm(forms.Form):
    """What she wants to reach; of a revision, why it is revised."""

    goal = forms.CharField(
        label="Ce que la personne veut atteindre",
        help_text="Avec ses mots à elle, par exemple «\u00a0ouvrir un petit commerce de céréales à Yélimané\u00a0».",
        max_length=Plan._meta.get_field("goal").max_length,
        widget=Note(attrs={"rows": 3}),
        error_messages={"required": "Écrivez ce qu’elle veut atteindre\u00a0: le plan est le sien."},
    )
    why = forms.CharField(
        label="Pourquoi le plan est revu",
        help_text="L’ancienne version reste lisible, avec ce motif.",
        max_length=Plan._meta.get_field("why").max_length,
        widget=Note(attrs={"rows": 2}),
        error_messages={"required": "Dites pourquoi le plan est revu."},
    )

    def __init__(self, data=None, *, revision: bool, initial: Mapping | None = None):
        super().__init__(data, initial=initial)
        if not revision:
            del self.fields["why"]


class LineForm(forms.Form):
    """One line. What it answers (a kind of help, a need, or a restricted one) is known before the form opens."""

    pillar = forms.ChoiceField(
        label="Pilier",
        choices=Pillar,
        widget=Choice,
        help_text="Priorité du plan du CNRM.",
        error_messages={"required": "Choisissez le pilier."},
    )
    dimension = forms.ChoiceField(
        label="Dimension",
        choices=Dimension,
        widget=Choice,
        help_text="Dite à part\u00a0: elle ne se déduit pas du pilier.",
        error_messages={"required": "Choisissez la dimension."},
    )
    level = forms.ChoiceField(
        label="Pour qui",
        choices=Level,
        widget=Choice,
        error_messages={"required": "Dites pour qui\u00a0: elle, un groupe, une commune."},
    )
    title = forms.CharField(
        label="Ce qui sera fait",
        help_text=f"En quelques mots. {NO_NAME}",
        max_length=PlanLine._meta.get_field("title").max_length,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Dites ce qui sera fait."},
    )
    responsible = forms.ChoiceField(label="Qui le fera", required=False, help_text="Peut rester à trouver.")
    cost = AmountField(
        label="Coût en F CFA",
        required=False,
        help_text="Vide ou 0 si cela ne coûte rien.",
    )
    payer = forms.ChoiceField(label="Qui paie", required=False)
    begins = forms.DateField(
        label="Du", required=False, widget=DAY, help_text="Facultatif", error_messages={"invalid": NOT_A_DAY}
    )
    ends = forms.DateField(
        label="Au", required=False, widget=DAY, help_text="Facultatif", error_messages={"invalid": NOT_A_DAY}
    )

    def __init__(
        self,
        data=None,
        *,
        kind: HelpKind | None,
        need: Need | None,
        actors: Sequence[Organisation],
        structures: Sequence[Structure],
        payers: Sequence[Organisation],
        ceilings: Mapping[tuple[UUID, str], Ceiling],
        line: PlanLine | None = None,
    ):
        super().__init__(data, initial=_initial(line))
        self.kind, self.need, self.restricted = kind, need, kind is None
        self.actors = {f"{ACTOR}:{one.pk}": one for one in actors}
        self.structures = {f"{STRUCTURE}:{one.pk}": one for one in structures}
        self.payers = {str(one.pk): one for one in payers}
        self._offer(ceilings)
        if self.restricted:
            del self.fields["title"]
        if need is not None:
            del self.fields["pillar"], self.fields["dimension"]

    def _offer(self, ceilings) -> None:
        nobody = [("", "Personne encore")]
        self.fields["responsible"].choices = nobody + [
            (group, [(key, one.name) for key, one in known.items()])
            for group, known in (("Acteurs", self.actors), ("Structures sans compte", self.structures))
            if known
        ]
        self.fields["payer"].choices = [("", "Personne\u00a0: cela ne coûte rien")] + [
            (key, self._with_ceiling(one, ceilings)) for key, one in self.payers.items()
        ]
        self.fields[
            "payer"
        ].help_text = "Les acteurs qui ont publié un plafond, et votre organisation si elle a une commission."

    def _with_ceiling(self, payer: Organisation, ceilings) -> str:
        ceiling = ceilings.get((payer.pk, self.kind.code)) if self.kind else None
        said = f"au plus {montant(ceiling.amount)}" if ceiling else "sans plafond dit pour cette aide"
        return f"{payer.name} ({said})"

    def clean(self):
        answers = super().clean()
        begins, ends = answers.get("begins"), answers.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", "La fin ne peut pas précéder le début.")
        if answers.get("cost") and not answers.get("payer") and "payer" not in self.errors:
            self.add_error("payer", "Dites qui paie\u00a0: cette ligne a un coût.")
        return answers

    @property
    def wanted(self) -> Wanted:
        answers = self.cleaned_data
        about = self.need if self.need is not None else None
        return Wanted(
            pillar=about.pillar if about else answers["pillar"],
            dimension=about.dimension if about else answers["dimension"],
            level=answers["level"],
            kind=self.kind,
            need=self.need,
            restricted=self.restricted,
            title=answers.get("title", ""),
            responsible=self.actors.get(answers["responsible"]),
            structure=self.structures.get(answers["responsible"]),
            payer=self.payers.get(answers["payer"]) if answers["cost"] else None,
            cost=answers["cost"] or 0,
            begins=answers["begins"],
            ends=answers["ends"],
        )


def _initial(line: PlanLine | None) -> dict:
    if line is None:
        return {}
    responsible = ""
    if line.responsible_id:
        responsible = f"{ACTOR}:{line.responsible_id}"
    elif line.structure_id:
        responsible = f"{STRUCTURE}:{line.structure_id}"
    plain: dict[str, str | int | dt.date | None] = {
        name: getattr(line, name) for name in ("pillar", "dimension", "level", "title", "begins", "ends")
    }
    return plain | {"responsible": responsible, "payer": str(line.payer_id or ""), "cost": line.cost or None}
