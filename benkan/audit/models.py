"""The audit's one table. Rows are added through `benkan.audit.writes` and never changed (the database refuses it)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from benkan.common import clock
from benkan.common.models import Identified


class Entry(Identified):
    """One thing done or read. No foreign keys: an entry outlives what it speaks of. No values: names of fields only."""

    at = models.DateTimeField(default=clock.now)
    account_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)  # the model of the object, "people.registration"
    object_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)  # the registration whose file was touched, when there is one
    fields = ArrayField(models.CharField(max_length=60), default=list)  # fields changed, or filters of a search
    count = models.IntegerField(null=True)  # rows shown by a list, written by an import
    reason = models.TextField(blank=True)  # why, where a right or the law asks it; never personal data
    on_behalf = models.BooleanField(default=False)  # a worker's or a command's, for the account

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation"),
            models.Index(fields=["file_id", "-at"], name="audit_by_file", condition=models.Q(file_id__isnull=False)),
        ]

    def __str__(self):
        return f"{self.verb} {self.kind} {self.object_id or ''}".strip()
