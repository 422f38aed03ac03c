"""Where a collective project stands."""

from enum import StrEnum

from django.db import models


class GroupStatus(StrEnum):
    PREPARED = "en_creation"
    ACTIVE = "en_activite"
    DISSOLVED = "dissous"


LABELS = {
    GroupStatus.PREPARED: "En création",
    GroupStatus.ACTIVE: "En activité",
    GroupStatus.DISSOLVED: "Dissous",
}
MOVES: dict[GroupStatus, frozenset[GroupStatus]] = {
    GroupStatus.PREPARED: frozenset({GroupStatus.ACTIVE, GroupStatus.DISSOLVED}),
    GroupStatus.ACTIVE: frozenset({GroupStatus.DISSOLVED}),
    GroupStatus.DISSOLVED: frozenset(),
}
LIVING = frozenset({GroupStatus.PREPARED, GroupStatus.ACTIVE})


class DissolutionReason(models.TextChoices):
    DECIDED = "decision", "Décision des membres"
    LOSSES = "pertes", "Pertes, plus d’argent"
    DISPUTE = "conflit", "Mésentente"
    GONE = "departs", "Trop de départs"
    INSECURITY = "insecurite", "Le lieu n’est plus sûr"


class Equipment(models.TextChoices):
    """What becomes of what the group bought."""

    SHARED = "partage", "Partagé entre les membres selon leurs parts"
    SOLD = "vendu", "Vendu, l’argent partagé"
    COMMUNE = "commune", "Remis à la commune"
    FUNDER = "bailleur", "Rendu au bailleur"
    LOST = "perdu", "Perdu ou hors d’usage"
    NONE = "aucun", "Il n’y en avait pas"


class ExitReason(models.TextChoices):
    LEFT = "depart", "Est partie de son gré"
    DIED = "deces", "Est décédée"
    EXCLUDED = "exclusion", "A été exclue par un vote"


class ShareEnd(models.TextChoices):
    """What becomes of the share of a member who is no longer one."""

    DIVIDED = "repartie", "Répartie entre les membres qui restent"
    BOUGHT = "rachetee", "Rachetée par le groupe"
    HEIR = "heritiere", "Reprise par un héritier, qui devient membre"


class Rule(models.TextChoices):
    EQUAL = "egale", "Parts égales"
    CONTRIBUTION = "apport", "Selon l’apport de chacun"
