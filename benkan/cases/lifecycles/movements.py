"""The words in which money of a grant is told: the State's four, and those of partners. Never one for the other."""

from django.db import models


class MovementStep(models.TextChoices):
    VOTED = "vote", "Voté"
    COMMITTED = "engage", "Engagé"
    CLEARED = "liquide", "Liquidé"
    PAID = "paye", "Payé"
    PROMISED = "promis", "Promis"
    SIGNED = "signe", "Signé"
    DISBURSED = "decaisse", "Décaissé"
    SPENT = "depense", "Dépensé"


STATE = (MovementStep.VOTED, MovementStep.COMMITTED, MovementStep.CLEARED, MovementStep.PAID)
PARTNER = (MovementStep.PROMISED, MovementStep.SIGNED, MovementStep.DISBURSED, MovementStep.SPENT)


def words_of(step: str) -> tuple[MovementStep, ...]:
    """The four words among which a step stands, in their order."""
    return STATE if step in STATE else PARTNER
