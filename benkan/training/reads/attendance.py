"""Who was there: the last mark of each half-day counts, the earlier ones stay."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from benkan.training.models import Mark, Presence, Session


@dataclass(frozen=True)
class Attended:
    """Half-days at which she was, and half-days held while she was enrolled."""

    present: int = 0
    held: int = 0

    @property
    def rate(self) -> float | None:
        return self.present / self.held if self.held else None


def latest_marks(session: Session, day: dt.date | None = None):
    """The mark that counts of each enrolment and half-day, of one day or of all; one query."""
    marks = Mark.objects.filter(enrolment__session=session)
    if day is not None:
        marks = marks.filter(day=day)
    return marks.order_by("enrolment_id", "day", "half", "-version").distinct("enrolment_id", "day", "half")


def attended(session: Session) -> dict[UUID, Attended]:
    """By enrolment; those without any mark are not in it."""
    counted: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for mark in latest_marks(session):
        if mark.state != Presence.NOT_HELD:
            counted[mark.enrolment_id][0] += mark.state == Presence.PRESENT
            counted[mark.enrolment_id][1] += 1
    return {pk: Attended(*two) for pk, two in counted.items()}


def days_noted(session: Session) -> dict[dt.date, tuple[int, int]]:
    """By day: half-days of presence, and those of presence or absence together."""
    found: dict[dt.date, list[int]] = defaultdict(lambda: [0, 0])
    for mark in latest_marks(session):
        if mark.state != Presence.NOT_HELD:
            found[mark.day][0] += mark.state == Presence.PRESENT
            found[mark.day][1] += 1
    return {day: tuple(two) for day, two in sorted(found.items())}
