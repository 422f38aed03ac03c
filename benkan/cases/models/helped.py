"""Somebody asks what other actors have already given to persons whom she accompanies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified


class HelpQuestion(Identified):
    """A question about some accompaniments of one's own organisation; its answer is read that day and never kept.

    Of more of them than the threshold says, a second person must have agreed first (`approved_by`).
    """

    class Why(models.TextChoices):
        """Said by who asks, read by who approves and kept in the journal: words that tell of nobody."""

        PLAN = "plan", "Préparer ou revoir son plan"
        GIVING = "remise", "Avant de lui remettre quelque chose"
        TOLD = "dit", "Elle dit avoir déjà été aidée, ou je le crois"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    cases = ArrayField(models.UUIDField())
    why = models.CharField("pourquoi", max_length=8, choices=Why, blank=True)  # "" before it was asked
    asked_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="who_asks_does_not_approve",
                violation_error_message="Qui pose la question ne l’approuve pas.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="help_question_approved_by_somebody",
                violation_error_message="Qui approuve se dit avec l’heure.",
            ),
        ]

    def __str__(self):
        return str(self.pk)
