"""The matrix of rights, for what is seen without names: boards, their lists, and the sheets that are taken away."""

from tests.house.matrix import RECEIVERS, Row, at_the_point, roles

COUNTERS = ("secretariat", "point_focal")

ROWS: dict[str, Row] = {
    "cases:causes": roles(*COUNTERS),
    "cases:causes_behind": roles(*COUNTERS),
    "cases:count_now": roles(*COUNTERS, method="post"),
    "cases:friday_sheet": roles("secretariat"),
    "arrivals:flash_file": at_the_point(*RECEIVERS),
}
