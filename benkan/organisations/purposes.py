"""Why data of a person are kept or handed on. Consents and sharing agreements speak of the same purposes."""

from django.db import models


class Purpose(models.TextChoices):
    """What a consent is asked for, and what an agreement between two organisations is for."""

    FOLLOW_UP = "suivi", "Suivi"
    CHECK = "verification", "Vérification entre acteurs"
    REFERRAL = "orientation", "Orientation"
    STATISTICS = "statistiques", "Statistiques"
    RECONTACT = "recontact", "Recontact"
    PHOTO = "photo", "Photo"
