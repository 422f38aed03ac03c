"""Where the money of a group stands: what is asked of the body that pays, and each tranche of what it gives.

A decision is noted by one account of the body that pays and confirmed by another; a tranche is prepared, validated and
paid by three.
"""

from enum import StrEnum


class FundingStatus(StrEnum):
    FILED = "deposee"
    RETAINED = "retenue"  # noted; counts once a second account confirms
    CONFIRMED = "confirmee"
    REJECTED = "rejetee"


FUNDING_LABELS = {
    FundingStatus.FILED: "Déposée",
    FundingStatus.RETAINED: "Retenue, à confirmer",
    FundingStatus.CONFIRMED: "Accordée",
    FundingStatus.REJECTED: "Rejetée",
}
FUNDING_MOVES: dict[FundingStatus, frozenset[FundingStatus]] = {
    FundingStatus.FILED: frozenset({FundingStatus.RETAINED, FundingStatus.REJECTED}),
    FundingStatus.RETAINED: frozenset({FundingStatus.CONFIRMED, FundingStatus.FILED}),  # not confirmed: asked anew
    FundingStatus.CONFIRMED: frozenset(),
    FundingStatus.REJECTED: frozenset(),
}
# Takes of its grant: what is noted and waits for its second account is promised to nobody else.
TAKING = frozenset({FundingStatus.RETAINED, FundingStatus.CONFIRMED})


class TrancheStatus(StrEnum):
    PLANNED = "prevue"
    PREPARED = "preparee"
    VALIDATED = "validee"
    PAID = "payee"


TRANCHE_LABELS = {
    TrancheStatus.PLANNED: "Prévue",
    TrancheStatus.PREPARED: "Préparée",
    TrancheStatus.VALIDATED: "Validée",
    TrancheStatus.PAID: "Payée",
}
TRANCHE_MOVES: dict[TrancheStatus, frozenset[TrancheStatus]] = {
    TrancheStatus.PLANNED: frozenset({TrancheStatus.PREPARED}),
    TrancheStatus.PREPARED: frozenset({TrancheStatus.VALIDATED, TrancheStatus.PLANNED}),  # not validated: taken back
    TrancheStatus.VALIDATED: frozenset({TrancheStatus.PAID, TrancheStatus.PLANNED}),
    TrancheStatus.PAID: frozenset(),
}
