"""What crosses from one organisation to another: a copy of what she agreed to hand on, with its day and its source."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class HandedCopy(Identified):
    """The ground of the copies of referrals and of transfers. Sealed with the sender's key; emptied with her file.

    Read by the sender; by the receiver once it has accepted (`reads.extracts`). `fields` is a JSON object: the code of
    a section, and its [question, answer] in words.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    groups = ArrayField(models.CharField(max_length=20))  # codes of the groups of fields that an agreement names
    fields = SealedTextField("réponses transmises")
    message = SealedTextField("ce qu’il faut savoir", blank=True)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True
