"""Where a registration stands, and the moves allowed. The second step must be done before it leaves « enregistrée »."""

from enum import StrEnum


class Status(StrEnum):
    REGISTERED = "enregistree"
    COMPLETED = "completee"
    ANNULLED = "annulee"  # made by mistake: the row stays, with its reason


LABELS = {
    Status.REGISTERED: "Enregistrée",
    Status.COMPLETED: "Complétée",
    Status.ANNULLED: "Annulée",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.REGISTERED: frozenset({Status.COMPLETED, Status.ANNULLED}),
    Status.COMPLETED: frozenset({Status.ANNULLED}),
    Status.ANNULLED: frozenset(),
}
