"""Visits and calls, what stops their clock, and how a person who is not heard of was looked for."""

from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.visits import (
    LABELS,
    LIVE,
    AttemptResult,
    Business,
    Housing,
    Means,
    Mode,
    Received,
    VisitStatus,
)
from benkan.cases.models.cases import Case
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class Schedule(Identified):
    """When visits are due, as dated data: an accompaniment keeps the one in force on the day when it was opened.

    `content` is the file as it was written (see `data/followup_v1.toml`).
    """

    code = models.CharField(max_length=20, unique=True)
    begins = models.DateField("depuis")
    source = models.CharField(max_length=240)
    as_of = models.DateField()
    content = models.JSONField()

    class Meta:
        ordering = ["begins", "code"]

    def __str__(self):
        return self.code


class Visit(Identified):
    """A visit or a call: an appointment first, or noted when it was done. `step` is the one of the schedule that it
    answers, "" where it answers none.

    What was found is counted; where she is met, what was said and what comes next are sealed.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    step = models.CharField("visite du calendrier", max_length=20, blank=True)
    mode = models.CharField("comment", max_length=10, choices=Mode, blank=True)  # none: it was impossible
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=VisitStatus.PLANNED)
    day = models.DateField("jour")  # of the appointment; once done, of the visit
    hour = models.TimeField("heure", null=True, blank=True)
    place = SealedTextField("lieu dit", blank=True, max_length=60)
    received = models.CharField("services reçus", max_length=10, choices=Received, blank=True)
    business = models.CharField("activité", max_length=10, choices=Business, blank=True)
    housing = models.CharField("logement", max_length=10, choices=Housing, blank=True)
    notes = SealedTextField("ce qui a été dit", blank=True, max_length=2000)
    next_step = SealedTextField("la suite", blank=True, max_length=200)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "noted_at", "id"]
        indexes = [models.Index(fields=["organisation", "status", "day"], name="visit_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"],
                condition=~Q(step="") & Q(status__in=[str(status) for status in sorted(LIVE)]),
                name="one_visit_for_each_step",
                violation_error_message="Cette visite du calendrier a déjà son rendez-vous, ou est déjà notée.",
            ),
            models.UniqueConstraint(
                fields=["case", "day", "mode"],
                condition=Q(status=VisitStatus.DONE),
                name="a_visit_is_noted_once",
                violation_error_message="Cette visite est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(VisitStatus)),
                name="visit_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self):
        return f"{self.get_mode_display() or 'Visite'}, {self.day:%d/%m/%Y}"


class VisitStatusRow(Identified):
    """A visit entered a status: a row added; one that was impossible says why."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    reason = models.CharField("motif", max_length=15, blank=True)  # ImpossibleReason
    at = models.DateTimeField(default=clock.now)
    # Nobody: an appointment that fell with the transfer of her accompaniment.
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class InaccessibleZone(Identified):
    """Where she lives nobody can go, from a day until another: the clock of visits stands still meanwhile."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="zones")
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True)  # the day on which one may go again
    why = SealedTextField("pourquoi", blank=True, max_length=200)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(until__isnull=True),
                name="one_inaccessible_zone_at_a_time",
                violation_error_message="Cette zone est déjà notée comme inaccessible.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="zone_opens_after_it_closed",
                violation_error_message="La zone ne rouvre pas avant d’avoir fermé.",
            ),
        ]

    def __str__(self):
        return f"{self.since:%d/%m/%Y}"


class Attempt(Identified):
    """One dated attempt to reach her, by one means, and what came of it. Never changed."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attempts")
    day = models.DateField("jour")
    means = models.CharField("moyen", max_length=10, choices=Means)
    result = models.CharField("résultat", max_length=15, choices=AttemptResult)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at", "id"]

    def __str__(self):
        return f"{self.get_means_display()}, {self.day:%d/%m/%Y}"
