"""An enrolment: a row read by who accompanies her and by who holds the session; her name apart, where it crosses."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.training.lifecycles.enrolments import LABELS, SEATED, DropReason, EnrolmentStatus, RefusalReason
from benkan.training.models.sessions import Session


class Enrolment(Identified):
    """One person and one session. `organisation` accompanies her, `organiser` holds the session: often the same.

    `registration` is hers, or that of a member of the household of whom `case` accompanies. The organiser reads what
    stands here: token, sex, age group. A seat is a number of the session, given once; the database holds that.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="enrolments")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="enrolments")
    token = models.CharField("jeton", max_length=20, unique=True)  # what she shows where her name does not cross
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=8, blank=True)
    seat = models.PositiveSmallIntegerField(null=True)
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=EnrolmentStatus.PROPOSED)
    asked_at = models.DateTimeField(default=clock.now)  # her rank on the waiting list, whatever she answers since
    asked_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["organiser", "status"], name="enrolment_by_organiser"),
            models.Index(fields=["organisation", "status"], name="enrolment_by_sender"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "registration"],
                condition=~Q(status__in=["retiree", "refusee", "annulee"]),
                name="enrolled_once_in_a_session",
                violation_error_message="Cette personne est déjà inscrite à cette formation.",
            ),
            models.UniqueConstraint(
                fields=["session", "seat"],
                condition=Q(seat__isnull=False),
                name="a_seat_is_given_once",
                violation_error_message="Cette place vient d’être donnée.",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, status__in=sorted(SEATED))
                | Q(seat__isnull=True) & ~Q(status__in=sorted(SEATED)),
                name="a_seat_goes_with_its_status",
                violation_error_message="Une inscription a une place, ou attend.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(EnrolmentStatus)),
                name="enrolment_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.token


class EnrolmentStatusRow(Identified):
    """An enrolment entered a status: by whom, for which side, with the reason that is counted."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    reason = models.CharField("motif", max_length=12, choices=[*DropReason.choices, *RefusalReason.choices], blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class HandedName(models.Model):
    """Her name and telephone, copied and sealed, for the attendance sheet of another organisation: with her consent and
    under an agreement; read by that organisation once she has a place."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, primary_key=True, related_name="handed_name")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = SealedTextField("nom")
    phone = SealedTextField("téléphone", blank=True)
    consent = models.ForeignKey("people.Consent", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self):
        return str(self.enrolment_id)
