"""The quantile that every page of measures means."""

import math
from collections.abc import Iterable


def quantile(values: Iterable[float], share: float) -> float:
    """The value that a share of the values do not pass."""
    held = sorted(values)
    return held[min(len(held) - 1, math.ceil(share * len(held)) - 1)] if held else math.nan
