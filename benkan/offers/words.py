"""The closed lists of words by which help is described. Pillar and dimension stand side by side, each said by itself.

Pillars are those of the plan of the CNRM 2025-2027, dimensions those by which the sustainability of a return is read.
"""

from django.db import models


class Pillar(models.TextChoices):
    RECEPTION = "accueil", "Accueil"
    ECONOMIC = "economique", "Réinsertion économique"
    PSYCHOSOCIAL = "psychosocial", "Appui psychosocial"
    TRAINING = "formation", "Formation professionnelle"


class Dimension(models.TextChoices):
    ECONOMIC = "economique", "Économique"
    SOCIAL = "sociale", "Sociale"
    PSYCHOSOCIAL = "psychosociale", "Psychosociale"


class Level(models.TextChoices):
    INDIVIDUAL = "individuel", "Une personne ou son ménage"
    COLLECTIVE = "collectif", "Un groupe"
    COMMUNITY = "communautaire", "Une commune, un village"


class StructureKind(models.TextChoices):
    """Bodies to which people are sent and which mostly have no account here."""

    CSCOM = "cscom", "Centre de santé communautaire (CSCom)"
    CSREF = "csref", "Centre de santé de référence (CSRéf)"
    HOSPITAL = "hopital", "Hôpital"
    TOWN_HALL = "mairie", "Mairie"
    COURT = "tribunal", "Tribunal, juge"
    SCHOOL = "ecole", "École"
    TRAINING = "formation", "Centre de formation"
    SHELTER = "hebergement", "Centre d’hébergement"
    SOCIAL = "social", "Service du développement social"
    EMPLOYMENT = "emploi", "Service de l’emploi"
    ASSOCIATION = "association", "Association"
    OTHER = "autre", "Autre structure"
