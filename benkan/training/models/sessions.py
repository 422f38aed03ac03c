"""A training session: what is taught, by whom, where, when, to how many; it names nobody, and is read by all."""

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.training.lifecycles.sessions import LABELS, SessionStatus


class Session(Identified):
    """One session of a training. `trade` is a code of the « bilan de compétences » (`benkan.cases.trades`)."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("numéro", max_length=20, unique=True)
    trade = models.CharField("métier", max_length=30)
    structure = models.ForeignKey("offers.Structure", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="lieu")
    where = models.CharField("salle, atelier", max_length=160, blank=True)
    begins = models.DateField("du")
    ends = models.DateField("au")
    hours = models.PositiveSmallIntegerField("heures")
    places = models.PositiveSmallIntegerField("places")
    conditions = models.CharField("conditions", max_length=400, blank=True)
    certificate = models.CharField("attestation visée", max_length=160, blank=True)
    kit = models.CharField("kit remis", max_length=160, blank=True)
    grant = models.ForeignKey("cases.Grant", on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=SessionStatus.ANNOUNCED)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-begins", "code"]
        indexes = [models.Index(fields=["organisation", "status", "-begins"], name="session_by_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="session_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="session_has_places",
                violation_error_message="Une formation a au moins une place.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(SessionStatus)),
                name="session_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.code


class SessionStatusRow(Identified):
    """A session entered a status: by whom, when; a cancelled one says why, in words that name nobody."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    words = models.CharField("motif", max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()
