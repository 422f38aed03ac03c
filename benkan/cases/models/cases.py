"""The accompaniment of one registered person by one organisation, for one return."""

from django.db import models
from django.db.models import Q

from benkan.cases.lifecycles.cases import LABELS, UNDER_WAY, CaseStatus
from benkan.common import clock
from benkan.common.models import Identified


class Case(Identified):
    """One organisation accompanies one person; a second return opens a second one, the first stays as it was.

    Carries nothing that names: who she is stands with the registration, what is counted of her with the return.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the indexes below begin with it
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="cases")
    number = models.CharField("numéro", max_length=20, unique=True)  # boards and their lists know no other
    episode = models.ForeignKey("arrivals.ReturnEpisode", on_delete=models.PROTECT, null=True, related_name="cases")
    worker = models.ForeignKey(
        "organisations.Account", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="accompagnée par"
    )
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=CaseStatus.OPEN)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["organisation", "status", "-opened_at"], name="case_by_status"),
            models.Index(fields=["organisation", "worker", "status"], name="case_by_worker"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(status__in=[str(status) for status in sorted(UNDER_WAY)]),
                name="one_case_under_way_per_person",
                violation_error_message="Cette personne est déjà accompagnée : son accompagnement est en cours.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(CaseStatus)),
                name="case_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.opened_at:%d/%m/%Y}"


class CaseStatusRow(Identified):
    """An accompaniment entered a status: a row added, with who, when, and the reason that is counted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    # Nobody: the organisation that received her said so, on its own side.
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField("motif", max_length=20, blank=True)  # ClosingReason, SuspensionReason
    note = models.CharField("précision", max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class WorkerChange(Identified):
    """The accompaniment passed from one colleague to another, within the organisation."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="worker_changes")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}"
