"""Add to the audit."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models

from benkan.audit.models import Entry
from benkan.audit.verbs import Verb
from benkan.common.permissions import Actor


def record(
    verb: Verb,
    *,
    by: Actor,
    on: models.Model | None = None,
    file_id: UUID | None = None,
    fields: Iterable[str] = (),
    count: int | None = None,
    reason: str = "",
) -> Entry:
    """Add one row, in the transaction of the change or the reading it tells of."""
    return Entry.objects.create(
        **entry_values(verb, by=by, on=on, file_id=file_id, fields=fields, count=count, reason=reason)
    )


def entry_values(verb, *, by, on=None, file_id=None, fields=(), count=None, reason="") -> dict:
    """The columns of a row, for those who add many at once."""
    return {
        "verb": verb.code,
        "account_id": by.account_id,
        "organisation_id": by.organisation_id,
        "kind": on._meta.label_lower if on is not None else "",
        "object_id": on.pk if on is not None else None,
        "file_id": file_id,
        "fields": sorted(fields),
        "count": count,
        "reason": reason,
        "on_behalf": getattr(by, "on_behalf", False),
    }
