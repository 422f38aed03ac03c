"""A session is announced, corrected, opened, begun, finished or cancelled by who holds it."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.db.models import Max

from benkan.audit.writes import record
from benkan.cases.models import Grant
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.offers.models import Structure
from benkan.places.models import Place
from benkan.training import verbs
from benkan.training.lifecycles import enrolments as enrolling
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.lifecycles.sessions import ENDED, LABELS, MOVES, SessionStatus
from benkan.training.models import Enrolment, EnrolmentStatusRow, Mark, Presence, Session, SessionStatusRow
from benkan.training.numbers import SESSION, new_number
from benkan.training.permissions import KEEP

TRACK = Track(Session, SessionStatusRow, "session", MOVES, LABELS, "Cette formation")
ENROLMENTS = Track(Enrolment, EnrolmentStatusRow, "enrolment", enrolling.MOVES, enrolling.LABELS, "Cette inscription")


@dataclass(frozen=True)
class SessionSaid:
    """What is said of a session. `structure`: where it is held, if it is in the directory; `place`: its cercle."""

    trade: str
    place: Place
    begins: date
    ends: date
    hours: int
    places: int
    structure: Structure | None = None
    where: str = ""
    conditions: str = ""
    certificate: str = ""
    kit: str = ""
    grant: Grant | None = None


@transaction.atomic
def announce_session(*, by: Actor, said: SessionSaid) -> Session:
    """Announce a session of one's organisation; nobody is enrolled before it is open."""
    check(by, KEEP)
    _check_grant(by, said)
    columns = {one.name: getattr(said, one.name) for one in fields(said)}
    session = Session(
        organisation_id=by.organisation_id, code=new_number(SESSION), written_by_id=by.account_id, **columns
    )
    session.save(force_insert=True)
    TRACK.begin(session, by)
    record(verbs.SESSION_OPENED, by=by, on=session)
    return session


@transaction.atomic
def correct_session(*, by: Actor, session: Session, said: SessionSaid) -> Session:
    """Correct what was said of it. Raises `Impossible` once it is over, or below the places that are given."""
    session = held_own(by=by, session=session)
    if session.status in ENDED:
        raise Impossible("Cette formation est close\u00a0: elle ne se corrige plus.")
    _check_grant(by, said)
    given = session.enrolments.aggregate(last=Max("seat"))["last"] or 0
    if said.places < given:
        raise Impossible(f"La place n° {given} est donnée\u00a0: gardez au moins {given} places.")
    names = [one.name for one in fields(said)]
    for name in names:
        setattr(session, name, getattr(said, name))
    session.save(update_fields=names)
    record(verbs.SESSION_CORRECTED, by=by, on=session)
    return session


def open_session(*, by: Actor, session: Session) -> Session:
    return _move(by, session, SessionStatus.OPEN)


def begin_session(*, by: Actor, session: Session) -> Session:
    return _move(by, session, SessionStatus.RUNNING)


@transaction.atomic
def finish_session(*, by: Actor, session: Session) -> Session:
    """It is over: the sheets say who followed it and who never came; who still waited waits no more.

    Raises `Impossible` while no half-day is noted: attendance comes from evidence.
    """
    session = held_own(by=by, session=session)
    came = set(
        Mark.objects.filter(enrolment__session=session, state=Presence.PRESENT)
        .order_by()
        .values_list("enrolment_id", flat=True)
    )
    enrolled = session.enrolments.filter(status=EnrolmentStatus.ENROLLED).exists()
    if enrolled and not Mark.objects.filter(enrolment__session=session).exists():
        raise Impossible("Aucune journée n’est notée\u00a0: notez l’émargement avant de terminer la formation.")
    TRACK.move(session, SessionStatus.FINISHED, by)
    for one in _open_enrolments(session):
        if one.status != EnrolmentStatus.ENROLLED:
            _end(by, one, EnrolmentStatus.CANCELLED)
        else:
            _end(by, one, EnrolmentStatus.DONE if one.pk in came else EnrolmentStatus.NEVER_CAME)
    record(verbs.SESSION_MOVED, by=by, on=session, fields=[SessionStatus.FINISHED.value])
    return session


@transaction.atomic
def cancel_session(*, by: Actor, session: Session, words: str) -> Session:
    """It will not be held, or not to its end: why is said, and everybody's enrolment ends with it."""
    session = held_own(by=by, session=session)
    words = " ".join(words.split())[:200]
    if not words:
        raise Impossible("Dites pourquoi la formation est annulée\u00a0: on le dira aux personnes inscrites.")
    TRACK.move(session, SessionStatus.CANCELLED, by, words=words)
    for one in _open_enrolments(session):
        _end(by, one, EnrolmentStatus.CANCELLED)
    record(verbs.SESSION_MOVED, by=by, on=session, fields=[SessionStatus.CANCELLED.value])
    return session


def held_own(*, by: Actor, session: Session) -> Session:
    """One's own session, held until the transaction ends: seats and sheets wait for each other here."""
    check(by, KEEP)
    if session.organisation_id != by.organisation_id:
        raise Refused("Cette formation est tenue par une autre organisation\u00a0: elle seule la change.")
    return TRACK.held(session)


@transaction.atomic
def _move(by: Actor, session: Session, to: SessionStatus) -> Session:
    session = held_own(by=by, session=session)
    if to is SessionStatus.RUNNING and session.begins > clock.today():
        raise Impossible("Cette formation n’a pas encore commencé\u00a0: corrigez son premier jour s’il a changé.")
    TRACK.move(session, to, by)
    record(verbs.SESSION_MOVED, by=by, on=session, fields=[to.value])
    return session


def _open_enrolments(session: Session):
    still = session.enrolments.filter(status__in=sorted(enrolling.OPEN))
    return still.order_by("pk").select_for_update(of=("self",))


def _end(by: Actor, enrolment: Enrolment, to: EnrolmentStatus) -> None:
    if to not in enrolling.SEATED:
        enrolment.seat = None
    ENROLMENTS.move(enrolment, to, by, also=("seat",))


def _check_grant(by: Actor, said: SessionSaid) -> None:
    if said.grant is not None and said.grant.organisation_id != by.organisation_id:
        raise Impossible("Cette subvention est celle d’une autre organisation.")
    if said.ends < said.begins:
        raise Impossible("La fin ne peut pas précéder le début.")
