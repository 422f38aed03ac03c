"""The actors of the framework: what they are, where they are, and the key that seals what they keep."""

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified


class Kind(models.Model):
    """A kind of organisation: reference data, from `data/kinds.csv`, with its source and date."""

    class Sector(models.TextChoices):
        PUBLIC = "public", "Public"
        CIVIL = "civil", "Société civile et diaspora"
        INTERNATIONAL = "international", "International"
        PRIVATE = "prive", "Privé"

    code = models.CharField(max_length=30, primary_key=True)
    label = models.CharField("nature", max_length=120)
    sector = models.CharField("secteur", max_length=15, choices=Sector)
    source = models.CharField(max_length=240)
    as_of = models.DateField("état au")

    class Meta:
        ordering = ["sector", "label"]

    def __str__(self):
        return self.label


class Organisation(Identified):
    """An actor of the framework: a service of the State, an agency, an association, a post."""

    name = models.CharField("nom", max_length=160)
    code = models.CharField("sigle", max_length=30, unique=True)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="organisations", verbose_name="nature")
    phone = models.CharField("téléphone dit au public", max_length=40, blank=True)  # printed on the cards it gives
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class OrganisationChange(Identified):
    """What an organisation was before its name or telephone was corrected, or why it was closed or opened again.

    A row for each, with who and when: the organisation itself holds only what is true today.
    """

    class What(models.TextChoices):
        NAME = "nom", "Nom corrigé"
        PHONE = "telephone", "Téléphone corrigé"
        CLOSED = "ferme", "Organisation fermée"
        REOPENED = "rouvert", "Organisation rouverte"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    before = models.CharField(max_length=160, blank=True)  # of a correction
    after = models.CharField(max_length=160, blank=True)
    reason = models.CharField("motif", max_length=300, blank=True)  # of a closing, of a reopening
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.get_what_display()


class OrganisationKey(Identified):
    """The key that seals what an organisation keeps of persons, wrapped (see `benkan.organisations.keys`).

    A retired key seals nothing more and still opens what it sealed; none is ever removed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation"], name="organisation_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(retired_at__isnull=True), name="one_key_in_use_per_organisation"
            )
        ]

    def __str__(self):
        return str(self.pk)


class Presence(Identified):
    """An organisation is present at an entry point or another place: it reads what concerns the place's actors."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="presences")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    begins = models.DateField("à partir du", default=clock.today)
    ends = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="presence_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "place"],
                condition=Q(ends__isnull=True),
                name="one_open_presence_per_place",
                violation_error_message="Cette organisation est déjà présente à cet endroit.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} à {self.place}"
