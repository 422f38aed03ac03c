"""Needs that an event proposes: a machine proposes, a person notes them with one gesture or leaves them."""

from dataclasses import dataclass
from uuid import UUID

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.models import Case, LifeEvent, Need
from benkan.cases.writes.needs import NeedSaid
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.people.reads.households import living_in

# By kind of event: the help, and what is asked of it in plain words. Offered to her, or, once she died, to her family.
PROPOSED = {
    EventKind.DEATH: (("funerailles", ""), ("etat_civil", "acte de décès")),
    EventKind.BIRTH: (("etat_civil", "acte de naissance ou jugement supplétif de l’enfant"),),
    EventKind.JOINED: (
        ("etat_civil", "papiers de la personne qui l’a rejointe"),
        ("sejour", "séjour de la personne qui l’a rejointe"),
        ("scolarite", "école des enfants qui l’ont rejointe"),
    ),
}


@dataclass(frozen=True)
class Proposed:
    """One need that could be noted, for whose accompaniment; `noted` where it waits there already."""

    case: Case
    kind: HelpKind
    wish: str
    noted: bool

    @property
    def key(self) -> str:
        return f"{self.case.pk}:{self.kind.pk}"

    @property
    def said(self) -> NeedSaid:
        return NeedSaid(self.kind, Pillar.RECEPTION, Dimension.SOCIAL, self.wish)


def proposed_needs(event: LifeEvent) -> list[Proposed]:
    """In the order of their kinds, for each accompaniment under way that they would be noted in; four queries."""
    asked = PROPOSED.get(EventKind(event.kind), ())
    cases = _cases(event) if asked else []
    if not cases:
        return []
    kinds = HelpKind.objects.in_bulk([kind for kind, _ in asked])
    held = Need.objects.filter(case__in=cases, kind__in=list(kinds)).exclude(status=NeedStatus.WITHDRAWN)
    noted: set[tuple[UUID, str, str]] = set(held.values_list("case_id", "kind_id", "wish"))
    return [
        Proposed(case, kinds[kind], wish, (case.pk, kind, wish) in noted)
        for case in cases
        for kind, wish in asked
        if kind in kinds
    ]


def _cases(event: LifeEvent) -> list[Case]:
    under_way = Case.objects.filter(status__in=UNDER_WAY).select_related("registration")
    if event.kind != EventKind.DEATH:
        return list(under_way.filter(registration=event.registration_id))
    household = event.registration.household
    if household is None:
        return []
    family = living_in(household.whole_id).exclude(pk=event.registration_id)
    return list(under_way.filter(registration__in=family).order_by("opened_at", "pk"))
