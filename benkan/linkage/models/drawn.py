"""Pairs drawn at random, so that what is answered of them measures all."""

from django.db import models

from benkan.common import clock


class Drawn(models.Model):
    """A pair of one organisation that was drawn, once: never put back, never drawn again.

    `weight`: how many pairs of its stratum (`engine.intervals`) it stands for, of those that could be drawn that day.
    """

    pair = models.OneToOneField("linkage.Pair", on_delete=models.CASCADE, primary_key=True, related_name="drawn")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    stratum = models.PositiveSmallIntegerField()
    weight = models.FloatField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="drawn_by_organisation")]

    def __str__(self):
        return str(self.pk)
