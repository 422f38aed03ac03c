"""Where a file that was brought in stands, and the moves allowed."""

from enum import StrEnum


class Stage(StrEnum):
    RECEIVED = "recu"  # its reading waits for the worker, or goes on
    READ = "lu"  # rows are staged: columns and rows wait for a decision
    REFUSED = "refuse"  # cannot be read, or a job failed: a sentence says why
    APPLYING = "en_cours"  # being written, or being undone
    APPLIED = "applique"  # some rows at least are written; others may wait for a decision
    UNDONE = "annule"
    DROPPED = "laisse"  # somebody chose not to bring it in
    EMPTIED = "efface"  # its time is over: answers and cells are gone, it is counted and no more


LABELS = {
    Stage.RECEIVED: "En lecture",
    Stage.READ: "À vérifier",
    Stage.REFUSED: "Refusé",
    Stage.APPLYING: "En cours",
    Stage.APPLIED: "Appliqué",
    Stage.UNDONE: "Annulé",
    Stage.DROPPED: "Laissé",
    Stage.EMPTIED: "Réponses effacées",
}

MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.RECEIVED: frozenset({Stage.READ, Stage.REFUSED, Stage.DROPPED, Stage.EMPTIED}),
    Stage.READ: frozenset({Stage.RECEIVED, Stage.APPLYING, Stage.DROPPED, Stage.EMPTIED}),
    Stage.REFUSED: frozenset({Stage.RECEIVED, Stage.DROPPED, Stage.EMPTIED}),
    Stage.APPLYING: frozenset({Stage.APPLIED, Stage.UNDONE, Stage.READ, Stage.EMPTIED}),
    Stage.APPLIED: frozenset({Stage.APPLYING, Stage.EMPTIED}),
    Stage.UNDONE: frozenset(),
    Stage.DROPPED: frozenset(),
    Stage.EMPTIED: frozenset(),
}
