"""Where a plan and each of its lines stand. Drafted, submitted, approved, funded, in progress: five, never one.

A plan is approved when whoever pays has retained each line that costs; funded when each of these has its grant.
"""

from enum import StrEnum


class PlanStatus(StrEnum):
    DRAFTED = "redige"
    SUBMITTED = "soumis"
    APPROVED = "approuve"
    FUNDED = "finance"
    IN_PROGRESS = "en_cours"
    DONE = "acheve"
    REPLACED = "remplace"  # by its revision; stays as it was
    ABANDONED = "abandonne"


PLAN_LABELS = {
    PlanStatus.DRAFTED: "Rédigé",
    PlanStatus.SUBMITTED: "Soumis",
    PlanStatus.APPROVED: "Approuvé",
    PlanStatus.FUNDED: "Financé",
    PlanStatus.IN_PROGRESS: "En cours",
    PlanStatus.DONE: "Achevé",
    PlanStatus.REPLACED: "Remplacé",
    PlanStatus.ABANDONED: "Abandonné",
}

_GIVEN_UP = frozenset({PlanStatus.REPLACED, PlanStatus.ABANDONED})
PLAN_MOVES: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.DRAFTED: frozenset({PlanStatus.SUBMITTED, PlanStatus.ABANDONED}),
    # Back to the draft: taken back before anybody decided, or a line was rejected and is to be written otherwise.
    PlanStatus.SUBMITTED: frozenset({PlanStatus.APPROVED, PlanStatus.DRAFTED}) | _GIVEN_UP,
    PlanStatus.APPROVED: frozenset({PlanStatus.FUNDED, PlanStatus.IN_PROGRESS}) | _GIVEN_UP,
    PlanStatus.FUNDED: frozenset({PlanStatus.IN_PROGRESS}) | _GIVEN_UP,
    PlanStatus.IN_PROGRESS: frozenset({PlanStatus.DONE}) | _GIVEN_UP,
    # Back to in progress: a payment was reversed.
    PlanStatus.DONE: frozenset({PlanStatus.REPLACED, PlanStatus.IN_PROGRESS}),
    PlanStatus.REPLACED: frozenset(),
    PlanStatus.ABANDONED: frozenset(),
}
# The plan by which she is accompanied, at most one of each at a time.
IN_FORCE = frozenset({PlanStatus.SUBMITTED, PlanStatus.APPROVED, PlanStatus.FUNDED, PlanStatus.IN_PROGRESS})


class LineStatus(StrEnum):
    PLANNED = "prevue"
    TO_FUND = "a_financer"  # submitted to whoever pays
    RETAINED = "retenue"  # approved, no money yet
    FUNDED = "financee"
    REJECTED = "rejetee"
    IN_PROGRESS = "en_cours"
    DELIVERED = "rendue"
    CANCELLED = "annulee"


LINE_LABELS = {
    LineStatus.PLANNED: "Prévue",
    LineStatus.TO_FUND: "Soumise",
    LineStatus.RETAINED: "Retenue, à financer",
    LineStatus.FUNDED: "Financée",
    LineStatus.REJECTED: "Rejetée",
    LineStatus.IN_PROGRESS: "En cours",
    LineStatus.DELIVERED: "Rendue",
    LineStatus.CANCELLED: "Annulée",
}

LINE_MOVES: dict[LineStatus, frozenset[LineStatus]] = {
    # Without a cost a line begins as soon as its plan is approved.
    LineStatus.PLANNED: frozenset(
        {LineStatus.TO_FUND, LineStatus.IN_PROGRESS, LineStatus.DELIVERED, LineStatus.CANCELLED}
    ),
    LineStatus.TO_FUND: frozenset({LineStatus.RETAINED, LineStatus.REJECTED, LineStatus.PLANNED, LineStatus.CANCELLED}),
    LineStatus.RETAINED: frozenset({LineStatus.FUNDED, LineStatus.CANCELLED}),
    LineStatus.FUNDED: frozenset({LineStatus.IN_PROGRESS, LineStatus.DELIVERED, LineStatus.CANCELLED}),
    # Written otherwise, contested before the same body, or given up.
    LineStatus.REJECTED: frozenset({LineStatus.PLANNED, LineStatus.TO_FUND, LineStatus.CANCELLED}),
    LineStatus.IN_PROGRESS: frozenset({LineStatus.DELIVERED, LineStatus.CANCELLED}),
    LineStatus.DELIVERED: frozenset({LineStatus.IN_PROGRESS}),  # a payment was reversed
    LineStatus.CANCELLED: frozenset(),
}
# Whoever pays has agreed; among these, the money is there.
AGREED = frozenset({LineStatus.RETAINED, LineStatus.FUNDED, LineStatus.IN_PROGRESS, LineStatus.DELIVERED})
PAID = AGREED - {LineStatus.RETAINED}
# Set aside: neither moves any more, nor follows what is decided.
SET_ASIDE = frozenset({PlanStatus.REPLACED, PlanStatus.ABANDONED})
