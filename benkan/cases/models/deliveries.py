"""Help given to one person: each delivery, where it stands, who received it, and how it was checked with her."""

from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.deliveries import (
    LABELS,
    AskedInReturn,
    CheckMeans,
    CheckReceived,
    DeliveryReason,
    DeliveryStatus,
    Mark,
    PaymentMeans,
    Receiver,
)
from benkan.cases.models.funding import FundingRequest, Grant
from benkan.cases.models.plans import PlanLine
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField

_GIVEN = [str(DeliveryStatus.PAID), str(DeliveryStatus.REVERSED)]


class Delivery(Identified):
    """One time that help is given under a line of a plan: a tranche of the money, or a service that costs nothing.

    Read by who prepares it and by who pays, under `number`, which the receipt carries. `amount` is whole F CFA, 0 for a
    service. Who prepared, who validated and who paid are three accounts: the table refuses two of them in one.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="deliveries")
    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, null=True, related_name="deliveries")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, related_name="deliveries")
    number = models.CharField("reçu", max_length=20, unique=True)
    amount = models.PositiveIntegerField("montant")
    means = models.CharField("moyen", max_length=12, choices=PaymentMeans, blank=True)
    supplier = models.CharField("fournisseur", max_length=120, blank=True)
    last = models.BooleanField("dernière tranche", default=False)  # what is left of the sum granted stays unspent
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=DeliveryStatus.PREPARED)
    prepared_at = models.DateTimeField(default=clock.now)
    prepared_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    validated_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    paid_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField("payée le", null=True)
    reference = models.CharField("pièce", max_length=60, blank=True)  # cheque, transfer, invoice
    received_on = models.DateField("reçue le", null=True)
    receiver = models.CharField("reçue par", max_length=12, choices=Receiver, blank=True)
    mark = models.CharField("reçu signé par", max_length=12, choices=Mark, blank=True)

    class Meta:
        ordering = ["prepared_at", "id"]
        indexes = [
            models.Index(fields=["payer", "status", "prepared_at"], name="delivery_by_payer"),
            models.Index(fields=["organisation", "status"], name="delivery_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(validated_by__isnull=True) | ~Q(validated_by=F("prepared_by")),
                name="who_validates_did_not_prepare",
                violation_error_message="Qui a préparé une remise ne la valide pas.",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | (~Q(paid_by=F("prepared_by")) & ~Q(paid_by=F("validated_by"))),
                name="who_pays_neither_prepared_nor_validated",
                violation_error_message="Qui a préparé ou validé une remise ne la paie pas.",
            ),
            models.CheckConstraint(
                condition=Q(amount=0, request__isnull=True, grant__isnull=True, means="")
                | Q(amount__gt=0, request__isnull=False, grant__isnull=False) & ~Q(means=""),
                name="money_names_its_grant_and_means",
                violation_error_message="Dites quelle subvention paie, et par quel moyen.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_GIVEN)
                | Q(amount=0)
                | Q(validated_by__isnull=False, paid_by__isnull=False, paid_on__isnull=False),
                name="paid_by_three_hands",
                violation_error_message="Une remise se paie une fois préparée et validée.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, receiver="", mark="")
                | Q(received_on__isnull=False) & ~Q(receiver=""),
                name="receipt_says_who_received",
                violation_error_message="Dites qui a reçu.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(DeliveryStatus)),
                name="delivery_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.number


class DeliveryStatusRow(Identified):
    """A delivery entered a status: who, for which side, and why where it was refused, cancelled or reversed."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    reason = models.CharField("motif", max_length=12, choices=DeliveryReason, blank=True)
    words = models.CharField("précision", max_length=200, blank=True)  # names nobody
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class DeliveryReceiver(models.Model):
    """Who received it in her place, and why: sealed, with the organisation that accompanies her; not for who pays."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, primary_key=True, related_name="received_by")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = SealedTextField("nom", max_length=120)
    why = SealedTextField("pourquoi", blank=True, max_length=200)

    def __str__(self):
        return str(self.delivery_id)


class DeliveryCheck(Identified):
    """A delivery that the draw says to check with her, and what she answered; with her organisation alone.

    Made when it is paid. `one_in` is the rate of that day, kept with it so that the draw can be run again (see
    `engine.draw`). `differs`: something of her answer is not what was noted; none once it is done: she was not reached.
    """

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="check_row")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    one_in = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField(default=clock.now)
    means = models.CharField("comment", max_length=10, choices=CheckMeans, blank=True)
    received = models.CharField("a reçu", max_length=12, choices=CheckReceived, blank=True)
    amount_said = models.PositiveIntegerField("montant dit", null=True)
    day_said = models.DateField("jour dit", null=True)
    in_return = models.CharField("demandé en échange", max_length=12, choices=AskedInReturn, blank=True)
    words = SealedTextField("ses mots", blank=True, max_length=400)
    differs = models.BooleanField("ne concorde pas", null=True)  # none: not checked yet, or she was not reached
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["drawn_at", "id"]
        indexes = [models.Index(fields=["organisation", "done_at"], name="check_by_organisation")]

    def __str__(self):
        return f"{self.drawn_at:%d/%m/%Y}"


class CheckAttempt(Identified):
    """Somebody tried to ask her about a delivery and found nobody: how, when. The last one ends the check."""

    check_of = models.ForeignKey(DeliveryCheck, on_delete=models.PROTECT, related_name="attempts")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    means = models.CharField("comment", max_length=10, choices=CheckMeans)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_means_display()}, {self.at:%d/%m/%Y}"
