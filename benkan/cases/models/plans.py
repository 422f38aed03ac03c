"""The reintegration plan: its versions, its lines, and where each stands."""

import pghistory
from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.plans import IN_FORCE, LINE_LABELS, PLAN_LABELS, LineStatus, PlanStatus
from benkan.cases.models.assessment import Need
from benkan.cases.models.cases import Case
from benkan.common import clock
from benkan.common.models import Identified
from benkan.offers.words import Dimension, Level, Pillar


class Plan(Identified):
    """One version of the plan of an accompaniment. A revision is the next version; the earlier stays as it was."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1)
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="revisions")
    why = models.CharField("pourquoi il est revu", max_length=300, blank=True)
    goal = models.CharField("ce qu’elle veut atteindre", max_length=300, blank=True)
    status = models.CharField("état", max_length=12, choices=PLAN_LABELS.items(), default=PlanStatus.DRAFTED)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        indexes = [models.Index(fields=["organisation", "status"], name="plan_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="one_plan_per_version"),
            models.UniqueConstraint(
                fields=["revises"],
                condition=~Q(status=PlanStatus.ABANDONED),
                name="one_revision_per_plan",
                violation_error_message="Ce plan est déjà en révision\u00a0: reprenez le brouillon.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[str(status) for status in sorted(IN_FORCE)]),
                name="one_plan_in_force",
                violation_error_message="Un plan est déjà soumis ou en cours\u00a0: révisez celui-là.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status=PlanStatus.DRAFTED),
                name="one_plan_drafted",
                violation_error_message="Un brouillon existe déjà\u00a0: reprenez-le.",
            ),
        ]

    def __str__(self):
        return f"Version {self.version}"


class PlanStatusRow(Identified):
    """A plan entered a status: a row added, with who and when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=PLAN_LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


@pghistory.track(pghistory.UpdateEvent("before", row=pghistory.Old, level=pghistory.Statement), context_field=None)
class PlanLine(Identified):
    """One thing to be done for her: what, by whom, between which days, at what cost, paid by whom.

    `cost` and what a committee grants are whole F CFA. A line whose kind is restricted names its pillar only.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, related_name="lines")
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The line whose project failed, of which this is the second grant (`reads.second_grant`).
    second_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="second_grants")
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, null=True, related_name="+")
    restricted = models.BooleanField("réservée", default=False)
    pillar = models.CharField("pilier", max_length=15, choices=Pillar)
    dimension = models.CharField("dimension", max_length=15, choices=Dimension)
    level = models.CharField("pour", max_length=15, choices=Level, default=Level.INDIVIDUAL)
    title = models.CharField("ce qui sera fait", max_length=160, blank=True)
    responsible = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="responsable"
    )
    structure = models.ForeignKey("offers.Structure", on_delete=models.PROTECT, null=True, related_name="+")
    payer = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="qui paie"
    )
    cost = models.PositiveIntegerField("coût", default=0)
    begins = models.DateField("du", null=True, blank=True)
    ends = models.DateField("au", null=True, blank=True)
    status = models.CharField("état", max_length=12, choices=LINE_LABELS.items(), default=LineStatus.PLANNED)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begins", "written_at", "id"]
        indexes = [models.Index(fields=["organisation", "status"], name="plan_line_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__isnull=True) | Q(ends__gte=F("begins")),
                name="plan_line_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(
                condition=Q(restricted=False, kind__isnull=False) | Q(restricted=True, kind__isnull=True, title=""),
                name="restricted_line_says_nothing",
                violation_error_message="Une ligne réservée ne dit que son pilier.",
            ),
            models.CheckConstraint(
                condition=Q(responsible__isnull=True) | Q(structure__isnull=True),
                name="plan_line_has_one_responsible",
                violation_error_message="Un seul responsable\u00a0: un acteur, ou une structure.",
            ),
        ]

    def __str__(self):
        return self.title or self.get_pillar_display()


class PlanLineStatusRow(Identified):
    """A line entered a status: a row added, with who and when."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LINE_LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()
