"""The closed lists of words of the events of a life: what happened, how it was learnt, why a project failed.

What tells of health, of detention or of a wish to leave says « événement réservé » and no more: which one it is stands
sealed (`LifeEventDetail`).
"""

from django.db import models


class EventKind(models.TextChoices):
    """What stands in clear, and is counted."""

    DEATH = "deces", "Décès"
    BIRTH = "naissance", "Naissance"
    OF_AGE = "majorite", "A eu 18 ans"
    JOINED = "regroupement", "Regroupement familial"
    PROJECT = "projet", "Arrêt du projet"
    LEFT = "depart", "Repartie"
    RESTRICTED = "reserve", "Événement réservé"


class RestrictedKind(models.TextChoices):
    """What a restricted event is; sealed."""

    PREGNANCY = "grossesse", "Grossesse"
    STILLBIRTH = "enfant_perdu", "Enfant qui n’a pas vécu"
    PRISON = "incarceration", "Incarcération"
    HOSPITAL = "hospitalisation", "Hospitalisation"
    INTENTION = "intention", "Pense repartir"


class Learnt(models.TextChoices):
    """How it was learnt, and from whom: a function, never a name."""

    HERSELF = "elle", "D’elle-même, de vive voix"
    HERSELF_BY_PHONE = "elle_telephone", "D’elle-même, par téléphone"
    FAMILY = "famille", "D’une personne de sa famille"
    COMPANION = "compagnon", "D’un compagnon de voyage"
    AUTHORITY = "autorite", "D’un service ou d’une autorité\u00a0: mairie, hôpital, justice"
    ACTOR = "acteur", "D’un autre acteur qui l’accompagne"
    NEIGHBOUR = "voisinage", "D’un voisin, d’un chef de village, d’un relais local"


class Tie(models.TextChoices):
    """What somebody whom an event brought into the files is to her."""

    CHILD = "enfant", "Son enfant"
    SPOUSE = "conjoint", "Son conjoint ou sa conjointe"
    OTHER = "autre", "Une autre personne de sa famille"


class FailureCause(models.TextChoices):
    """Why a project that was paid stopped: counted, not a fault. Shown on no list."""

    THEFT = "vol", "Vol"
    ILLNESS = "maladie", "Maladie, la sienne ou celle d’un proche"
    SALES = "mevente", "Mévente, prix trop bas"
    DISASTER = "catastrophe", "Inondation, incendie, sécheresse"
    FAMILY = "conflit", "Désaccord dans la famille"
    INSECURITY = "insecurite", "Insécurité, zone devenue inaccessible"
    OTHER = "autre", "Autre raison"


class WhyAnnulled(models.TextChoices):
    FALSE_NEWS = "fausse_nouvelle", "La nouvelle était fausse"
    WRONG_PERSON = "autre_personne", "C’était une autre personne"
    MISTAKE = "erreur", "Notée par erreur"


class After(models.TextChoices):
    """What becomes of an accompaniment when she leaves, or thinks of it."""

    GOES_ON = "continue", "Il continue\u00a0: elle peut être jointe"
    SUSPENDED = "suspendu", "Il est suspendu"
    CLOSED = "clos", "Il se termine"
