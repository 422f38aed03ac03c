"""What stands of certificates, kits and placements: the last row of each; and when a placement is due."""

import datetime as dt
from uuid import UUID

from benkan.common.months import months_after
from benkan.common.thresholds.reads import all_values
from benkan.training.models import Certificate, Enrolment, Kit, Placement, Session
from benkan.training.thresholds import PLACEMENT_FIRST, PLACEMENT_SECOND

MOMENTS = {Placement.Moment.FIRST: PLACEMENT_FIRST, Placement.Moment.SECOND: PLACEMENT_SECOND}


def last_certificates(session: Session) -> dict[UUID, Certificate]:
    return {
        one.enrolment_id: one for one in Certificate.objects.filter(enrolment__session=session).order_by("at", "id")
    }


def last_kits(session: Session) -> dict[UUID, Kit]:
    return {one.enrolment_id: one for one in Kit.objects.filter(enrolment__session=session).order_by("at", "id")}


def placements_of(enrolment: Enrolment) -> dict[str, Placement]:
    """By moment, the last that was said."""
    return {one.moment: one for one in enrolment.placements.order_by("at", "id")}


def due_on(session: Session, moment: Placement.Moment | str) -> dt.date:
    """From which day on it is asked whether she works: so many months after the end, as the rhythm stood that day."""
    threshold = MOMENTS[Placement.Moment(moment)]
    return months_after(session.ends, all_values().on(threshold, session.ends))
