"""A registration as the engine compares it, so that a new one is scored without cleaning a million others anew."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from benkan.common import clock


class ComparedRecord(models.Model):
    """What is compared of one file: its cleaned words, and the keys that bring it beside others.

    Made from the registration and nothing else, by the model named; gone when she is erased, made anew when corrected.
    """

    registration = models.OneToOneField(
        "people.Registration", on_delete=models.CASCADE, primary_key=True, related_name="compared"
    )
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    keys = ArrayField(models.BigIntegerField(), default=list)  # 64-bit hashes, see `engine.desk`
    cleaned = models.JSONField()
    model = models.CharField(max_length=30)
    at = models.DateTimeField(default=clock.now)  # since when what is compared is this

    def __str__(self):
        return str(self.pk)


class Waiting(models.Model):
    """A registration that was written, or corrected in what is compared, and is not compared yet.

    Added by the database itself (`migrations/0002_policies`), so that no way in can forget it: a form, a workbook, a
    list, what comes later. The worker compares what waits, and takes the row away.
    """

    registration = models.OneToOneField(
        "people.Registration", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.pk)
