"""A community project: works of a commune, in its development plan. It names nobody; « population touchée » is an
estimate with its source, and is no count of people helped."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.groups.lifecycles.community import LABELS, ProjectStatus


class CommunityProject(Identified):
    """Works of a commune. Read by all."""

    class Works(models.TextChoices):
        SCHOOL = "ecole", "École, salle de classe"
        HEALTH = "sante", "Centre de santé"
        WATER = "eau", "Point d’eau, adduction"
        MARKET = "marche", "Marché, magasin"
        ROAD = "piste", "Piste, ouvrage de franchissement"
        GARDEN = "perimetre", "Périmètre maraîcher ou irrigué"
        LIVESTOCK = "elevage", "Parc à bétail, pharmacie vétérinaire"
        ENERGY = "energie", "Électricité, solaire"
        YOUTH = "jeunesse", "Maison des jeunes, sport"
        OTHER = "autre", "Autre ouvrage"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("numéro", max_length=20, unique=True)
    name = models.CharField("nom", max_length=160)
    works = models.CharField("ouvrage", max_length=10, choices=Works)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="cercle")
    commune = models.CharField("commune", max_length=120)
    pdsec = models.CharField("référence au PDSEC", max_length=120, blank=True)
    pdsec_year = models.PositiveSmallIntegerField("année du PDSEC", null=True)
    represented_by = models.CharField("représentée par", max_length=120)  # a function: « deuxième adjointe au maire »
    status = models.CharField("état", max_length=10, choices=LABELS.items(), default=ProjectStatus.IDENTIFIED)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pdsec="", pdsec_year__isnull=True) | ~Q(pdsec="") & Q(pdsec_year__isnull=False),
                name="a_pdsec_reference_has_its_year",
                violation_error_message="Donnez la référence au PDSEC avec son année.",
            )
        ]

    def __str__(self):
        return self.name


class ProjectStatusRow(Identified):
    """A community project entered a status."""

    project = models.ForeignKey(CommunityProject, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=LABELS.items())
    words = models.CharField("précision", max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class _OfProject(Identified):
    project = models.ForeignKey(CommunityProject, on_delete=models.PROTECT, related_name="%(class)s_rows")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "id"]


class Population(_OfProject):
    """« Population touchée », as a source estimates it for a year. A new estimate is a row; none is ever added up."""

    people = models.PositiveIntegerField("population touchée")
    source = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField("année")

    def __str__(self):
        return f"{self.people}"


class Cofunding(_OfProject):
    """What one source promised, or paid, on a day, with its act."""

    class Step(models.TextChoices):
        PROMISED = "promis", "Promis"
        PAID = "verse", "Versé"

    source = models.CharField("qui", max_length=160)
    step = models.CharField(max_length=6, choices=Step)
    amount = models.PositiveBigIntegerField("montant")
    day = models.DateField("le")
    act = models.CharField("acte", max_length=160)

    def __str__(self):
        return self.source


class Progress(_OfProject):
    """What was seen of the works on a day."""

    day = models.DateField("vu le")
    share = models.PositiveSmallIntegerField("avancement", null=True)  # percent
    words = models.CharField("ce qui a été vu", max_length=300)  # works, never a person

    class Meta(_OfProject.Meta):
        ordering = ["day", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__lte=100),
                name="works_are_done_at_most_whole",
                violation_error_message="L’avancement va de 0 à 100.",
            )
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"
