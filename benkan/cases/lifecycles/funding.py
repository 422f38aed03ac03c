"""What becomes of a line that asks for money, before the body that pays: it decides by dated list, with reasons."""

from enum import StrEnum

from django.db import models


class FundingStatus(StrEnum):
    FILED = "deposee"
    ADJOURNED = "ajournee"  # decided again at a later sitting
    RETAINED = "retenue"
    REJECTED = "rejetee"
    FUNDED = "financee"  # a grant pays it
    WITHDRAWN = "reprise"  # taken back by whoever filed it


LABELS = {
    FundingStatus.FILED: "Déposée",
    FundingStatus.ADJOURNED: "Ajournée",
    FundingStatus.RETAINED: "Retenue, non financée",
    FundingStatus.REJECTED: "Rejetée",
    FundingStatus.FUNDED: "Financée",
    FundingStatus.WITHDRAWN: "Reprise",
}

_DECISIONS = frozenset({FundingStatus.ADJOURNED, FundingStatus.RETAINED, FundingStatus.REJECTED})
MOVES: dict[FundingStatus, frozenset[FundingStatus]] = {
    FundingStatus.FILED: _DECISIONS | {FundingStatus.WITHDRAWN},
    # Back to filed: the sitting that decided is not signed yet, and takes its decision back.
    FundingStatus.ADJOURNED: _DECISIONS | {FundingStatus.WITHDRAWN, FundingStatus.FILED},
    FundingStatus.RETAINED: frozenset({FundingStatus.FUNDED, FundingStatus.WITHDRAWN, FundingStatus.FILED}),
    # Contested: the same request is decided again, at another sitting.
    FundingStatus.REJECTED: frozenset({FundingStatus.FILED}),
    FundingStatus.FUNDED: frozenset(),
    FundingStatus.WITHDRAWN: frozenset(),
}
UNDECIDED = frozenset({FundingStatus.FILED, FundingStatus.ADJOURNED})
DECIDED_AT_A_SITTING = _DECISIONS
# Something was decided that the person is told, with its words.
TO_TELL = _DECISIONS | {FundingStatus.FUNDED}
# It still lives: the line that it asks for is not asked again.
LIVING = frozenset({FundingStatus.FILED, FundingStatus.ADJOURNED, FundingStatus.RETAINED, FundingStatus.FUNDED})


class DecisionReason(models.TextChoices):
    """Why a request is adjourned or rejected: told to the person, and counted."""

    INCOMPLETE = "incomplet", "Dossier incomplet"
    ABOVE = "plafond", "Au-dessus du plafond"
    NOT_VIABLE = "non_viable", "Projet jugé non viable"
    CONDITIONS = "conditions", "Ne remplit pas les conditions"
    NO_MONEY = "sans_argent", "Plus d’argent à cette séance"
    HELPED = "deja_aidee", "Déjà aidée pour le même besoin"
    OTHER = "autre", "Autre motif"
