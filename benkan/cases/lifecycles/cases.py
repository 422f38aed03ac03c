"""Where the accompaniment of a person stands, the moves allowed, and the reasons that are counted.

Suspended (prison, hospital) is not abandoned; lost needs dated attempts; leaving again is an outcome, not a fault.
"""

from enum import StrEnum

from django.db import models


class CaseStatus(StrEnum):
    OPEN = "ouvert"
    SUSPENDED = "suspendu"
    LOST = "perdu"
    TRANSFERRED = "transmis"  # to another organisation, which accepted it
    CLOSED = "clos"


LABELS = {
    CaseStatus.OPEN: "En cours",
    CaseStatus.SUSPENDED: "Suspendu",
    CaseStatus.LOST: "Perdu de vue",
    CaseStatus.TRANSFERRED: "Transmis",
    CaseStatus.CLOSED: "Clos",
}

MOVES: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.OPEN: frozenset({CaseStatus.SUSPENDED, CaseStatus.LOST, CaseStatus.TRANSFERRED, CaseStatus.CLOSED}),
    CaseStatus.SUSPENDED: frozenset({CaseStatus.OPEN, CaseStatus.TRANSFERRED, CaseStatus.CLOSED}),
    # Who was looked for in vain may be met by the organisation to which she was transferred.
    CaseStatus.LOST: frozenset({CaseStatus.OPEN, CaseStatus.TRANSFERRED, CaseStatus.CLOSED}),
    CaseStatus.TRANSFERRED: frozenset({CaseStatus.OPEN}),  # sent back, or she returned
    CaseStatus.CLOSED: frozenset({CaseStatus.OPEN}),
}

# Somebody accompanies her, or will again: no second one is opened beside it.
UNDER_WAY = frozenset({CaseStatus.OPEN, CaseStatus.SUSPENDED, CaseStatus.LOST})


class ClosingReason(models.TextChoices):
    """Why an accompaniment ended: counted, so never in free words alone."""

    SETTLED = "acheve", "Plan achevé, situation stable"
    NO_NEED = "sans_besoin", "N’a plus besoin d’être accompagnée"
    WITHDREW = "renonce", "Ne souhaite plus être accompagnée"
    LEFT_AGAIN = "reparti", "Repartie"
    LOST = "perdue", "Perdue de vue"
    DIED = "deces", "Décédée"
    INELIGIBLE = "non_eligible", "Ne relève pas de ce cadre"
    DUPLICATE = "doublon", "Accompagnement ouvert deux fois"
    RETURNED_ANEW = "nouveau_retour", "Un nouveau retour a commencé"


class SuspensionReason(models.TextChoices):
    PRISON = "incarceration", "Incarcération"
    HOSPITAL = "hospitalisation", "Hospitalisation"
    ABSENCE = "absence", "Absence annoncée"
    OTHER = "autre", "Autre empêchement"


# Counted, and said on no page but the one that asks why: they tell of detention, or of her health.
RESTRICTED_REASONS = frozenset({SuspensionReason.PRISON, SuspensionReason.HOSPITAL})
