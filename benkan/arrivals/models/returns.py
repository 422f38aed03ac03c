"""Return episodes: what is counted of one return of one person."""

from django.db import models
from django.db.models import F, Q

from benkan.arrivals.models.convoys import Convoy
from benkan.arrivals.models.lines import Line
from benkan.arrivals.models.words import AgeGroup, ReturnType, TravelOrganiser
from benkan.common import clock
from benkan.common.models import Identified
from benkan.people.models import Sex


class ReturnEpisode(Identified):
    """One return of one registered person. Carries what is counted (never what names), copied from the registration."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="episodes")
    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, null=True, related_name="episodes")
    line = models.OneToOneField(
        Line, on_delete=models.PROTECT, null=True, related_name="episode"
    )  # where she was received
    returned_on = models.DateField("rentrée le")
    entry_point = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    country = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    destination = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    nationality = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    age_group = models.CharField(max_length=8, choices=AgeGroup, blank=True)
    declared_type = models.CharField("type déclaré", max_length=3, choices=ReturnType, blank=True)
    assessed_type = models.CharField("type constaté", max_length=3, choices=ReturnType, blank=True)
    travel_organiser = models.CharField("voyage organisé par", max_length=6, choices=TravelOrganiser, blank=True)
    annulled = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-returned_on"]
        indexes = [
            models.Index(fields=["organisation", "-returned_on"], name="episode_by_organisation"),
            models.Index(fields=["convoy"], name="episode_by_convoy"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__lte=F("returned_on__year")),
                name="episode_after_birth",
                violation_error_message="Personne ne rentre avant d’être né.",
            )
        ]

    def __str__(self):
        return f"Retour du {self.returned_on:%d/%m/%Y}"
