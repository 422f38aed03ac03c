"""She is in prison, in hospital, has left again or thinks of it: paused, gone on with or ended, never a fault."""

import datetime as dt

from django.db import transaction

from benkan.cases.lifecycles.cases import ClosingReason, SuspensionReason
from benkan.cases.lifecycles.events import After, EventKind, RestrictedKind
from benkan.cases.models import Case, LifeEvent
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.writes.event_stops import pause, stop_all
from benkan.cases.writes.events import Told, held_around, under_way, write_event
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people.models import Registration

REASONS = {RestrictedKind.PRISON: SuspensionReason.PRISON, RestrictedKind.HOSPITAL: SuspensionReason.HOSPITAL}


@transaction.atomic
def note_away(
    *, by: Actor, registration: Registration, told: Told, kind: RestrictedKind, until: dt.date | None = None
) -> LifeEvent:
    """She is held, or in hospital: the accompaniment is suspended and its clock stands still; on the day `until` it is
    asked whether it resumes. Which of the two it is stays sealed."""
    check(by, NOTE_EVENT)
    reason = REASONS[RestrictedKind(kind)]
    if until is not None and until < clock.today():
        raise Impossible("La fin prévue est aujourd’hui ou plus tard. Laissez vide si personne ne la connaît.")
    registration, case = held_around(registration)
    event = write_event(
        by=by, registration=registration, case=case, told=told, kind=EventKind.RESTRICTED,
        restricted=RestrictedKind(kind), until=until,
    )  # fmt: skip
    if under_way(case):
        pause(by=by, event=event, case=case, reason=reason)
    return event


@transaction.atomic
def note_departure(
    *, by: Actor, registration: Registration, told: Told, gone: bool, after: After | None = None
) -> LifeEvent:
    """She left again: an outcome that is counted; or she thinks of it: sealed, for who accompanies her alone.

    `after` says what becomes of an accompaniment that is under way; one that ended is left as it is. Raises
    `Impossible` where it is not said, or would end for a mere intention.
    """
    check(by, NOTE_EVENT)
    registration, case = held_around(registration)
    running = under_way(case)
    if running and after is None:
        raise Impossible("Dites ce que devient l’accompagnement.")
    if not gone and after == After.CLOSED:
        raise Impossible("Elle n’est pas partie\u00a0: l’accompagnement continue, ou se suspend.")
    event = write_event(
        by=by, registration=registration, case=case, told=told,
        kind=EventKind.LEFT if gone else EventKind.RESTRICTED,
        restricted=None if gone else RestrictedKind.INTENTION,
    )  # fmt: skip
    if running:
        _follow(by, event, case, After(after))
    return event


def _follow(by: Actor, event: LifeEvent, case: Case, after: After) -> None:
    if after == After.SUSPENDED:
        pause(by=by, event=event, case=case, reason=SuspensionReason.ABSENCE)
    elif after == After.CLOSED:
        stop_all(by=by, event=event, case=case, reason=ClosingReason.LEFT_AGAIN)
