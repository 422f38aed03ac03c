"""Invented trainings: a session of twenty-four that is over, one that runs, one of another actor where some wait for an
answer; and trades that somebody looks for."""

import datetime as dt

from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.models import Case
from benkan.cases.writes.skills import note_skill, show_skill
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.demo.stories.people import accompany
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.places.models import Place
from benkan.training.lifecycles.enrolments import DropReason, EnrolmentStatus
from benkan.training.models import Enrolment, Half, Placement, Session
from benkan.training.writes import enrolments as moves
from benkan.training.writes.attendance import note_day
from benkan.training.writes.outcomes import Handed, hand_over, note_placement
from benkan.training.writes.sessions import (
    SessionSaid,
    announce_session,
    begin_session,
    finish_session,
    open_session,
)
from benkan.training.writes.skills import ask_skills

DAY = dt.timedelta(days=1)
BEGUN = 170  # days ago: the first session
ENROLLED = 24
SHEETS = 3  # days of the first session whose sheet is told
WORK = (
    (Placement.State.PLACED, Placement.How.SELF), (Placement.State.NOT, ""),
    (Placement.State.PLACED, Placement.How.EMPLOYED), (Placement.State.UNKNOWN, ""),
)  # fmt: skip


def tell() -> None:
    """Half a year of trainings, the last still open today."""
    with entered(door="open"):
        people = {key: account_of(key) for key in ("kadiatou", "seydou", "issa")}
    now = clock.now()
    cases = _cases(people["kadiatou"], now)
    _past(people["kadiatou"], cases, now)
    _under_way(people["kadiatou"], cases[:5], now)
    _of_another(people, cases[5:8], now)
    _trades(people["kadiatou"], cases[:7], now)
    with clock.at(now - 3 * DAY), acting_for(people["seydou"]) as by:
        ask_skills(by=by, trade="maconnerie", wanted=3, purpose="Chantier d’école, quatre mois, payé à la journée")


def _cases(worker: Account, now: dt.datetime) -> list[Case]:
    """Twenty-four at most: accompanied already, then from that day on."""
    begun = now - BEGUN * DAY
    with acting_for(worker):
        held = Case.objects.filter(status__in=UNDER_WAY, worker=worker, opened_at__lte=begun)
        held = list(held.select_related("registration").order_by("number")[:ENROLLED])
    more = ENROLLED - len(held)
    return held + (accompany(worker, more, begun, Purpose.FOLLOW_UP) if more else [])


def _said(place: str, begins: dt.date, days: int, **others) -> SessionSaid:
    of = {
        "trade": "maconnerie", "place": Place.objects.get(name=place, level="cercle"), "begins": begins,
        "ends": begins + dt.timedelta(days=days), "hours": 240, "places": ENROLLED, "where": "Atelier-école",
        "certificate": "Attestation de maçonnerie", "kit": "Truelle, niveau, fil à plomb",
    }  # fmt: skip
    return SessionSaid(**of | others)


def _opened(by, said: SessionSaid) -> Session:
    return open_session(by=by, session=announce_session(by=by, said=said))


def _past(worker: Account, cases: list[Case], now: dt.datetime) -> None:
    """All have a place; one leaves, most are certified, and some work since."""
    first = clock.day_of(now) - dt.timedelta(days=BEGUN - 5)
    with clock.at(now - (BEGUN - 1) * DAY), acting_for(worker) as by:
        session = _opened(by, _said("Kayes", first, 60))
        made = [moves.enrol(by=by, case=case, session=session) for case in cases]
    for at in range(SHEETS):
        day = first + dt.timedelta(days=at)
        with clock.at(now - (BEGUN - 5 - at) * DAY), acting_for(worker) as by:
            if not at:
                begin_session(by=by, session=session)
            absent = {Half.AFTERNOON: [one.pk for one in made[at::9]]}
            note_day(by=by, session=session, day=day, held=list(Half), absent=absent)
    with clock.at(now - (BEGUN - 20) * DAY), acting_for(worker) as by:
        moves.drop_out(by=by, enrolment=made[-1], reason=DropReason.WORK)
    with clock.at(now - (BEGUN - 66) * DAY), acting_for(worker) as by:
        finish_session(by=by, session=session)
        followed = list(session.enrolments.filter(status=EnrolmentStatus.DONE).order_by("seat"))
        handed = [Handed(one, f"AM-{at:03}", f"K-{at:03}") for at, one in enumerate(followed[:-1], start=1)]
        hand_over(by=by, session=session, day=clock.today(), handed=handed)
    with clock.at(now - DAY), acting_for(worker) as by:
        for one, (state, how) in zip(followed[:8], WORK * 2, strict=False):
            note_placement(by=by, enrolment=one, moment=Placement.Moment.FIRST, state=state, how=how)


def _under_way(worker: Account, cases: list[Case], now: dt.datetime) -> None:
    first = clock.day_of(now) - dt.timedelta(days=6)
    with clock.at(now - 9 * DAY), acting_for(worker) as by:
        session = _opened(by, _said("Nioro", first, 40, trade="soudure", certificate="", kit="", places=4))
        for case in cases:
            moves.enrol(by=by, case=case, session=session)
    with clock.at(now - 5 * DAY), acting_for(worker) as by:
        begin_session(by=by, session=session)
        note_day(by=by, session=session, day=first, held=[Half.MORNING], absent={})


def _of_another(people: dict[str, Account], cases: list[Case], now: dt.datetime) -> None:
    """One is answered, the others wait for it."""
    first = clock.day_of(now) + dt.timedelta(days=12)
    with clock.at(now - 8 * DAY), acting_for(people["seydou"]) as by:
        given = {"certificate": "Attestation de couture", "kit": "Ciseaux, mètre, fil et aiguilles"}
        session = _opened(by, _said("Kayes", first, 30, trade="couture", places=12, **given))
    with clock.at(now - 4 * DAY), acting_for(people["kadiatou"]) as by:
        proposed: list[Enrolment] = [moves.enrol(by=by, case=case, session=session) for case in cases]
    with clock.at(now - 2 * DAY), acting_for(people["seydou"]) as by:
        for one in proposed[:1]:
            moves.accept(by=by, enrolment=one)


def _trades(worker: Account, cases: list[Case], now: dt.datetime) -> None:
    """Enough people of one trade for a number to be shown; one line of a rare trade, under it."""
    with clock.at(now - 20 * DAY), acting_for(worker) as by:
        for at, case in enumerate(Case.objects.filter(pk__in=[one.pk for one in cases], status=CaseStatus.OPEN)):
            skill = note_skill(by=by, case=case, trade="maconnerie" if at else "soudure", years=3 + at)
            if at:
                show_skill(by=by, skill=skill, level="qualifie", on=clock.today(), before="Atelier-école de Kayes")
