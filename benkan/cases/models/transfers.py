"""Moving: a transfer that both sides read, what crosses with it, the request of who receives a card of another, and
what was decided of a second return."""

from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.transfers import (
    LABELS,
    UNDER_WAY,
    LiaisonAnswer,
    SecondReturnChoice,
    TransferReason,
    TransferRefusal,
    TransferStatus,
)
from benkan.cases.models.cases import Case
from benkan.cases.models.handed import HandedCopy
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class LiaisonRequest(Identified):
    """She came unannounced, and showed the card of another organisation: who received her asks whoever holds it.

    Addressed by the number of the card alone. It is its asker's: nothing here tells whether anybody holds that number.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="liaisons")
    card = models.CharField("numéro de la carte", max_length=20, blank=True)  # emptied with her file
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    due = models.DateTimeField("réponse attendue avant")
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["organisation", "asked_by", "asked_at"], name="liaison_by_asker")]

    def __str__(self):
        return f"{self.asked_at:%d/%m/%Y}"


class LiaisonReceived(Identified):
    """The same, as the holder of the card reads it: who asks, where she is, since when. Its asker never reads it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="liaisons_received")
    request = models.OneToOneField(LiaisonRequest, on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=clock.now)
    due = models.DateTimeField("réponse attendue avant")
    escalated_at = models.DateTimeField(null=True)
    answer = models.CharField("réponse", max_length=10, choices=LiaisonAnswer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["organisation", "answer", "due"], name="liaison_by_holder")]

    def __str__(self):
        return f"{self.received_at:%d/%m/%Y}"


class Transfer(Identified):
    """One organisation proposes that another accompanies a person from now on.

    Before it accepts, the receiver reads what stands here: why, from when, sex, age group, where she goes. No name.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    number = models.CharField("numéro", max_length=20, unique=True)
    receiver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    liaison = models.ForeignKey(LiaisonRequest, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField("pourquoi", max_length=10, choices=TransferReason)
    wished_on = models.DateField("à partir du", null=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=8, blank=True)
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=TransferStatus.PROPOSED)
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateTimeField("réponse attendue avant")
    met_due = models.DateTimeField("attendue avant", null=True)
    escalated_at = models.DateTimeField(null=True)
    refusal = models.CharField("motif du refus", max_length=15, choices=TransferRefusal, blank=True)
    met_on = models.DateField("reçue le", null=True)

    class Meta:
        ordering = ["-sent_at"]
        indexes = [
            models.Index(fields=["organisation", "status", "answer_due"], name="transfer_by_sender"),
            models.Index(fields=["receiver", "status", "answer_due"], name="transfer_by_receiver"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[str(status) for status in sorted(UNDER_WAY)]),
                name="one_transfer_under_way",
                violation_error_message="Un transfert est déjà proposé\u00a0: attendez sa réponse, ou retirez-le.",
            ),
            models.CheckConstraint(
                condition=~Q(receiver=F("organisation")),
                name="transfer_leaves_the_house",
                violation_error_message="Un transfert va vers une autre organisation.",
            ),
            models.CheckConstraint(
                condition=~Q(status=TransferStatus.REFUSED) | ~Q(refusal=""),
                name="transfer_refused_with_a_reason",
                violation_error_message="Dites pourquoi il est refusé.",
            ),
            models.CheckConstraint(
                condition=~Q(status=TransferStatus.MET) | Q(met_on__isnull=False),
                name="transfer_met_on_a_day",
                violation_error_message="Dites quel jour elle est venue.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(TransferStatus)),
                name="transfer_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.number


class TransferStatusRow(Identified):
    """A transfer entered a status: by whom, for which side; words that name nobody, read by both."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    words = models.CharField("précision", max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class TransferExtract(HandedCopy):
    """The « fiche de liaison ». `answers` prefills the form of who registers her; `restricted` holds what is reserved,
    [help, wish] in words, where she said that it may cross: read with a reason. Both are JSON."""

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="extract")
    answers = SealedTextField("réponses à reprendre")
    restricted = SealedTextField("besoins réservés", blank=True)

    def __str__(self):
        return str(self.transfer_id)


class TransferLink(models.Model):
    """The receiver's own file of her: that both speak of one transfer. Its sender never reads which file it is."""

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, primary_key=True, related_name="link")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="transfers_in")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return str(self.transfer_id)


class SecondReturn(Identified):
    """She came back once more while she was accompanied: whether a new accompaniment began, or the first goes on."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="second_returns")
    episode = models.ForeignKey("arrivals.ReturnEpisode", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("décision", max_length=10, choices=SecondReturnChoice)
    next_case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "episode"],
                name="a_second_return_is_decided_once",
                violation_error_message="C’est déjà décidé pour ce retour.",
            )
        ]

    def __str__(self):
        return self.get_choice_display()
