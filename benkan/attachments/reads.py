"""What pages ask of papers; row policies decide whose. Contents stay in the database until one is opened."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from benkan.attachments.models import Attachment


def attachments_of(on: models.Model) -> list[Attachment]:
    """The papers of an object, the latest first, those that were removed included; one query."""
    held = Attachment.objects.filter(organisation_id=on.organisation_id, on_kind=on._meta.label_lower, on_id=on.pk)
    return list(held.defer("content").order_by("-at", "-pk"))


def attachment_of(on: models.Model, attachment_id: UUID) -> Attachment | None:
    """One of its papers, without its content until it is asked for; None for any other."""
    held = Attachment.objects.filter(on_kind=on._meta.label_lower, on_id=on.pk, pk=attachment_id)
    return held.defer("content").first()


def has_attachment(model: type[models.Model], *, kind: str = "", since: dt.date | None = None) -> Exists:
    """The condition, on rows of a model, that a paper is attached: of one kind, or since a day, if that is asked."""
    held = Attachment.objects.filter(on_kind=model._meta.label_lower, on_id=OuterRef("pk"), removed_at=None)
    held = held.filter(kind=kind) if kind else held
    return Exists(held.filter(at__date__gte=since) if since else held)
