"""What is asked of a need: which help, in her words, under which pillar and which dimension, whether it presses."""

from itertools import groupby

from django import forms
from django.db.models import Q

from benkan.cases.lifecycles.needs import MOVES, NeedStatus, UnmetReason
from benkan.cases.models import Need
from benkan.cases.writes.needs import NeedSaid
from benkan.common import clock
from benkan.common.forms import Choice, Note
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar

YES_NO = [("oui", "Oui"), ("non", "Non")]
# A person says these; « prévu » follows from a plan.
SAID_BY_HAND = (NeedStatus.SAID, NeedStatus.MET, NeedStatus.UNMET, NeedStatus.WITHDRAWN)
GESTURES = {
    NeedStatus.SAID: "À couvrir de nouveau",
    NeedStatus.MET: "Couvert\u00a0: elle a reçu cette aide",
    NeedStatus.UNMET: "Non couvert",
    NeedStatus.WITHDRAWN: "Retiré\u00a0: noté par erreur, ou elle ne le souhaite plus",
}


class NeedForm(forms.Form):
    kind = forms.ChoiceField(
        label="De quelle aide a-t-elle besoin",
        help_text="« réservé » : scellée avec ses mots, les listes disent seulement « besoin réservé »",
        error_messages={"required": "Choisissez une aide.", "invalid_choice": "Choisissez une aide de la liste."},
    )
    wish = forms.CharField(
        label="Ce qu’elle souhaite, dans ses mots",
        help_text="« vendre des céréales à Yélimané » ; sa santé, ce qu’elle a subi : sous une aide réservée seulement",
        max_length=300,
        required=False,
        widget=Note(attrs={"rows": 2}),
    )
    pillar = forms.ChoiceField(
        label="Pilier du plan national",
        choices=Pillar,
        widget=Choice,
        error_messages={"required": "Choisissez un pilier."},
    )
    dimension = forms.ChoiceField(
        label="Dimension de sa vie",
        help_text="Choisie pour elle-même : elle ne suit pas du pilier",
        choices=Dimension,
        widget=Choice,
        error_messages={"required": "Choisissez une dimension."},
    )
    pressing = forms.ChoiceField(
        label="Est-ce que cela presse",
        choices=YES_NO,
        widget=Choice,
        error_messages={"required": "Dites si cela presse."},
    )

    def __init__(self, data=None, *, need: Need | None = None):
        super().__init__(data, initial=_initial(need) if need else None)
        self.need = need
        self.kinds = {kind.pk: kind for kind in _offered()}
        if need and need.kind_id and need.kind_id not in self.kinds:  # offered when it was noted
            self.kinds[need.kind_id] = need.kind
        self.fields["kind"].choices = [("", "Choisir"), *_grouped(self.kinds.values())]
        if need and need.restricted:
            self._hide_what_is_restricted()

    def _hide_what_is_restricted(self) -> None:
        """It is corrected without being read: what is left empty stays as it is."""
        self.fields["kind"].required = False
        self.fields["kind"].choices = [("", "Ne pas changer"), *_grouped(self.kinds.values())]
        self.fields["kind"].help_text = "Besoin réservé : ce qui est noté ne s’affiche pas ici"
        self.fields["wish"].help_text = "Vide : ce qui est noté ne change pas"

    def said(self) -> NeedSaid:
        """What was said; of a restricted need, what was left empty is as it stands."""
        cleaned = self.cleaned_data
        kind, wish = self.kinds.get(cleaned["kind"]), cleaned["wish"]
        if self.need and self.need.restricted:
            detail = self.need.detail
            kind, wish = kind or HelpKind.objects.get(pk=detail.kind), wish or detail.wish
        return NeedSaid(
            kind, Pillar(cleaned["pillar"]), Dimension(cleaned["dimension"]), wish, cleaned["pressing"] == "oui"
        )


class MoveNeedForm(forms.Form):
    to = forms.ChoiceField(
        label="Où en est ce besoin", widget=Choice, error_messages={"required": "Dites où en est ce besoin."}
    )
    reason = forms.ChoiceField(
        label="S’il n’est pas couvert, pourquoi",
        help_text="Ces motifs sont comptés : ils disent ce qui manque",
        choices=UnmetReason,
        required=False,
        widget=Choice,
    )

    def __init__(self, need: Need, data=None):
        super().__init__(data)
        allowed = MOVES[NeedStatus(need.status)]
        self.fields["to"].choices = [(one.value, GESTURES[one]) for one in SAID_BY_HAND if one in allowed]
        if NeedStatus.UNMET not in allowed:
            del self.fields["reason"]

    def clean(self):
        if self.cleaned_data.get("to") == NeedStatus.UNMET and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Dites pourquoi ce besoin n’est pas couvert.")
        return self.cleaned_data


def _initial(need: Need) -> dict:
    return {
        "kind": need.kind_id or "",
        "wish": need.wish,
        "pillar": need.pillar,
        "dimension": need.dimension,
        "pressing": "oui" if need.pressing else "non",
    }


def _offered() -> list[HelpKind]:
    today = clock.today()
    begun, going = Q(begins=None) | Q(begins__lte=today), Q(ends=None) | Q(ends__gte=today)
    return list(HelpKind.objects.filter(begun & going))


def _grouped(kinds) -> list[tuple[str, list[tuple[str, str]]]]:
    ordered = sorted(kinds, key=lambda kind: kind.order)
    return [
        (heading, [(one.pk, f"{one.label} (réservé)" if one.restricted else one.label) for one in group])
        for heading, group in groupby(ordered, key=lambda kind: kind.heading)
    ]
