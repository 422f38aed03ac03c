"""Where a child's file stands. Not all in order: a child may be placed before anybody is looked for.

Handing over to the family comes after a verification or a decision, never before. At eighteen it passes on, it does
not end.
"""

from enum import StrEnum


class ChildStatus(StrEnum):
    OPEN = "ouvert"
    EMERGENCY = "urgence"
    TRACING = "recherche"
    CHECKING = "verification"
    DECIDED = "decision"
    PLACED = "placement"
    HANDED = "remise"
    FOLLOWED = "suivi"
    GROWN = "majorite"  # eighteen: its guardian's rights have stopped
    CLOSED = "clos"


CHILD_LABELS = {
    ChildStatus.OPEN: "Ouvert",
    ChildStatus.EMERGENCY: "Mesure d’urgence",
    ChildStatus.TRACING: "Recherche de famille",
    ChildStatus.CHECKING: "Vérification du lien",
    ChildStatus.DECIDED: "Décision",
    ChildStatus.PLACED: "Placement",
    ChildStatus.HANDED: "Remise à la famille",
    ChildStatus.FOLLOWED: "Suivi",
    ChildStatus.GROWN: "Majorité",
    ChildStatus.CLOSED: "Clos",
}

_WORKING = (
    ChildStatus.EMERGENCY, ChildStatus.TRACING, ChildStatus.CHECKING, ChildStatus.DECIDED, ChildStatus.PLACED,
)  # fmt: skip
_ALWAYS = frozenset({ChildStatus.GROWN, ChildStatus.CLOSED})
_BEFORE_HANDING = (ChildStatus.CHECKING, ChildStatus.DECIDED, ChildStatus.PLACED)


def _from_work(status: ChildStatus) -> frozenset[ChildStatus]:
    handed = {ChildStatus.HANDED} if status in _BEFORE_HANDING else set()
    followed = {ChildStatus.FOLLOWED} if status == ChildStatus.PLACED else set()
    return (frozenset(_WORKING) - {status}) | handed | followed | _ALWAYS


CHILD_MOVES: dict[ChildStatus, frozenset[ChildStatus]] = {
    ChildStatus.OPEN: frozenset(_WORKING) | _ALWAYS,
    **{status: _from_work(status) for status in _WORKING},
    # A return to the family may fail: the work begins again.
    ChildStatus.HANDED: frozenset({ChildStatus.FOLLOWED, ChildStatus.EMERGENCY, ChildStatus.PLACED}) | _ALWAYS,
    ChildStatus.FOLLOWED: frozenset(_WORKING) | _ALWAYS,
    ChildStatus.GROWN: frozenset({ChildStatus.CLOSED}),
    ChildStatus.CLOSED: frozenset(),
}

CHILD_NEXT = {
    ChildStatus.OPEN: "Voir l’enfant et le mettre en sécurité",
    ChildStatus.EMERGENCY: "Commencer la recherche de sa famille",
    ChildStatus.TRACING: "Reprendre la recherche de sa famille",
    ChildStatus.CHECKING: "Vérifier le lien déclaré",
    ChildStatus.DECIDED: "Appliquer la décision",
    ChildStatus.PLACED: "Visiter l’enfant, chercher encore",
    ChildStatus.HANDED: "Première visite après la remise",
    ChildStatus.FOLLOWED: "Visite suivante",
    ChildStatus.GROWN: "Lui demander son accord, et remettre le dossier",
    ChildStatus.CLOSED: "",
}
