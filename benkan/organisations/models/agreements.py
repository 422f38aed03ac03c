"""What two organisations agreed that one may hand to the other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.organisations.agreements import LABELS, AgreementState
from benkan.organisations.models.accounts import Account
from benkan.organisations.models.organisations import Organisation
from benkan.organisations.purposes import Purpose


class Agreement(Identified):
    """From one organisation to another, for one purpose, these groups of fields, until a day; signed by both."""

    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="qui transmet")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="qui reçoit")
    purpose = models.CharField("finalité", max_length=20, choices=Purpose)
    fields = ArrayField(models.CharField(max_length=20), verbose_name="données")  # codes of `declared_fields()`
    begins = models.DateField("à partir du")
    ends = models.DateField("jusqu’au")
    reference = models.CharField("acte signé", max_length=160)  # the paper act: its number and date
    status = models.CharField("état", max_length=10, choices=LABELS.items(), default=AgreementState.PROPOSED)

    class Meta:
        ordering = ["-begins", "id"]
        indexes = [models.Index(fields=["giver", "receiver", "purpose"], name="agreement_by_sides")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins")),
                name="agreement_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="agreement_is_between_two",
                violation_error_message="Un accord se passe entre deux organisations.",
            ),
            models.CheckConstraint(
                condition=Q(fields__len__gt=0),
                name="agreement_names_its_fields",
                violation_error_message="Dites quelles données peuvent être transmises.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(AgreementState)),
                name="agreement_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.giver} → {self.receiver}, {self.get_purpose_display()}"


class AgreementStatus(Identified):
    """An agreement entered a status: a row added, with who, for which side, and when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motif", max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()
