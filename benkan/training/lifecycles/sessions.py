"""Where a training session stands. People are enrolled once it is open, also while it runs."""

from enum import StrEnum


class SessionStatus(StrEnum):
    ANNOUNCED = "annoncee"
    OPEN = "ouverte"
    RUNNING = "en_cours"
    FINISHED = "terminee"
    CANCELLED = "annulee"


LABELS = {
    SessionStatus.ANNOUNCED: "Annoncée",
    SessionStatus.OPEN: "Ouverte aux inscriptions",
    SessionStatus.RUNNING: "En cours",
    SessionStatus.FINISHED: "Terminée",
    SessionStatus.CANCELLED: "Annulée",
}
MOVES: dict[SessionStatus, frozenset[SessionStatus]] = {
    SessionStatus.ANNOUNCED: frozenset({SessionStatus.OPEN, SessionStatus.CANCELLED}),
    SessionStatus.OPEN: frozenset({SessionStatus.RUNNING, SessionStatus.CANCELLED}),
    SessionStatus.RUNNING: frozenset({SessionStatus.FINISHED, SessionStatus.CANCELLED}),
    SessionStatus.FINISHED: frozenset(),
    SessionStatus.CANCELLED: frozenset(),
}
ENROLLING = frozenset({SessionStatus.OPEN, SessionStatus.RUNNING})
ENDED = frozenset({SessionStatus.FINISHED, SessionStatus.CANCELLED})
