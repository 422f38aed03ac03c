"""Where publication must not go below the region."""

from django.db import models

from benkan.common.models import Identified
from benkan.places.models.place import Place, ends_after_it_begins


class ConflictPeriod(Identified):
    """A region marked as in conflict, from a day on: nothing published there goes below the region."""

    region = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="conflict_periods")
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)

    class Meta:
        ordering = ["begins", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "begins"],
                name="one_conflict_period_per_beginning",
                violation_error_message="Cette région est déjà marquée à partir de ce jour.",
            ),
            ends_after_it_begins("conflict_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.region} : {self.begins}"
