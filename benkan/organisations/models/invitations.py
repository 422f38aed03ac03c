"""Roles that an organisation proposes to an address, until she answers; and links made for somebody's account."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.organisations.models.accounts import Account, Membership, role_choices
from benkan.organisations.models.organisations import Organisation


class InvitationQuerySet(models.QuerySet):
    def waiting(self, now: dt.datetime | None = None):
        """Those that may still be answered."""
        return self.filter(answer="", withdrawn_at=None, expires_at__gt=now or clock.now()).exclude(email="")

    def to(self, account: Account):
        """Those made to the address of an account, whoever typed it."""
        return self.at(account.email.lower())

    def at(self, email: str):
        return self.filter(email=email)


class Invitation(Identified):
    """A role proposed to an address: nobody is bound by it before she accepts it.

    Nothing here says whether the address has an account. The address and the name are emptied some time after the end.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "acceptee", "acceptée"
        DECLINED = "refusee", "refusée"
        FAILED = "sans_suite", "n’a pas abouti"  # she accepted, and the role could not be given; why is hers to know

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField("adresse électronique", blank=True)  # in small letters
    name = models.CharField("nom", max_length=120, blank=True)  # as who invites wrote it
    role = models.CharField("rôle", max_length=30, choices=role_choices)
    place = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lieu"
    )
    ends = models.DateField("jusqu’au", null=True, blank=True)  # of the role, which begins when it is accepted
    invited_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    secret_digest = models.CharField(max_length=64, blank=True)  # of the last link made; empty until one is
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    membership = models.OneToOneField(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        indexes = [models.Index(fields=["email"], condition=~Q(email=""), name="invitation_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["secret_digest"], condition=~Q(secret_digest=""), name="one_invitation_per_secret"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_answer_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer="acceptee", membership__isnull=False)
                | ~Q(answer="acceptee") & Q(membership__isnull=True),
                name="an_acceptance_has_its_role",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="an_invitation_lasts_for_some_time"
            ),
        ]

    def __str__(self):
        return self.get_role_display()

    @property
    def is_waiting(self) -> bool:
        return not self.answer and self.withdrawn_at is None and bool(self.email) and self.expires_at > clock.now()


class HandedLink(Identified):
    """An administration made a link to enter for an account: told to its owner until she says that she read it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose administration
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.account}, {self.made_at:%Y-%m-%d}"
