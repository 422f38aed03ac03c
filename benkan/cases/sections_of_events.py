"""What events add to the file of a person: that she died, what else was noted, the way to note more."""

from benkan.cases.lifecycles.events import EventKind
from benkan.cases.parts.events import rows_of
from benkan.cases.permissions import NOTE_DEATH, READ
from benkan.cases.reads.events import annulled, events_of
from benkan.common.permissions import Actor, may
from benkan.people.lifecycle import Status
from benkan.people.models import Registration


def events(by: Actor, registration: Registration) -> dict | None:
    """Her death is said to whoever opens her file; the rest to who accompanies."""
    if registration.status in (Status.SIGNALLED, Status.ANNULLED, Status.ERASED):
        return None
    found = events_of(registration)
    death = next((one for one in found if one.kind == EventKind.DEATH and not annulled(one)), None)
    reads = may(by, READ)
    notes = may(by, NOTE_DEATH)
    if death is None and not notes:
        return None
    return {"death": death, "reads": reads, "notes": notes, "rows": rows_of(found) if reads else []}
