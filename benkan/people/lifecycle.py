"""Where a registration stands, and the moves allowed. The second step must be done before it leaves « enregistrée »."""

from enum import StrEnum


class Status(StrEnum):
    SIGNALLED = "signalee"  # named by a list before she came; not received yet
    REGISTERED = "enregistree"
    COMPLETED = "completee"
    ANNULLED = "annulee"  # made by mistake: the row stays, with its reason


LABELS = {
    Status.SIGNALLED: "Annoncée",
    Status.REGISTERED: "Enregistrée",
    Status.COMPLETED: "Complétée",
    Status.ANNULLED: "Annulée",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.SIGNALLED: frozenset({Status.REGISTERED, Status.ANNULLED}),
    Status.REGISTERED: frozenset({Status.COMPLETED, Status.ANNULLED}),
    Status.COMPLETED: frozenset({Status.ANNULLED}),
    Status.ANNULLED: frozenset(),
}
