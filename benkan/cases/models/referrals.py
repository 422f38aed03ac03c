"""A referral: a row that both sides read, its statuses, and the extract that crosses once it is accepted."""

from django.db import models
from django.db.models import Q

from benkan.cases.lifecycles.referrals import LABELS, Outcome, ReferralStatus, RefusalReason, Urgency
from benkan.cases.models.assessment import Need
from benkan.cases.models.cases import Case
from benkan.cases.models.handed import HandedCopy
from benkan.cases.models.plans import PlanLine
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class Referral(Identified):
    """One organisation sends a person to another, or to a structure without an account.

    Before it accepts, the receiver reads what stands here: what is asked, how soon, sex, age group, cercle. No name.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="referrals")
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, related_name="referrals")
    number = models.CharField("numéro", max_length=20, unique=True)
    receiver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    structure = models.ForeignKey("offers.Structure", on_delete=models.PROTECT, null=True, related_name="referrals")
    offer = models.ForeignKey("offers.Offer", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, related_name="+", verbose_name="aide")
    restricted = models.BooleanField("réservée", default=False)  # a list says « orientation »
    urgency = models.CharField("urgence", max_length=10, choices=Urgency)
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=8, blank=True)
    cercle = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    # Without her consent, for life is at stake; why stands apart (`VitalReason`), for the data-protection delegate.
    vital = models.BooleanField("intérêt vital", default=False)
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=ReferralStatus.SENT)
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateTimeField("réponse attendue avant")
    done_due = models.DateTimeField("suite attendue avant", null=True)
    escalated_at = models.DateTimeField(null=True)
    refusal = models.CharField("motif du refus", max_length=15, choices=RefusalReason, blank=True)
    outcome = models.CharField("suite", max_length=10, choices=Outcome, blank=True)
    done_on = models.DateField("rendu le", null=True)

    class Meta:
        ordering = ["-sent_at"]
        indexes = [
            models.Index(fields=["organisation", "status", "answer_due"], name="referral_by_sender"),
            models.Index(fields=["receiver", "status", "answer_due"], name="referral_by_receiver"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(receiver__isnull=False, structure__isnull=True)
                | Q(receiver__isnull=True, structure__isnull=False),
                name="referral_goes_to_one",
                violation_error_message="Une orientation va vers un acteur, ou vers une structure.",
            ),
            models.CheckConstraint(
                condition=~Q(receiver=models.F("organisation")),
                name="referral_leaves_the_house",
                violation_error_message="Une orientation va vers une autre organisation.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.DONE) | ~Q(outcome=""),
                name="referral_closed_with_its_outcome",
                violation_error_message="Dites ce qui a été fait\u00a0: sans suite connue, elle n’est pas close.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.REFUSED) | ~Q(refusal=""),
                name="referral_refused_with_a_reason",
                violation_error_message="Dites pourquoi elle est refusée.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(ReferralStatus)),
                name="referral_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.number


class ReferralStatusRow(Identified):
    """A referral entered a status: by whom, for which side; words that name nobody, read by both."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    words = models.CharField("précision", max_length=300, blank=True)
    on_paper = models.BooleanField(default=False)  # heard from a slip or by telephone, typed by the sender
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class VitalReason(models.Model):
    """Why somebody was sent on without her consent: sealed, read by the data-protection delegate of the sender."""

    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, primary_key=True, related_name="vital_reason")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField("motif")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return str(self.referral_id)


class Extract(HandedCopy):
    """What crosses with a referral."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="extract")

    def __str__(self):
        return str(self.referral_id)
