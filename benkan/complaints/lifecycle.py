"""Where a complaint stands and the moves allowed: contested once, before the other recipient, whose answer is the last.

One table of moves. Nobody withdraws a complaint: who was made to ask for it would have no other way out.
"""

from enum import StrEnum


class Status(StrEnum):
    RECEIVED = "recue"
    EXAMINED = "en_examen"
    ANSWERED = "repondue"
    CONTESTED = "contestee"
    SETTLED = "tranchee"  # the other recipient has answered
    CLOSED = "close"


LABELS = {
    Status.RECEIVED: "Reçue",
    Status.EXAMINED: "En examen",
    Status.ANSWERED: "Répondue",
    Status.CONTESTED: "Contestée",
    Status.SETTLED: "Tranchée",
    Status.CLOSED: "Close",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.EXAMINED}),
    Status.EXAMINED: frozenset({Status.ANSWERED}),
    Status.ANSWERED: frozenset({Status.CONTESTED, Status.CLOSED}),
    Status.CONTESTED: frozenset({Status.SETTLED}),
    Status.SETTLED: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
}
# An answer is due: the clock runs.
UNANSWERED = frozenset({Status.RECEIVED, Status.EXAMINED, Status.CONTESTED})
# An answer waits to be told, or to be contested.
ANSWERED = frozenset({Status.ANSWERED, Status.SETTLED})
# What an answer makes of it.
ANSWERS = {Status.EXAMINED: Status.ANSWERED, Status.CONTESTED: Status.SETTLED}

# What is said to whoever asks with her number, in words to be read aloud.
TOLD = {
    Status.RECEIVED: "Votre plainte est reçue. Elle sera lue par une personne que vous n’avez pas mise en cause.",
    Status.EXAMINED: "Votre plainte est en cours d’examen.",
    Status.ANSWERED: "Il y a une réponse à votre plainte.",
    Status.CONTESTED: "Votre contestation est reçue. Une autre personne reprend votre plainte depuis le début.",
    Status.SETTLED: "Il y a une réponse à votre contestation. C’est la dernière ici.",
    Status.CLOSED: "Votre plainte est close.",
}
