"""Notices, who read them, and who wants the letter of the day."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.notices.kinds import declared


class Notice(Identified):
    """Something happened, told to those of an organisation who hold a right (at a place), or to one account.

    It names no person and no file: its address is a page that asks its own rights.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    told_by = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    account = models.ForeignKey("organisations.Account", on_delete=models.CASCADE, null=True, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField(null=True)  # the day it speaks of
    address = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at"], name="notice_by_organisation")]
        constraints = [models.CheckConstraint(condition=Q(address__startswith="/"), name="a_notice_leads_to_our_pages")]

    def __str__(self):
        return self.kind

    @property
    def words(self) -> str:
        kind = declared().get(self.kind)
        return kind.words if kind else self.kind


class NoticeRead(Identified):
    """An account has read a notice."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reads")
    account = models.ForeignKey("organisations.Account", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "account"], name="a_notice_is_read_once")]

    def __str__(self):
        return str(self.notice_id)


class Digest(models.Model):
    """Whether an account wants the letter of the day, and the last day it had one."""

    account = models.OneToOneField("organisations.Account", on_delete=models.CASCADE, primary_key=True)
    wanted = models.BooleanField(default=True)
    sent_on = models.DateField(null=True)

    def __str__(self):
        return str(self.account_id)
