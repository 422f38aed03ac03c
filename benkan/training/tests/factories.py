"""Invented sessions and people enrolled in them, made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.cases.models import Case
from benkan.common import clock
from benkan.offers.tests.factories import cercle
from benkan.training.models import Enrolment, Half, Session
from benkan.training.writes.attendance import note_day
from benkan.training.writes.enrolments import enrol
from benkan.training.writes.sessions import (
    SessionSaid,
    announce_session,
    begin_session,
    finish_session,
    open_session,
)


def said(places: int = 3, days: int = 10, **others) -> SessionSaid:
    """A session of masonry at Kayes that begins today."""
    today = clock.today()
    of = {
        "trade": "maconnerie", "place": cercle("Kayes"), "begins": today, "ends": today + dt.timedelta(days=days),
        "hours": 240, "places": places, "certificate": "Attestation de maçonnerie", "kit": "Truelle, niveau, fil",
    }  # fmt: skip
    return SessionSaid(**of | others)


def an_open_session(by, places: int = 3, **others) -> Session:
    return open_session(by=by, session=announce_session(by=by, said=said(places, **others)))


def a_running_session(by, *cases: Case, places: int = 3) -> Session:
    """Begun, with these people in it."""
    session = an_open_session(by, places)
    for case in cases:
        enrol(by=by, case=case, session=session)
    return begin_session(by=by, session=session)


def attended(by, session: Session, *absent: Enrolment) -> int:
    """Both halves of today; these were absent all day."""
    ids = [one.pk for one in absent]
    return note_day(by=by, session=session, day=clock.today(), held=list(Half), absent=dict.fromkeys(Half, ids))


def a_finished_session(by, *cases: Case) -> Session:
    session = a_running_session(by, *cases)
    attended(by, session)
    return finish_session(by=by, session=session)
