"""Where a visit stands, how it was made, and the lists of what is counted of it.

An appointment is a visit that has its day. A call counts as a visit. What could not be done keeps its reason.
"""

from enum import StrEnum

from django.db import models


class VisitStatus(StrEnum):
    PLANNED = "prevue"  # an appointment
    DONE = "faite"
    IMPOSSIBLE = "impossible"
    CANCELLED = "annulee"  # the appointment fell through, or the visit was noted by mistake


LABELS = {
    VisitStatus.PLANNED: "Rendez-vous pris",
    VisitStatus.DONE: "Faite",
    VisitStatus.IMPOSSIBLE: "Impossible",
    VisitStatus.CANCELLED: "Annulée",
}

MOVES: dict[VisitStatus, frozenset[VisitStatus]] = {
    VisitStatus.PLANNED: frozenset({VisitStatus.DONE, VisitStatus.IMPOSSIBLE, VisitStatus.CANCELLED}),
    VisitStatus.DONE: frozenset({VisitStatus.CANCELLED}),
    # She was reached after all.
    VisitStatus.IMPOSSIBLE: frozenset({VisitStatus.DONE, VisitStatus.CANCELLED}),
    VisitStatus.CANCELLED: frozenset(),
}
# It answers its step of the schedule, or is about to: no second one beside it.
LIVE = frozenset({VisitStatus.PLANNED, VisitStatus.DONE, VisitStatus.IMPOSSIBLE})
SETTLED = frozenset({VisitStatus.DONE, VisitStatus.IMPOSSIBLE})


class Mode(models.TextChoices):
    PHONE = "telephone", "Par téléphone"
    OFFICE = "bureau", "Au bureau"
    IN_PERSON = "presence", "Chez elle, ou là où elle travaille"


class ImpossibleReason(models.TextChoices):
    ZONE = "inaccessible", "Zone inaccessible, et pas d’appel possible"
    UNREACHED = "injoignable", "Pas jointe pendant toute la période"
    HER_WISH = "souhait", "Ne souhaite pas cette visite"
    HARM = "danger", "La visite ou l’appel pouvait lui nuire"
    ABSENT = "absente", "Absente\u00a0: voyage, hôpital, détention"
    OTHER = "autre", "Autre motif"


class Received(models.TextChoices):
    """Of the services that were due by then: what really reached her, as she says it."""

    ALL = "tout", "Oui, tout ce qui était prévu"
    PART = "partie", "Une partie"
    NONE = "rien", "Rien encore"
    NOT_DUE = "sans_objet", "Rien n’était prévu pour l’instant"
    UNKNOWN = "nsp", "Ne sait pas, ou pas demandé"


class Business(models.TextChoices):
    RUNNING = "marche", "Oui, elle marche"
    WEAK = "ralentie", "Oui, mais elle tourne au ralenti"
    STOPPED = "arretee", "Non, elle s’est arrêtée"
    NONE = "sans_objet", "Pas d’activité soutenue"
    UNKNOWN = "nsp", "Ne sait pas, ou pas demandé"


class Housing(models.TextChoices):
    STABLE = "stable", "Logement stable"
    HOSTED = "hebergee", "Hébergée par des proches"
    FRAGILE = "precaire", "Peut le perdre bientôt"
    NONE = "sans", "Sans logement"
    UNKNOWN = "nsp", "Ne sait pas, ou pas demandé"


class Means(models.TextChoices):
    """By what she was tried to be reached."""

    PHONE = "telephone", "Appel à son numéro sûr"
    MESSAGE = "message", "Message à son numéro sûr"
    TRUSTED = "proche", "Appel à la personne qui peut répondre"
    VISIT = "visite", "Passage à son adresse"
    RELAY = "relais", "Relais local\u00a0: mairie, association, chef de village"


class AttemptResult(models.TextChoices):
    NO_ANSWER = "sans_reponse", "Pas de réponse"
    DEAD = "hors_service", "Numéro hors service"
    OTHER_PERSON = "autre_personne", "Quelqu’un d’autre a répondu"
    MOVED = "partie", "N’habite plus là"
    REACHED = "jointe", "Jointe"
