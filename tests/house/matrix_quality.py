"""The matrix of rights, for the measured quality of pairs: numbers alone, one's own organisation's or all."""

from tests.house.matrix import Row, roles

MEASURERS = ("point_focal", "secretariat", "protection_donnees")

ROWS: dict[str, Row] = {
    "linkage:quality": roles(*MEASURERS),
    "linkage:quality_behind": roles(*MEASURERS, data=lambda world: {"quoi": "attend"}),
}
