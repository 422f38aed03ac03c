"""What is assessed with a person: the screening and its priority, her needs, what she can do.

What tells of health, violence, trafficking, detention or a child stands apart, sealed: its reading asks for a reason.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benkan.cases.lifecycles.needs import LABELS, NeedStatus, UnmetReason
from benkan.cases.models.cases import Case
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.offers.words import Dimension, Pillar


class Priority(models.TextChoices):
    URGENT = "urgente", "Urgente"
    HIGH = "elevee", "Élevée"
    ORDINARY = "normale", "Normale"


class Screening(Identified):
    """One screening: rapid for everybody, detailed where a flag is raised. Its priority is proposed by a rule, with its
    reasons, and kept or changed by a person who says why (`PriorityChange`).

    `reasons` are the codes that may be shown; how many others counted stands in `restricted_reasons`.
    """

    class Kind(models.TextChoices):
        RAPID = "rapide", "Rapide"
        DETAILED = "detaille", "Approfondi"

    class Mode(models.TextChoices):
        IN_PERSON = "presence", "En personne, à part"
        PHONE = "telephone", "Par téléphone"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings")
    kind = models.CharField("évaluation", max_length=10, choices=Kind)
    mode = models.CharField("menée", max_length=10, choices=Mode)
    rule = models.CharField(max_length=20)  # the version of the rule that proposed the priority
    proposed = models.CharField("priorité proposée", max_length=10, choices=Priority)
    priority = models.CharField("priorité", max_length=10, choices=Priority)
    reasons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    restricted_reasons = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="screening_last")]

    def __str__(self):
        return self.get_kind_display()


class PriorityChange(Identified):
    """Somebody gave a screening another priority than the one it had, and said why: a row each time."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="changes")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    priority = models.CharField("priorité", max_length=10, choices=Priority)
    note = models.CharField("pourquoi une autre priorité", max_length=300, blank=True)  # emptied with her file
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_priority_display()


class ScreeningAnswers(models.Model):
    """The answers of a screening, sealed: a JSON object of question to « oui », « non » or « sans » (she does not know,
    or would rather not say). What was not asked is absent."""

    screening = models.OneToOneField(Screening, on_delete=models.CASCADE, primary_key=True, related_name="answers")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    answers = SealedTextField("réponses")

    def __str__(self):
        return str(self.screening_id)


@pghistory.track(pghistory.UpdateEvent("before", row=pghistory.Old, level=pghistory.Statement), context_field=None)
class Need(Identified):
    """What a person needs, under its pillar and its dimension, neither drawn from the other.

    A restricted one says neither its kind nor her words here: these stand sealed in `RestrictedNeed`.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, null=True, related_name="+")
    restricted = models.BooleanField("réservé", default=False)
    pillar = models.CharField("pilier", max_length=15, choices=Pillar)
    dimension = models.CharField("dimension", max_length=15, choices=Dimension)
    wish = models.CharField("ce qu’elle souhaite", max_length=300, blank=True)
    pressing = models.BooleanField("presse", default=False)
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=NeedStatus.SAID)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["organisation", "status", "kind"], name="need_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=False, kind__isnull=False) | Q(restricted=True, kind__isnull=True, wish=""),
                name="restricted_need_says_nothing",
                violation_error_message="Un besoin réservé ne dit rien hors de sa fiche réservée.",
            )
        ]

    def __str__(self):
        return self.get_pillar_display()


class RestrictedNeed(models.Model):
    """What a restricted need is, sealed: the code of its kind, and her words."""

    need = models.OneToOneField(Need, on_delete=models.CASCADE, primary_key=True, related_name="detail")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = SealedTextField("aide")
    wish = SealedTextField("ce qu’elle souhaite", blank=True)

    def __str__(self):
        return str(self.need_id)


class NeedStatusRow(Identified):
    """A need entered a status: a row added; one that is not covered says why."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motif", max_length=15, choices=UnmetReason, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class Skill(Identified):
    """A trade of hers, said or shown by a task: one line of the « bilan de compétences »."""

    class Level(models.TextChoices):
        BEGINNER = "debut", "A commencé à apprendre"
        WORKER = "ouvrier", "Travaille sous la conduite d’un autre"
        SKILLED = "qualifie", "Travaille seule"
        MASTER = "maitre", "Forme et conduit d’autres"

    class Certificate(models.TextChoices):
        HELD = "possede", "Diplôme ou attestation en main"
        LOST = "perdu", "Perdu, ou resté à l’étranger"
        NONE = "aucun", "Jamais eu"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="skills")
    trade = models.CharField("métier", max_length=30)  # a code of `data/trades.csv`
    country = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    years = models.PositiveSmallIntegerField("années", null=True, blank=True)
    level = models.CharField("niveau dit", max_length=10, choices=Level, blank=True)
    shown_level = models.CharField("niveau montré", max_length=10, choices=Level, blank=True)
    shown_on = models.DateField("montré le", null=True, blank=True)
    shown_by = models.CharField("devant", max_length=120, blank=True)  # a centre, a master: a body, no person
    certificate = models.CharField("diplôme", max_length=10, choices=Certificate, blank=True)
    wishes_validation = models.BooleanField("souhaite une VAE", default=False)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_level="") | Q(shown_on__isnull=False),
                name="skill_shown_on_a_day",
                violation_error_message="Dites quel jour ce niveau a été montré.",
            )
        ]

    def __str__(self):
        return self.trade
