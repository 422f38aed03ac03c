"""What a group says about its pairs: two records that a third one ties are believed more, two that a group keeps
apart less.
"""

import math
from collections.abc import Mapping

TIED = 0.5  # a pair inside a group is rather one person, or the group would not stand
DETOUR = 0.98  # the most that a third record lends: what nobody has compared directly is never sure
SMALLEST = 1e-9


def log_odds(probability: float) -> float:
    """log2 of the odds, finite at the ends."""
    held = min(max(probability, SMALLEST), 1 - SMALLEST)
    return math.log2(held / (1 - held))


def settle(believed: Mapping[tuple[int, int], float], group: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """The probability of each pair once groups are known, and of the pairs inside groups that nobody had proposed.

    `believed` holds (record, other record) -> probability; `group` record -> its group. Inside a group a pair is
    worth at least its best detour by one third record (the product of the two sides, never more than DETOUR), and
    at least a half. Between groups it is worth p / (1 + p): the order is kept, and none reaches a half.
    """
    settled: dict[tuple[int, int], float] = {}
    inside: dict[int, dict[tuple[int, int], float]] = {}
    for (one, other), probability in believed.items():
        if group[one] == group[other]:
            inside.setdefault(group[one], {})[min(one, other), max(one, other)] = probability
        else:
            settled[one, other] = probability if probability < TIED else probability / (1 + probability)
    for pairs in inside.values():
        settled.update(_inside(pairs))
    return settled


def _inside(pairs: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    members = sorted({record for pair in pairs for record in pair})
    near: dict[int, dict[int, float]] = {record: {} for record in members}
    for (one, other), probability in pairs.items():
        near[one][other] = near[other][one] = probability
    found = {}
    for number, one in enumerate(members):
        for other in members[number + 1 :]:
            direct = near[one].get(other, 0.0)
            detour = max((p * near[other].get(third, 0.0) for third, p in near[one].items()), default=0.0)
            found[one, other] = max(direct, min(detour, DETOUR), TIED)
    return found
