"""Where a claim to be of a child's family stands: declared, then a verdict that another than its declarer gives.

A verdict may be corrected by another: evidence comes late, and papers lie.
"""

from enum import StrEnum


class ClaimStatus(StrEnum):
    DECLARED = "declare"
    VERIFIED = "verifie"
    UNPROVEN = "non_prouve"
    REFUTED = "ecarte"


LABELS = {
    ClaimStatus.DECLARED: "Déclaré, à vérifier",
    ClaimStatus.VERIFIED: "Vérifié",
    ClaimStatus.UNPROVEN: "Non prouvé",
    ClaimStatus.REFUTED: "Écarté",
}

_VERDICTS = frozenset({ClaimStatus.VERIFIED, ClaimStatus.UNPROVEN, ClaimStatus.REFUTED})

MOVES: dict[ClaimStatus, frozenset[ClaimStatus]] = {
    ClaimStatus.DECLARED: _VERDICTS,
    **{verdict: _VERDICTS - {verdict} for verdict in ClaimStatus if verdict != ClaimStatus.DECLARED},
}
