"""Somebody died: what was to come for her stops at once, and nobody calls the family to ask for her."""

from django.db import transaction

from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import LifeEvent
from benkan.cases.permissions import NOTE_DEATH
from benkan.cases.writes.event_stops import stop_all
from benkan.cases.writes.events import Told, held_around, under_way, write_event
from benkan.common.permissions import Actor, check
from benkan.people.models import Registration


@transaction.atomic
def note_death(*, by: Actor, registration: Registration, told: Told, confirmed: bool) -> LifeEvent:
    """Note it, whoever told it: news that is not certain stops everything as well, and is confirmed or annulled later.

    Her accompaniment is closed « décédée » with all that was to come; her card is worth nothing any more. Raises
    `Impossible` where it is noted already.
    """
    check(by, NOTE_DEATH)
    registration, case = held_around(registration)
    event = write_event(
        by=by, registration=registration, case=case, told=told, kind=EventKind.DEATH, confirmed=confirmed
    )
    if under_way(case):
        stop_all(by=by, event=event, case=case, reason=ClosingReason.DIED)
    return event
