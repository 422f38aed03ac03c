"""That somebody who wished to talk apart was heard: by whom and when, never what was said."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.people.models.registration import Registration


class PrivateTalk(Identified):
    """One talk, alone, with a person who had wished it; it takes the wish away (see `people.writes.talks`).

    Undone the same day, by whoever noted it too soon: then it never took place, and the wish stands again.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="private_talks")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organisation", "-at"], name="talk_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="talk_is_undone_by_somebody",
                violation_error_message="Un entretien remis dans la file l’est par quelqu’un.",
            )
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}"
