"""What complaints are about, how they come, whom they concern."""

from django.db import models


class Kind(models.TextChoices):
    """Each has its own dated deadline (`thresholds`)."""

    SERVICE = "service", "Un service mal rendu, ou refusé"
    WAITING = "attente", "Une attente trop longue"
    BEHAVIOUR = "comportement", "La façon dont on l’a traitée"
    DATA = "donnees", "Ce qui a été dit ou montré d’elle"
    DECISION = "decision", "Une décision, un plan refusé"
    MONEY = "argent", "Argent demandé, détournement, corruption"
    ABUSE = "eas", "Exploitation ou abus sexuel"
    OTHER = "autre", "Autre chose"


# Never examined within the organisation concerned: two recipients outside it read them from the first day.
GRAVE = frozenset({Kind.MONEY, Kind.ABUSE})


class Channel(models.TextChoices):
    DESK = "guichet", "Au guichet"
    TELEPHONE = "telephone", "Par téléphone"
    PAPER = "papier", "Sur papier"
    TRUSTED = "confiance", "Par une personne de confiance"


class About(models.TextChoices):
    """Whom she complains of; it decides who never reads the complaint."""

    NOBODY = "rien", "Personne en particulier"
    AGENT = "agent", "Un de vos collègues"
    OFFICE = "bureau", "Un bureau, ou quelqu’un d’un autre organisme"
    DECISION = "decision", "Une décision, par son numéro"


class Said(models.TextChoices):
    """What was written of a complaint since it was noted."""

    NOTE = "note", "Note d’examen"
    ANSWER = "reponse", "Réponse"
    CONTEST = "contestation", "Contestation"
