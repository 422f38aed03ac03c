"""Read the audit, through its policy: an organisation reads its own rows."""

import datetime as dt
from uuid import UUID

from benkan.audit.models import Entry

PAGE = 50


def journal(*, before: UUID | None = None, verb: str = "", since: dt.date | None = None) -> list[Entry]:
    """One page of entries, the newest first. Identifiers are ordered by time, so `before` is the last one shown.

    Gives up to PAGE + 1 rows: the one too many says that there is more.
    """
    entries = Entry.objects.order_by("-id")
    if before:
        entries = entries.filter(id__lt=before)
    if verb:
        entries = entries.filter(verb=verb)
    if since:
        entries = entries.filter(at__date__gte=since)
    return list(entries[: PAGE + 1])
