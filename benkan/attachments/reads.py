"""What pages ask of papers; row policies decide whose. Contents stay in the database until one is opened."""

from uuid import UUID

from django.db import models

from benkan.attachments.models import Attachment


def attachments_of(on: models.Model) -> list[Attachment]:
    """The papers of an object, the latest first, those that were removed included; one query."""
    held = Attachment.objects.filter(organisation_id=on.organisation_id, on_kind=on._meta.label_lower, on_id=on.pk)
    return list(held.defer("content").order_by("-at", "-pk"))


def attachment_of(on: models.Model, attachment_id: UUID) -> Attachment | None:
    """One of its papers, without its content until it is asked for; None for any other."""
    held = Attachment.objects.filter(on_kind=on._meta.label_lower, on_id=on.pk, pk=attachment_id)
    return held.defer("content").first()
