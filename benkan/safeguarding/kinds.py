"""What a restricted file is for, who holds it, what an interview concludes, why it ends."""

from django.db import models


class Kind(models.TextChoices):
    """The short words are those of the page that confides; neither is ever on a list."""

    CHILD = "enfant", "Un enfant\u00a0: seul, séparé des siens, ou en danger"
    TRAFFICKING = "traite", "Une personne à voir à part"


class Seat(models.TextChoices):
    MAIN = "titulaire", "Titulaire"
    DEPUTY = "suppleant", "Suppléant"


class Conclusion(models.TextChoices):
    """Said by the trained person who led the interview; no score proposes it."""

    NONE = "aucun", "Pas d’indice de traite"
    SOME = "indices", "Des indices"
    STRONG = "presomption", "Forte présomption"


class ClosingReason(models.TextChoices):
    SAFE = "stable", "En sécurité, et suivie jusqu’au bout"
    HANDED = "autorite", "Remis à l’autorité, qui en répond"
    ABROAD = "pays", "Repartie dans son pays avec l’autorité"
    NO_CUE = "sans_indice", "Après entretien\u00a0: rien qui le demande"
    HER_WISH = "souhait", "Elle ne le souhaite plus, et elle est majeure"
    MISTAKE = "erreur", "Ouvert par erreur"
    DEATH = "deces", "Décès"


# What is counted as trafficking, and as nothing less.
COUNTED = frozenset({Conclusion.SOME, Conclusion.STRONG})
