"""Who pays: grants and their ceilings, the sittings that decide, and what is asked of them line by line."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.funding import LABELS, DecisionReason, FundingStatus
from benkan.cases.models.plans import PlanLine
from benkan.common import clock
from benkan.common.models import Identified
from benkan.offers.words import Dimension, Pillar


class Grant(Identified):
    """Money that a funder gave to the organisation that pays, between two days. Whole F CFA."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nom", max_length=160)
    code = models.CharField("référence", max_length=40)
    funder = models.CharField("bailleur", max_length=160)
    amount = models.PositiveBigIntegerField("montant")
    begins = models.DateField("à partir du")
    ends = models.DateField("jusqu’au")
    source = models.CharField("acte", max_length=200)  # the act that gives it: convention, budget line
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-begins", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="one_grant_per_code",
                violation_error_message="Cette référence est déjà celle d’une autre subvention.",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="grant_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return self.name


class Ceiling(Identified):
    """The most that an organisation pays for a kind of help, from a day on: dated data, with its act."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField("plafond")
    begins = models.DateField("à partir du")
    source = models.CharField("acte", max_length=200)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "-begins"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "begins"],
                name="one_ceiling_per_day",
                violation_error_message="Un plafond commence déjà ce jour-là pour cette aide.",
            )
        ]

    def __str__(self):
        return f"{self.amount}"


class Sitting(Identified):
    """A sitting of the selection committee of the body that pays: its day, members, declared interests, minutes."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField("tenue le")
    place = models.CharField("lieu", max_length=120, blank=True)
    members = ArrayField(models.CharField(max_length=120), default=list)  # functions and bodies, as in the minutes
    interests = models.CharField("intérêts déclarés", max_length=400, blank=True)  # "": none was declared
    minutes = models.CharField("procès-verbal", max_length=160, blank=True)  # its reference, once signed
    closed_at = models.DateTimeField(null=True)  # signed: no decision is added
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(minutes=""),
                name="closed_sitting_has_minutes",
                violation_error_message="Donnez la référence du procès-verbal signé.",
            )
        ]

    def __str__(self):
        return f"{self.held_on:%d/%m/%Y}"


class FundingRequest(Identified):
    """One line of a plan, before the body that pays: read by both, by the number of her card, without a name.

    What the payer reads is copied here when it is filed; nothing more of her file is shown to it.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="requests")
    number = models.CharField("dossier", max_length=20)
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, null=True, related_name="+")
    pillar = models.CharField("pilier", max_length=15, choices=Pillar)
    dimension = models.CharField("dimension", max_length=15, choices=Dimension)
    title = models.CharField("ce qui sera fait", max_length=160, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=8, blank=True)
    region = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    amount = models.PositiveIntegerField("montant demandé")
    granted = models.PositiveIntegerField("montant retenu", null=True)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, related_name="requests")
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=FundingStatus.FILED)
    filed_at = models.DateTimeField(default=clock.now)
    filed_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)  # the person was told what was decided, and why
    told_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["filed_at", "id"]
        indexes = [
            models.Index(fields=["payer", "status", "filed_at"], name="funding_by_payer"),
            models.Index(fields=["organisation", "status"], name="funding_by_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=~Q(status__in=["rejetee", "reprise"]),
                name="one_request_per_line",
                violation_error_message="Cette ligne est déjà devant qui paie.",
            ),
            models.CheckConstraint(
                condition=~Q(status=FundingStatus.FUNDED) | Q(grant__isnull=False, granted__isnull=False),
                name="funded_request_names_its_grant",
                violation_error_message="Dites quelle subvention paie.",
            ),
        ]

    def __str__(self):
        return self.number


class FundingStatusRow(Identified):
    """A request entered a status: who, for which body, at which sitting, with the reason that is told."""

    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="decisions")
    reason = models.CharField("motif", max_length=15, choices=DecisionReason, blank=True)
    words = models.CharField("dit à la personne", max_length=300, blank=True)  # names nobody
    amount = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()
