"""Where a trafficking file stands, from a cue to the mechanism that the Justice leads."""

from enum import StrEnum


class TraffickingStatus(StrEnum):
    OPEN = "ouvert"
    HEARD = "entretien"
    MECHANISM = "mecanisme"
    RECOVERY = "retablissement"
    SERVED = "services"
    FOLLOWED = "suivi"
    CLOSED = "clos"


TRAFFICKING_LABELS = {
    TraffickingStatus.OPEN: "Ouvert",
    TraffickingStatus.HEARD: "Entretien mené",
    TraffickingStatus.MECHANISM: "Confié au mécanisme",
    TraffickingStatus.RECOVERY: "Temps de rétablissement",
    TraffickingStatus.SERVED: "Services en cours",
    TraffickingStatus.FOLLOWED: "Suivi",
    TraffickingStatus.CLOSED: "Clos",
}

_HELPED = (
    TraffickingStatus.MECHANISM, TraffickingStatus.RECOVERY, TraffickingStatus.SERVED, TraffickingStatus.FOLLOWED,
)  # fmt: skip
_CLOSED = frozenset({TraffickingStatus.CLOSED})

TRAFFICKING_MOVES: dict[TraffickingStatus, frozenset[TraffickingStatus]] = {
    # Aid waits for no interview: what she needs tonight is given before.
    TraffickingStatus.OPEN: frozenset({TraffickingStatus.HEARD, TraffickingStatus.SERVED}) | _CLOSED,
    TraffickingStatus.HEARD: frozenset(_HELPED) | _CLOSED,
    **{status: (frozenset(_HELPED) - {status}) | {TraffickingStatus.HEARD} | _CLOSED for status in _HELPED},
    TraffickingStatus.CLOSED: frozenset(),
}

TRAFFICKING_NEXT = {
    TraffickingStatus.OPEN: "La voir seule à seule",
    TraffickingStatus.HEARD: "Décider de la suite avec elle",
    TraffickingStatus.MECHANISM: "Ouvrir le temps de rétablissement",
    TraffickingStatus.RECOVERY: "Demander ce qu’elle décide",
    TraffickingStatus.SERVED: "Prendre des nouvelles des services",
    TraffickingStatus.FOLLOWED: "Reprendre contact, comme elle l’a dit",
    TraffickingStatus.CLOSED: "",
}
