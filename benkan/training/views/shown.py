"""Sessions and enrolments in words."""

from benkan.cases.trades import trade_label
from benkan.common.typography import jour
from benkan.training.lifecycles import enrolments, sessions
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.lifecycles.sessions import SessionStatus
from benkan.training.models import Enrolment, Session

_SESSIONS = {
    SessionStatus.OPEN: "ok", SessionStatus.RUNNING: "ok", SessionStatus.CANCELLED: "late",
}  # fmt: skip
_ENROLMENTS = {
    EnrolmentStatus.ENROLLED: "ok", EnrolmentStatus.DONE: "ok", EnrolmentStatus.PROPOSED: "soon",
    EnrolmentStatus.OFFERED: "soon", EnrolmentStatus.WAITING: "soon", EnrolmentStatus.DROPPED: "late",
    EnrolmentStatus.NEVER_CAME: "late",
}  # fmt: skip


def session_state(session: Session) -> tuple[str, str]:
    status = SessionStatus(session.status)
    return _SESSIONS.get(status, ""), sessions.LABELS[status].lower()


def enrolment_state(enrolment: Enrolment) -> tuple[str, str]:
    status = EnrolmentStatus(enrolment.status)
    return _ENROLMENTS.get(status, ""), enrolments.LABELS[status].lower()


def session_title(session: Session) -> str:
    return trade_label(session.trade)


def session_days(session: Session) -> str:
    return f"du {jour(session.begins)} au {jour(session.ends)}"


def session_words(session: Session) -> str:
    """One line by which it is chosen: trade, place, days, who holds it."""
    return f"{session_title(session)}, {session.place.name}, {session_days(session)} ({session.organisation.name})"


def session_pairs(session: Session, *, own: bool) -> list[tuple[str, str]]:
    pairs = [
        ("Tenue par", session.organisation.name),
        ("Où", ", ".join(part for part in (
            session.structure.name if session.structure else "", session.where, session.place.name) if part)),
        ("Quand", f"{session_days(session)}, {session.hours}\u00a0h en tout"),
        ("Places", str(session.places)),
        ("Conditions", session.conditions),
        ("Attestation visée", session.certificate or "aucune"),
        ("Kit remis", session.kit or "aucun"),
    ]  # fmt: skip
    if own and session.grant:
        pairs.append(("Payée par", session.grant.name))
    return [(question, answer) for question, answer in pairs if answer]
