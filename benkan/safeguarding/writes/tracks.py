"""How restricted files and claims change status, and when what comes next is due."""

import datetime as dt
from enum import StrEnum

from benkan.cases.writes.moving import Track
from benkan.common.thresholds.reads import value_of
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles import claims
from benkan.safeguarding.lifecycles.child import CHILD_LABELS, CHILD_MOVES, ChildStatus
from benkan.safeguarding.lifecycles.trafficking import TRAFFICKING_LABELS, TRAFFICKING_MOVES
from benkan.safeguarding.models import Claim, ClaimStatusRow, FileStatusRow, RestrictedFile
from benkan.safeguarding.sections import HANDOVER, VISIT
from benkan.safeguarding.thresholds import NEXT_WITHIN, VISITS

_NAMED = "Ce dossier"
TRACKS: dict[str, Track] = {
    Kind.CHILD: Track(RestrictedFile, FileStatusRow, "file", CHILD_MOVES, CHILD_LABELS, _NAMED),
    Kind.TRAFFICKING: Track(RestrictedFile, FileStatusRow, "file", TRAFFICKING_MOVES, TRAFFICKING_LABELS, _NAMED),
}
CLAIMS = Track(Claim, ClaimStatusRow, "claim", claims.MOVES, claims.LABELS, "Cette déclaration")
_VISITED = (ChildStatus.HANDED, ChildStatus.FOLLOWED)


def first_status(kind: str) -> StrEnum:
    return next(iter(TRACKS[kind].moves))


def due_after(kind: str, status: StrEnum, day: dt.date) -> dt.date | None:
    """When the next step of a status entered on a day is due; None where nothing is."""
    threshold = NEXT_WITHIN.get((str(kind), str(status)))
    return day + dt.timedelta(days=value_of(threshold, on=day)) if threshold else None


def next_due(file: RestrictedFile, day: dt.date) -> dt.date | None:
    """When the next step is due, once the rows of that day are written. Visits are counted from the handing over; a
    child who is followed without one is visited as often as one who is placed."""
    if file.kind != Kind.CHILD or file.status not in _VISITED:
        return due_after(file.kind, file.status, day)
    handed = file.rows.filter(section=HANDOVER).order_by("-day").values_list("day", flat=True).first()
    if handed is None:
        return due_after(file.kind, ChildStatus.PLACED, day)
    done = file.rows.filter(section=VISIT, day__gte=handed).count()
    return handed + dt.timedelta(days=value_of(VISITS[done], on=handed)) if done < len(VISITS) else None
