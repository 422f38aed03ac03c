"""How the whole is divided among members: plain arithmetic, in hundredths of a percent, that always makes the whole."""

from collections.abc import Sequence

WHOLE = 10_000


def divide(weights: Sequence[int], whole: int = WHOLE) -> list[int]:
    """Parts in proportion to the weights, whole numbers that add up to `whole`; what cannot be divided goes to the
    greatest remainders, the first of equals first. Weights that are all nought are taken as equal.

    Raises ValueError for nobody, or for a weight below nought.
    """
    if not weights:
        raise ValueError("the whole is divided among somebody")
    if min(weights) < 0:
        raise ValueError("nobody weighs less than nothing")
    total = sum(weights)
    if not total:
        return divide([1] * len(weights), whole)
    parts = [weight * whole // total for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda at: (-(weights[at] * whole % total), at))
    for at in remainders[: whole - sum(parts)]:
        parts[at] += 1
    return parts
