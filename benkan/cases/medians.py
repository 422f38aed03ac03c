"""How long a step takes when some still wait for it: the median of Kaplan and Meier, in which those who wait count.

Leaving them out would say that all is quick on the day when nobody is served. Plain Python, no Django.
Source: Kaplan E. L., Meier P., « Nonparametric estimation from incomplete observations », JASA 53 (1958).
"""

from collections import Counter
from collections.abc import Mapping

ROUNDING = 1e-9  # products of shares: two halves of a third may fall a hair above


def median_wait(done: Mapping[int, int], waiting: Mapping[int, int]) -> int | None:
    """The first duration by which half are served, or None while half still wait.

    `done` and `waiting` are counts by whole duration (days, hours): of those served, and of those still waiting, who
    have waited so long already. Whoever waits is known to need longer, and no more is said of her.
    """
    at_risk = sum(done.values()) + sum(waiting.values())
    served, left = Counter(done), Counter(waiting)
    still = 1.0
    for duration in sorted({*served, *left}):
        if at_risk and served[duration]:
            still *= 1 - served[duration] / at_risk
            if still <= 0.5 + ROUNDING:
                return duration
        at_risk -= served[duration] + left[duration]
    return None
