"""Where a registration stands, and the moves allowed. The second step must be done before it leaves « enregistrée »."""

from enum import StrEnum

from benkan.common.errors import Impossible


class Status(StrEnum):
    SIGNALLED = "signalee"  # named by a list before she came; not received yet
    REGISTERED = "enregistree"
    COMPLETED = "completee"
    ANNULLED = "annulee"  # made by mistake: the row stays, with its reason
    ERASED = "effacee"  # by law: number, returns and counts stay, nothing that names her


LABELS = {
    Status.SIGNALLED: "Annoncée",
    Status.REGISTERED: "Enregistrée",
    Status.COMPLETED: "Complétée",
    Status.ANNULLED: "Annulée",
    Status.ERASED: "Effacée",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.SIGNALLED: frozenset({Status.REGISTERED, Status.ANNULLED, Status.ERASED}),
    Status.REGISTERED: frozenset({Status.COMPLETED, Status.ANNULLED, Status.ERASED}),
    Status.COMPLETED: frozenset({Status.ANNULLED, Status.ERASED}),
    Status.ANNULLED: frozenset({Status.ERASED}),
    Status.ERASED: frozenset(),
}

# Neither corrected nor taken up again: a mistake, or a person whom nothing names any more.
CLOSED = frozenset({Status.ANNULLED, Status.ERASED})
ERASED_FILE = "Ce dossier est effacé\u00a0: rien ne s’y lit ni ne s’y écrit plus. Enregistrez la personne à neuf."
CLOSED_FILE = {
    Status.ANNULLED: "Cet enregistrement est annulé\u00a0: il ne se corrige plus. Enregistrez la personne de nouveau.",
    Status.ERASED: ERASED_FILE,
}


def refuse_erased(registration) -> None:
    """Raise `Impossible` for the file of a person who was erased: nothing is added to it."""
    if registration.status == Status.ERASED:
        raise Impossible(ERASED_FILE)
