"""Seal a complaint, and what is written of it since, for each of its recipients."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from benkan.common.permissions import Actor
from benkan.complaints.keys import seal_on, sealing_key
from benkan.complaints.kinds import Said
from benkan.complaints.models import Complaint, Copy, Writing
from benkan.complaints.notices import NOBODY, WAITS
from benkan.notices.writes import tell

SEALED = ("words", "person", "reach", "about")


@dataclass(frozen=True)
class Holder:
    """Who holds a copy of a complaint: identifiers alone, whoever asks."""

    copy_id: UUID
    organisation_id: UUID
    account_id: UUID | None
    answers: bool


def holders(complaint_id: UUID) -> list[Holder]:
    """Of every copy, those included that one does not read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM complaints_copies(%s)", [complaint_id])
        return [Holder(*row) for row in cursor.fetchall()]


def give_copy(
    complaint: Complaint,
    *,
    account_id: UUID | None,
    organisation_id: UUID,
    answers: bool,
    opened_at: dt.datetime | None,
    sealed: dict[str, str | None],
) -> Copy:
    """Add a copy whose clear values (`SEALED`) only that organisation's key opens."""
    copy = Copy(
        complaint=complaint,
        organisation_id=organisation_id,
        account_id=account_id,
        answers=answers,
        opened_at=opened_at,
    )
    seal_on(copy, sealing_key(organisation_id), **sealed)
    copy.save(force_insert=True)
    return copy


def give_writings(*, by: Actor, copy: Copy, writings: Iterable[Writing]) -> None:
    """Seal anew, for a copy just given, what one reads of the same complaint; days stay as they were."""
    for one in writings:
        _write(by, copy.complaint_id, copy.pk, copy.organisation_id, one.what, one.words, one.at)


def write_to_all(*, by: Actor, complaint_id: UUID, what: Said, words: str, at: dt.datetime) -> list[Holder]:
    """Write the same words on every copy; gives who holds them."""
    found = holders(complaint_id)
    for one in found:
        _write(by, complaint_id, one.copy_id, one.organisation_id, what, words, at)
    return found


def write_on(*, by: Actor, copy: Copy, what: Said, words: str, at: dt.datetime) -> None:
    """Write on one's own copy alone."""
    _write(by, copy.complaint_id, copy.pk, copy.organisation_id, what, words, at)


def tell_waiting(*, by: Actor, seats: Iterable[tuple[UUID | None, UUID]]) -> None:
    """Tell each (account, organisation) that a complaint waits; the national administration where nobody holds it."""
    for account_id, organisation_id in seats:
        if account_id is None:
            tell(by=by, kind=NOBODY, page="complaints:recipients", organisations=[organisation_id])
        else:
            tell(by=by, kind=WAITS, page="complaints:queue", organisations=[organisation_id], account_id=account_id)


def _write(by: Actor, complaint_id, copy_id, organisation_id, what, words: str | None, at: dt.datetime) -> None:
    row = Writing(
        complaint_id=complaint_id, copy_id=copy_id, organisation_id=organisation_id, what=what, at=at,
        by_id=by.account_id,
    )  # fmt: skip
    seal_on(row, sealing_key(organisation_id), words=words)
    row.save(force_insert=True)
