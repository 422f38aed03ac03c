"""The base of models that have an identifier of ours, and the values of thresholds."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.ids import new_id


class Identified(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class ThresholdValue(Identified):
    """What a threshold is worth from a day on, until another value begins: there is no end to write, so no gap and no
    overlap. Rows given on the platform say by whom (`account_id`), and stay as they were said; the file's say nobody.
    """

    code = models.CharField(max_length=60)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)  # in the singular, as the program declares it
    begins = models.DateField(null=True)  # none: the first value, as far back as one asks
    source = models.CharField(max_length=240)
    as_of = models.DateField()
    note = models.TextField(blank=True)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=clock.now)  # when it was given, or last changed by a file

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "begins"],
                condition=Q(account_id__isnull=True),
                nulls_distinct=False,
                name="one_value_of_the_file_per_beginning",
            ),
            models.CheckConstraint(
                condition=Q(account_id__isnull=True) | Q(begins__isnull=False) & ~Q(source="") & ~Q(note=""),
                name="a_value_given_says_from_when_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.code} : {self.value}"
