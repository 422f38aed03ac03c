"""The one grant of a group and its tranches; what the treasurer received and spent. Whole F CFA."""

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.groups.lifecycles.money import FUNDING_LABELS, TRANCHE_LABELS, FundingStatus, TrancheStatus
from benkan.groups.models.groups import Group


class Funding(Identified):
    """What a group asks of the body that pays. One stands at a time; decided by one account there, confirmed by
    another, neither of whom asked."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="fundings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("pour quoi", max_length=200)
    amount = models.PositiveIntegerField("montant demandé")
    granted = models.PositiveIntegerField("montant accordé", null=True)
    grant = models.ForeignKey("cases.Grant", on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField("état", max_length=10, choices=FUNDING_LABELS.items(), default=FundingStatus.FILED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=~Q(status="rejetee"),
                name="one_grant_for_a_group",
                violation_error_message="Ce groupe a déjà une demande ou un financement.",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmee")
                | Q(granted__gt=0, grant__isnull=False, decided_by__isnull=False, confirmed_by__isnull=False)
                & ~Q(decided_by=F("confirmed_by"))
                & ~Q(asked_by=F("decided_by"))
                & ~Q(asked_by=F("confirmed_by")),
                name="money_of_a_group_is_decided_by_two",
                violation_error_message="Une décision est confirmée par un second compte.",
            ),
        ]

    def __str__(self):
        return str(self.group_id)


class FundingStatusRow(Identified):
    """A request entered a status, with the words that the group is told."""

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=FUNDING_LABELS.items())
    words = models.CharField("dit au groupe", max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class Tranche(Identified):
    """A part of the grant, with the condition that lets it be paid; prepared, validated and paid by three accounts."""

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="tranches")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField("montant")
    condition = models.CharField("condition", max_length=200)
    status = models.CharField("état", max_length=10, choices=TRANCHE_LABELS.items(), default=TrancheStatus.PLANNED)
    receipt = models.CharField("reçu", max_length=60, blank=True)
    paid_on = models.DateField("payée le", null=True)
    prepared_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    validated_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    paid_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["funding", "rank"], name="one_tranche_of_a_rank"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_tranche_pays_something",
                violation_error_message="Une tranche a un montant.",
            ),
            models.CheckConstraint(
                condition=~Q(status="payee") | Q(paid_by__isnull=False, paid_on__isnull=False) & ~Q(receipt=""),
                name="a_paid_tranche_has_its_receipt",
                violation_error_message="Donnez le numéro du reçu.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["prevue", "preparee"])
                | Q(prepared_by__isnull=False, validated_by__isnull=False) & ~Q(prepared_by=F("validated_by")),
                name="a_tranche_is_validated_by_another",
                violation_error_message="Qui a préparé une tranche ne la valide pas.",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("prepared_by")) & ~Q(paid_by=F("validated_by")),
                name="a_tranche_is_paid_by_a_third",
                violation_error_message="Qui a préparé ou validé une tranche ne la paie pas.",
            ),
        ]

    def __str__(self):
        return f"{self.rank}"


class TrancheStatusRow(Identified):
    """A tranche entered a status: by which account."""

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=TRANCHE_LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class Evidence(Identified):
    """What shows that the condition of a tranche is met: seen on a day, by who keeps the group or by who pays."""

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="evidence")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("vu le")
    words = models.CharField("ce qui a été vu", max_length=300)  # an act, a count, a place: names nobody
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"


class AccountLine(Identified):
    """A line of the treasurer's accounts: received or spent, with its receipt. A mistake is cancelled by a line."""

    class Way(models.TextChoices):
        RECEIVED = "recu", "Reçu"
        SPENT = "depense", "Dépensé"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("sens", max_length=7, choices=Way)
    amount = models.PositiveIntegerField("montant")
    receipt = models.CharField("reçu ou facture", max_length=60)
    day = models.DateField("le")
    what = SealedTextField("pour quoi", max_length=200, blank=True)
    cancels = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="cancelled_by")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "way", "receipt"],
                condition=Q(cancels__isnull=True),
                name="a_receipt_is_noted_once",
                violation_error_message="Ce reçu est déjà dans les comptes.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="an_account_line_has_an_amount",
                violation_error_message="Donnez le montant.",
            ),
        ]

    def __str__(self):
        return self.receipt
