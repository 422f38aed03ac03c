"""The closed lists of words of questionnaires and of the end of an accompaniment."""

from django.db import models


class Moment(models.TextChoices):
    START = "depart", "Au départ, avec le plan"
    MIDDLE = "suivi", "Pendant le suivi"
    END = "cloture", "À la clôture"


class Satisfaction(models.TextChoices):
    VERY = "5", "Très satisfaite"
    RATHER = "4", "Satisfaite"
    NEITHER = "3", "Ni l’un ni l’autre"
    LITTLE = "2", "Peu satisfaite"
    NOT = "1", "Pas du tout satisfaite"
    NOT_RECEIVED = "sans_objet", "N’a pas reçu cette aide"
    UNKNOWN = "nsp", "Ne sait pas, ou ne répond pas"


class Expected(models.TextChoices):
    YES = "oui", "Oui"
    PARTLY = "partie", "En partie"
    NO = "non", "Non"
    UNKNOWN = "nsp", "Ne sait pas, ou ne répond pas"


class NoSurvey(models.TextChoices):
    """Why an accompaniment that succeeded ends without the closing questionnaire."""

    HER_WISH = "souhait", "Elle ne souhaite pas y répondre"
    UNREACHED = "injoignable", "Elle n’a pas pu être jointe"
    RECENT = "recent", "Un questionnaire du suivi est assez récent"
    TIME = "temps", "Le temps a manqué"
    OTHER = "autre", "Autre motif"
