"""Where a sharing agreement stands, what it may be for, and which groups of fields it may speak of.

Contexts that hold personal data declare their groups beside their models, as rights are declared:

    IDENTITY = declare_fields("identite", "Identité\u00a0: noms, parents, naissance, sexe, nationalité")
"""

from dataclasses import dataclass, field
from enum import StrEnum


class AgreementState(StrEnum):
    PROPOSED = "propose"
    SIGNED = "signe"
    REFUSED = "refuse"
    WITHDRAWN = "retire"  # by who proposed it, before the other answered
    ENDED = "termine"  # by either side, before its day


LABELS = {
    AgreementState.PROPOSED: "Proposé",
    AgreementState.SIGNED: "Signé des deux côtés",
    AgreementState.REFUSED: "Refusé",
    AgreementState.WITHDRAWN: "Retiré",
    AgreementState.ENDED: "Dénoncé",
}

MOVES: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.PROPOSED: frozenset({AgreementState.SIGNED, AgreementState.REFUSED, AgreementState.WITHDRAWN}),
    AgreementState.SIGNED: frozenset({AgreementState.ENDED}),
    AgreementState.REFUSED: frozenset(),
    AgreementState.WITHDRAWN: frozenset(),
    AgreementState.ENDED: frozenset(),
}


class Side(StrEnum):
    """Who makes a move, as seen from whoever proposed the agreement."""

    PROPOSER = "qui propose"
    OTHER = "l’autre partie"
    EITHER = "l’une ou l’autre"


# Proposing is signing for one's own side: the other signs, so that nobody puts an agreement in force alone.
MOVERS: dict[AgreementState, Side] = {
    AgreementState.PROPOSED: Side.PROPOSER,
    AgreementState.SIGNED: Side.OTHER,
    AgreementState.REFUSED: Side.OTHER,
    AgreementState.WITHDRAWN: Side.PROPOSER,
    AgreementState.ENDED: Side.EITHER,
}


def moves_of(state: AgreementState, *, proposed_it: bool) -> tuple[AgreementState, ...]:
    """Where one side may take an agreement from where it stands, in the order of the states."""
    side = Side.PROPOSER if proposed_it else Side.OTHER
    return tuple(move for move in AgreementState if move in MOVES[state] and MOVERS[move] in (side, Side.EITHER))


@dataclass(frozen=True)
class FieldGroup:
    """Fields that leave together: a code, and the French words that both sides sign. `never`: no agreement lets them
    leave, whatever it says."""

    code: str
    label: str
    never: bool = False


@dataclass
class _Register:
    known: dict[str, FieldGroup] = field(default_factory=dict)


_register = _Register()


def declare_fields(code: str, label: str, *, never: bool = False) -> FieldGroup:
    """Declare a group of fields; twice with other words is a mistake of the program."""
    group = FieldGroup(code, label, never)
    if _register.known.setdefault(code, group) != group:
        raise ValueError(f"field group {code} is declared twice")
    return group


def declared_fields() -> dict[str, FieldGroup]:
    """All groups declared so far, by code."""
    return dict(_register.known)


def shareable_fields() -> dict[str, FieldGroup]:
    """The groups that an agreement may name, by code."""
    return {code: group for code, group in _register.known.items() if not group.never}
