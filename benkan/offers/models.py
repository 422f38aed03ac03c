"""The directory: kinds of help, the bodies that give it, what each offers, where, to whom, with how many places."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.offers.words import Dimension, Level, Pillar, StructureKind


class HelpKind(models.Model):
    """A kind of help, of any level: reference data, from `data/help_kinds.csv`, with its days and source.

    `restricted`: its very name tells of health, of a child or of violence; a list says « orientation » in its place.
    """

    code = models.CharField(max_length=30, primary_key=True)
    label = models.CharField("aide", max_length=120)
    heading = models.CharField("famille", max_length=40)  # under which a form shows it
    restricted = models.BooleanField("réservée", default=False)
    begins = models.DateField("à partir du", null=True)
    ends = models.DateField("jusqu’au", null=True)
    source = models.CharField(max_length=240)
    as_of = models.DateField("état au")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.label


class Structure(Identified):
    """A body to which people are sent and which has no account: a health centre, a town hall, a judge, a school."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("nature", max_length=15, choices=StructureKind)
    name = models.CharField("nom", max_length=160)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="cercle")
    address = models.CharField("quartier, repère", max_length=160, blank=True)
    phone = models.CharField("téléphone du service", max_length=40, blank=True)
    hours = models.CharField("jours et heures", max_length=120, blank=True)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["place", "kind"], name="structure_by_place")]

    def __str__(self):
        return self.name


class Offer(Identified):
    """A service on offer: what, by whom, where, to whom, on which conditions.

    Given by the organisation itself, or by a structure that the organisation knows. A confidential one (a safe house)
    is read by its organisation alone, shows neither address nor room and answers no search.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, null=True, related_name="offers")
    kind = models.ForeignKey(HelpKind, on_delete=models.PROTECT, related_name="+", verbose_name="aide")
    title = models.CharField("intitulé", max_length=160)
    pillar = models.CharField("pilier", max_length=15, choices=Pillar)
    dimension = models.CharField("dimension", max_length=15, choices=Dimension)
    level = models.CharField("pour", max_length=15, choices=Level, default=Level.INDIVIDUAL)
    areas = models.ManyToManyField("places.Place", related_name="+", blank=True)  # none: everywhere
    sex = models.CharField("pour", max_length=1, blank=True)  # "": for all
    least_age = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True)
    most_age = models.PositiveSmallIntegerField("âge maximum", null=True, blank=True)
    conditions = models.CharField("conditions", max_length=400, blank=True)
    hours = models.CharField("jours et heures", max_length=120, blank=True)
    phone = models.CharField("téléphone du service", max_length=40, blank=True)
    confidential = models.BooleanField("confidentielle", default=False)
    begins = models.DateField("à partir du", default=clock.today)
    ends = models.DateField("jusqu’au", null=True, blank=True)
    ended_at = models.DateTimeField(null=True)  # closed before its last day: gone at that moment
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["kind"], name="offer_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="offer_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=Q(least_age__isnull=True) | Q(most_age__isnull=True) | Q(most_age__gte=F("least_age")),
                name="offer_ages_in_order",
                violation_error_message="L’âge maximum ne peut pas être sous l’âge minimum.",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", "M", "F"]),
                name="offer_sex_is_known",
                violation_error_message="Pour les hommes, pour les femmes, ou pour tous.",
            ),
        ]

    def __str__(self):
        return self.title

    def is_open(self, day: dt.date) -> bool:
        """Whether people are sent there on a day."""
        return self.ended_at is None and self.begins <= day and (self.ends is None or self.ends >= day)

    def is_over(self, day: dt.date) -> bool:
        """Closed, or past its last day; one that has not begun is neither open nor over."""
        return self.ended_at is not None or (self.ends is not None and self.ends < day)


class DeclaredPlaces(Identified):
    """How many places an offer has and how many are free, as its organisation said on a day: a row each time."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="declared_places")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    total = models.PositiveIntegerField("places")
    free = models.PositiveIntegerField("places libres")
    waiting = models.PositiveIntegerField("en liste d’attente", default=0)
    as_of = models.DateField("état au", default=clock.today)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-as_of", "-at"]
        indexes = [models.Index(fields=["offer", "-as_of", "-at"], name="declared_places_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(free__lte=F("total")),
                name="no_more_free_places_than_places",
                violation_error_message="Il ne peut pas y avoir plus de places libres que de places.",
            )
        ]

    def __str__(self):
        return f"{self.free} sur {self.total}"
