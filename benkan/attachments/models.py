"""The one table of papers that are attached."""

from django.db import models
from django.db.models import Q

from benkan.attachments.content import KNOWN
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedBytesField, SealedTextField


class Attachment(Identified):
    """One paper. Removed, its row says that it was there, by whom and until when; its name and bytes are gone."""

    class Kind(models.TextChoices):
        PAPER = "papier", "Copie d’un papier"
        CONSENT = "consentement", "Feuille de consentement signée"
        OTHER = "autre", "Autre pièce"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    on_kind = models.CharField(max_length=60)  # the model of what it is attached to: "people.registration"
    on_id = models.UUIDField()
    kind = models.CharField("nature", max_length=14, choices=Kind)
    name = SealedTextField("nom", max_length=120, blank=True)  # a file is often called by a person's name
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField("taille")  # bytes
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the bytes; gone with them
    content = SealedBytesField(null=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["organisation", "on_id", "-at"], name="attachment_by_object")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(content__isnull=False), name="attachment_is_there_or_removed"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(content__isnull=True, digest=""),
                name="attachment_removed_keeps_nothing",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def file_name(self) -> str:
        """The name it is given back with: its own, with the extension that its bytes deserve."""
        _, extension = KNOWN[self.media_type]
        return f"{self.name or 'piece'}.{extension}"
