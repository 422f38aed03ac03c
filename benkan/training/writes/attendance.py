"""The sheet of a day is typed back: who was absent, all others were there. A correction is a row, never a change."""

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.training import verbs
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.lifecycles.sessions import SessionStatus
from benkan.training.models import Half, Mark, Presence, Session
from benkan.training.reads.attendance import latest_marks
from benkan.training.writes.sessions import held_own


@transaction.atomic
def note_day(
    *, by: Actor, session: Session, day: dt.date, held: Collection[Half], absent: Mapping[Half, Collection[UUID]]
) -> int:
    """Note a whole day: the half-days that were held, and, for each, the enrolments (their ids) that were absent.

    Gives how many rows were added: what stands already is not written twice. A half-day noted before and not held is
    noted so. Raises `Impossible` outside the days of the session.
    """
    session = held_own(by=by, session=session)
    _check_day(session, day, held)
    standing = {(mark.enrolment_id, mark.half): mark for mark in latest_marks(session, day)}
    enrolled = set(session.enrolments.filter(status=EnrolmentStatus.ENROLLED).values_list("pk", flat=True))
    wanted = {}
    for half in Half:
        missing = set(absent.get(half, ()))
        if half in held:
            wanted |= {(pk, half): Presence.ABSENT if pk in missing else Presence.PRESENT for pk in enrolled}
        else:
            wanted |= {(pk, half): Presence.NOT_HELD for pk in enrolled if (pk, half) in standing}
    rows = [
        Mark(
            enrolment_id=pk, organisation_id=by.organisation_id, day=day, half=half, state=state,
            version=standing[pk, half].version + 1 if (pk, half) in standing else 1, by_id=by.account_id,
        )
        for (pk, half), state in wanted.items()
        if (pk, half) not in standing or standing[pk, half].state != state
    ]  # fmt: skip
    Mark.objects.bulk_create(rows)
    record(verbs.DAY_NOTED, by=by, on=session, count=len(rows))
    return len(rows)


def _check_day(session: Session, day: dt.date, held: Collection[Half]) -> None:
    if session.status != SessionStatus.RUNNING:
        raise Impossible("L’émargement se note pendant la formation\u00a0: dites d’abord qu’elle a commencé.")
    if not session.begins <= day <= session.ends:
        raise Impossible("Ce jour n’est pas dans la formation. Choisissez-en un autre, ou corrigez ses dates.")
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore passé\u00a0: notez l’émargement le jour même, ou après.")
    if not held and not Mark.objects.filter(enrolment__session=session, day=day).exists():
        raise Impossible("Dites quelle demi-journée a été tenue.")
