"""Where a need stands. What is not covered keeps its reason: unmet needs are counted by kind."""

from enum import StrEnum

from django.db import models


class NeedStatus(StrEnum):
    SAID = "exprime"
    PLANNED = "prevu"  # a line of a plan or a referral answers it
    MET = "couvert"
    UNMET = "non_couvert"
    WITHDRAWN = "retire"  # noted by mistake, or she wishes it no more


LABELS = {
    NeedStatus.SAID: "Exprimé",
    NeedStatus.PLANNED: "Prévu",
    NeedStatus.MET: "Couvert",
    NeedStatus.UNMET: "Non couvert",
    NeedStatus.WITHDRAWN: "Retiré",
}

MOVES: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.SAID: frozenset({NeedStatus.PLANNED, NeedStatus.MET, NeedStatus.UNMET, NeedStatus.WITHDRAWN}),
    NeedStatus.PLANNED: frozenset({NeedStatus.SAID, NeedStatus.MET, NeedStatus.UNMET, NeedStatus.WITHDRAWN}),
    NeedStatus.MET: frozenset({NeedStatus.SAID}),
    NeedStatus.UNMET: frozenset({NeedStatus.SAID, NeedStatus.PLANNED, NeedStatus.MET, NeedStatus.WITHDRAWN}),
    NeedStatus.WITHDRAWN: frozenset({NeedStatus.SAID}),
}
# Somebody still has to answer it.
WAITING = frozenset({NeedStatus.SAID, NeedStatus.PLANNED, NeedStatus.UNMET})


class UnmetReason(models.TextChoices):
    NO_OFFER = "sans_offre", "Aucune offre dans sa zone"
    FULL = "complet", "Les offres sont complètes"
    NO_MONEY = "sans_argent", "Pas de financement"
    CONDITIONS = "conditions", "Ne remplit pas les conditions"
    UNREACHABLE = "inaccessible", "Zone inaccessible"
    HER_WISH = "souhait", "A refusé ce qui était proposé"
