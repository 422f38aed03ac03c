"""What changed in a person's life: rows that are never changed, what each did, and the row that annuls one."""

from django.db import models
from django.db.models import Q

from benkan.cases.lifecycles.events import EventKind, FailureCause, Learnt, Tie, WhyAnnulled
from benkan.cases.models.cases import Case
from benkan.cases.models.followup import Visit
from benkan.cases.models.funding import FundingRequest
from benkan.cases.models.plans import PlanLine
from benkan.cases.models.referrals import Referral
from benkan.common import clock
from benkan.common.imprecise import Precision
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField


class LifeEvent(Identified):
    """Something happened to her: what is counted of it. Words, and what a restricted one is, stand in `detail`.

    `day` is the first of the days that `precision` leaves open; None where nobody knows. `case` is the accompaniment
    on which it is noted, if she had one. Which project line stopped, and why, is said of a PROJECT alone.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="life_events")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="life_events")
    kind = models.CharField("ce qui est arrivé", max_length=15, choices=EventKind)
    day = models.DateField("jour", null=True)
    precision = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Precision])
    learnt = models.CharField("appris", max_length=15, choices=Learnt)
    confirmed = models.BooleanField("confirmé", default=True)
    awaited = models.PositiveSmallIntegerField("enfants nés", default=0)  # of a birth: files to make
    until = models.DateField("fin prévue", null=True)  # when it is asked whether the accompaniment resumes
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, null=True, related_name="failures")
    cause = models.CharField("ce qui s’est passé", max_length=15, choices=FailureCause, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["organisation", "kind", "day"], name="life_event_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(EventKind)),
                name="life_event_kind_is_known",
                violation_error_message="Cet événement n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(kind="projet", line__isnull=False) | ~Q(kind="projet") & Q(line__isnull=True, cause=""),
                name="life_event_line_is_of_a_project",
                violation_error_message="Dites quelle ligne du plan s’est arrêtée.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class LifeEventDetail(models.Model):
    """What is sealed of an event: which one it is where it is restricted, and what was said, as a JSON object of
    question to answer. Read one event at a time, with a reason."""

    event = models.OneToOneField(LifeEvent, on_delete=models.CASCADE, primary_key=True, related_name="detail")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = SealedTextField("ce qui est arrivé", blank=True)
    said = SealedTextField("ce qui a été dit", blank=True)

    def __str__(self):
        return str(self.event_id)


class LifeEventAnnulment(Identified):
    """An event was not so: a row that annuls it, with who and when. What it had stopped is taken up by a person."""

    event = models.OneToOneField(LifeEvent, on_delete=models.PROTECT, related_name="annulment")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    why = models.CharField("pourquoi", max_length=20, choices=WhyAnnulled)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return self.get_why_display()


class LifeEventPerson(Identified):
    """Somebody whom an event brought into the files: a child that was born, a husband who joined her."""

    event = models.ForeignKey(LifeEvent, on_delete=models.PROTECT, related_name="people")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="brought_by")
    tie = models.CharField("lien", max_length=10, choices=Tie)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "registration"],
                name="life_event_brings_somebody_once",
                violation_error_message="Cette personne est déjà notée avec cet événement.",
            )
        ]

    def __str__(self):
        return self.get_tie_display()


class LifeEventStop(Identified):
    """One thing that an event stopped: an appointment, a referral, a request, the accompaniment itself.

    Should the event be annulled, a person takes each up again, or says that it is not needed any more.
    """

    event = models.ForeignKey(LifeEvent, on_delete=models.PROTECT, related_name="stops")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="+")
    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, visit__isnull=True, referral__isnull=True, request__isnull=True)
                | Q(case__isnull=True, visit__isnull=False, referral__isnull=True, request__isnull=True)
                | Q(case__isnull=True, visit__isnull=True, referral__isnull=False, request__isnull=True)
                | Q(case__isnull=True, visit__isnull=True, referral__isnull=True, request__isnull=False),
                name="life_event_stops_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="life_event_stop_settled_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.pk)
