"""Complaints, the copies that two recipients each read of them, and what was written of them since.

Of a complaint only what routes and times it is clear. What was said, by whom, of whom, and how to answer her is sealed
once for each recipient, with the key of that recipient's organisation.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.complaints.kinds import Channel, Kind, Said
from benkan.complaints.lifecycle import LABELS, Status


class Complaint(Identified):
    """A complaint: its number, kind, way, days and status. Neither whom it concerns, nor whose file it may be.

    Once noted, its own author does not read it any more: those do who hold a copy that is open to them.
    """

    number = models.CharField("numéro", max_length=20, unique=True)
    code = models.CharField(max_length=128)  # four digits she chose, hashed; empty once its words are gone
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    kind = models.CharField("nature", max_length=15, choices=Kind)
    channel = models.CharField("reçue", max_length=12, choices=Channel)
    file_mark = models.CharField(max_length=64, blank=True)  # `numbers.file_mark`, where she gave her file's number
    received_on = models.DateField("reçue le")  # the real day, before it was typed
    due = models.DateField("à répondre avant le")
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=Status.RECEIVED)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)  # the answer was told to her
    late_at = models.DateTimeField(null=True)  # its deadline passed: both recipients may answer
    closed_at = models.DateTimeField(null=True)
    forget = models.BooleanField(default=False)  # her file was erased: the words go as soon as it is closed

    class Meta:
        ordering = ["due", "noted_at"]
        indexes = [
            models.Index(fields=["file_mark"], name="complaint_of_a_file", condition=~Q(file_mark="")),
            models.Index(fields=["due"], name="complaint_due", condition=Q(late_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="complaint_status_is_known"),
            models.CheckConstraint(condition=Q(due__gte=F("received_on")), name="complaint_is_due_after_it_came"),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False)
                | ~Q(status=Status.CLOSED) & Q(closed_at__isnull=True),
                name="a_closed_complaint_says_when",
            ),
        ]

    def __str__(self):
        return self.number


class ComplaintStatus(Identified):
    """A complaint entered a status: a row added, with who, for which organisation, and when."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class Copy(Identified):
    """What one recipient reads of a complaint, sealed with the key of her organisation; two for each complaint.

    `answers` says whose turn it is, `opened_at` since when she may read it: the second one of an ordinary complaint
    stays shut until the answer is contested, or late. Without an account it waits for a recipient to be named, sealed
    with the key of the national administration, whose pages never show it.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="copies")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    words = SealedTextField("ce qui est dit", max_length=4000, null=True)
    person = SealedTextField("qui se plaint", max_length=200, null=True)  # empty: nobody said
    reach = SealedTextField("comment lui répondre", max_length=300, null=True)
    about = SealedTextField(null=True)  # whom it concerns, and who noted it: `routing.Concerned`, as JSON

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["account", "organisation"], name="copy_by_recipient")]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "account"],
                name="one_copy_per_recipient",
                violation_error_message="Ce destinataire a déjà cette plainte.",
            )
        ]

    def __str__(self):
        return str(self.pk)


class Writing(Identified):
    """Something written of a complaint, as one copy keeps it: a note of its holder's own, an answer, why it is
    contested. Answers and contests are sealed once for each copy."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="writings")
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="writings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=Said)
    words = SealedTextField(max_length=4000, null=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_what_display()


class Recipient(Identified):
    """Somebody named by the national administration to receive complaints of some kinds, from a day until another."""

    account = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kinds = ArrayField(models.CharField(max_length=15, choices=Kind), verbose_name="plaintes")
    begins = models.DateField("à partir du", default=clock.today)
    ends = models.DateField("jusqu’au", null=True, blank=True)
    named_at = models.DateTimeField(default=clock.now)
    named_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="recipient_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0),
                name="recipient_says_for_what",
                violation_error_message="Dites pour quelles plaintes.",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation"],
                condition=Q(ends__isnull=True),
                name="one_open_mandate_per_recipient",
                violation_error_message="Cette personne est déjà destinataire. Mettez d’abord fin à son mandat.",
            ),
        ]

    def __str__(self):
        return str(self.account_id)
