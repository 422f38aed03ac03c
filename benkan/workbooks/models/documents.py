"""A file written for somebody: asked on a page, made by the worker, taken by who asked."""

from django.db import models

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedBytesField


class Document(Identified):
    """One export, kept for a short time. Read by the account that asked for it, in the organisation it asked in."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Classeur Excel"

    class Stage(models.TextChoices):
        ASKED = "demande", "En préparation"
        READY = "pret", "Prêt"
        FAILED = "echec", "Échec"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # which list, as its context declares it
    name = models.CharField("nom", max_length=120)  # without extension; no personal data
    format = models.CharField(max_length=4, choices=Format)
    filters = models.JSONField(default=dict)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.ASKED)
    rows = models.PositiveIntegerField("lignes", null=True)
    size = models.PositiveIntegerField("taille", null=True)  # bytes
    content = SealedBytesField(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["by", "-asked_at"], name="document_by_account")]

    def __str__(self):
        return f"{self.name}.{self.format}"
