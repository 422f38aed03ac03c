"""The closed lists of words of arrivals."""

from django.db import models


class AgeGroup(models.TextChoices):
    """The three groups that everybody's counts share (announcements, desks, communiqués)."""

    CHILD = "mineur", "Mineur"
    ADULT = "adulte", "Adulte"
    ELDER = "aine", "Personne âgée"  # from which age on: `benkan.arrivals.thresholds`


class ReturnType(models.TextChoices):
    """Types of return. Declared and assessed are kept apart: communiqués mix them."""

    ASSISTED = "RVA", "Retour volontaire assisté"
    HUMANITARIAN = "RVH", "Retour humanitaire volontaire"
    REPATRIATED = "RAP", "Rapatriement par l’État"
    EXPELLED = "REF", "Refoulement, expulsion, éloignement forcé"
    SPONTANEOUS = "SPO", "Retour spontané"
    EVACUATED = "EVA", "Évacuation (crise, conflit)"
    TRANSIT = "TRA", "Personne d’une autre nationalité, en transit"


class TravelOrganiser(models.TextChoices):
    """Who organised the travel: the third, separate answer."""

    STATE = "etat", "L’État malien"
    IOM = "oim", "L’OIM"
    HOST = "pays", "Le pays de départ"
    SELF = "soi", "La personne elle-même, ou sa famille"
    OTHER = "autre", "Un autre acteur"


class Means(models.TextChoices):
    CHARTER = "charter", "Vol affrété"
    FLIGHT = "vol", "Vol régulier"
    BUS = "bus", "Car ou bus"
    TRUCK = "camion", "Camion"
    FOOT = "pied", "À pied"
    BOAT = "bateau", "Pirogue ou bateau"
    TRAIN = "train", "Train"
    OTHER = "autre", "Autre"


class AidKind(models.TextChoices):
    """Help given at once, post-arrival."""

    WATER = "eau", "Eau"
    FOOD = "repas", "Repas"
    CARE = "soins", "Premiers soins"
    HOSPITAL = "evacuation", "Évacuation vers un centre de santé"
    SHELTER = "hebergement", "Hébergement"
    KIT = "kit", "Kit d’hygiène ou non alimentaire"
    CLOTHES = "vetements", "Vêtements, couverture"
    CALL = "appel", "Appel à la famille"
    CASH = "especes", "Argent de poche"
    TRANSPORT = "transport", "Transport vers la destination"
    LISTENING = "ecoute", "Première écoute"
