"""A file that was brought in: its reading, its rows staged one by one, and what an organisation said of its columns."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedBytesField
from benkan.workbooks.lifecycle import LABELS, Stage


class Import(Identified):
    """One file of one organisation. The bytes are kept until it is applied whole, undone or dropped, and no longer."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # whose rows these are: « arrivals »
    target = models.UUIDField(null=True)  # what the rows belong to; its kind says which table
    name = models.CharField("fichier", max_length=200)
    size = models.PositiveIntegerField("taille")  # bytes
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes
    content = SealedBytesField(null=True)
    options = models.JSONField(default=dict)  # what the sender said of the whole file
    mapping = models.JSONField(default=dict)  # sheet, letter of a column, role (None: not read)
    reading = models.JSONField(default=dict)  # what was seen of sheets, columns and rows left out; no person's answer
    announced = models.PositiveIntegerField("total annoncé", null=True)
    stage = models.CharField("état", max_length=10, choices=LABELS.items(), default=Stage.RECEIVED)
    sentence = models.TextField(blank=True)  # why it was refused, in French, without personal data
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organisation", "kind", "target"], name="import_by_target")]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="import_stage_is_known"),
        ]

    def __str__(self):
        return self.name


class ImportStage(Identified):
    """An import entered a stage: a row added, with who and when."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="stages")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.get_stage_display()


class Row(Identified):
    """One row of a file: what was read, what a machine proposes, what a person decided, and what was written of it.

    Not sealed, unlike the file itself: rows are compared, filtered and counted by the database until they are applied.
    """

    class Outcome(models.TextChoices):
        """What the machine proposes."""

        NEW = "nouvelle", "Nouvelle"
        SAME = "identique", "Déjà là, rien ne change"
        CHANGED = "differente", "Déjà là, quelque chose change"
        ASK = "question", "À décider"
        REFUSED = "refusee", "Refusée"

    class Decision(models.TextChoices):
        """What a person answered."""

        ADD = "ajouter", "C’est une autre personne"
        ATTACH = "rattacher", "C’est cette personne"
        LEAVE = "laisser", "Laisser cette ligne"

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField("ligne")  # as the file counts its rows, from 1
    cells = models.JSONField(default=dict)  # letter of a column, text; columns that are read only
    corrections = models.JSONField(default=dict)  # the same, where somebody corrected a cell here
    answers = models.JSONField(default=dict)
    errors = models.JSONField(default=list)  # (letter, sentence)
    warnings = ArrayField(models.TextField(), default=list)
    outcome = models.CharField(max_length=12, choices=Outcome)
    against = models.UUIDField(null=True)  # what it may be: a record of the kind's own
    reasons = ArrayField(models.TextField(), default=list)
    strength = models.CharField(max_length=14, blank=True)  # in a word; those of an earlier version stay as they were
    difference = models.JSONField(default=list)  # (question, before, after), in words
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decided_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    made = models.JSONField(default=dict)  # what was written, for the undoing: identifiers, values before and after

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["source", "order"], name="row_once_per_import"),
        ]

    def __str__(self):
        return f"{self.sheet} {self.number}".strip()


class RememberedColumn(Identified):
    """What an organisation said of a column's title, where it corrected the proposal: proposed to it from then on."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)  # folded, with the group above it
    role = models.CharField(max_length=40, blank=True)  # "": not read
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "title"], name="column_remembered_once"),
        ]

    def __str__(self):
        return self.title
