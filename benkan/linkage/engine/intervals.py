"""Shares with their 95 % intervals, and sums of shares over strata with theirs. Closed forms, nothing drawn.

Wilson's interval (E. B. Wilson, 1927) and not Clopper and Pearson's (1934): it keeps 95 % on average where the exact
one keeps 97 to 99 % and is wider for it (L. D. Brown, T. T. Cai, A. DasGupta, 2001); it holds for a number of answers
that is not whole, which weighted answers give; and near a share of 1, where a word's precision stands, what it misses
it misses by promising too little.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benkan.linkage.engine.thresholds import LEAST_SURE, RATHER_THE_SAME, WRITTEN

SURE = 1.959963984540054  # of a normal law, 95 % lies within so many deviations
FEWEST = 20  # answers below which no percentage is told
# A border stands wherever a word changes, so that no stratum holds two words by probability.
BORDERS = (WRITTEN, 0.2, RATHER_THE_SAME, 0.8, 0.95, LEAST_SURE, 1.0)
STRATA = len(BORDERS) - 1
STEPS = 60


def stratum(probability: float) -> int:
    """The number, 0 to STRATA - 1, of the stratum of a probability. Raises ValueError outside WRITTEN to 1."""
    if not WRITTEN <= probability <= 1:
        raise ValueError(f"une paire proposée a une probabilité de {WRITTEN} à 1, et non {probability}")
    return min(STRATA, sum(probability >= border for border in BORDERS)) - 1


def in_words(number: int) -> str:
    """« 0,05 à 0,2 »: the borders of a stratum, as people read them."""
    low, high = list(pairwise(BORDERS))[number]
    return f"{low:g} à {high:g}".replace(".", ",")


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1 with its 95 % interval, and on how many answers `n` it rests.

    With fewer than FEWEST answers the three figures are None: a percentage of so few says more than is known.
    """

    estimate: float | None
    low: float | None
    high: float | None
    n: int


def told(estimate: float, low: float, high: float, n: int) -> Share:
    """The share, without figures where it rests on too few answers."""
    return Share(estimate, low, high, n) if n >= FEWEST else Share(None, None, None, n)


def wilson(right: float, n: float) -> tuple[float, float]:
    """The 95 % interval of `right` out of `n`, neither need be whole; from 0 to 1 where n is 0 (Wilson, 1927)."""
    if n <= 0:
        return 0.0, 1.0
    share, square = min(1.0, right / n), SURE**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = SURE / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def share_of(right: Sequence[bool], weights: Sequence[float] | None = None) -> Share:
    """The (weighted) share of yes. Weights, in any unit, count for as many answers as L. Kish (1965) says: the square
    of their sum over the sum of their squares.
    """
    yes = np.asarray(right, dtype=float)
    held = np.ones(len(yes)) if weights is None else np.asarray(weights, dtype=float)
    total = float(held.sum())
    if total <= 0:
        return Share(None, None, None, len(yes))
    effective = total**2 / float((held**2).sum())
    estimate = float((held * yes).sum()) / total
    return told(estimate, *wilson(estimate * effective, effective), len(yes))


@dataclass(frozen=True)
class Stratum:
    """`size` pairs exist, `n` were answered, `right` of them are one person. Numbers of pairs; need not be whole."""

    size: float
    n: float
    right: float

    @property
    def share(self) -> float:
        """The share of one person's pairs; a half, with an interval from 0 to 1, where nobody answered."""
        return self.right / self.n if self.n else 0.5


def part_above(above: Sequence[Stratum], below: Sequence[Stratum]) -> tuple[float, float, float]:
    """Of all that is right in the strata, the part in those `above`: (estimate, low, high), each from 0 to 1.

    Recall, where `above` are the strata held for one person. The limits of each stratum by Wilson are carried over
    to the two sums, then to the part, as G. Y. Zou and A. Donner (2008, « method of variance estimates recovery »)
    show; no variance is zero where no answer was wrong, as it would be by the delta method.
    """
    top, top_low, top_high = _sum(above)
    rest, rest_low, rest_high = _sum(below)
    if top + rest == 0:
        return 0.0, 0.0, 1.0
    low = _root(lambda r: (1 - r) * top - r * rest - math.hypot((1 - r) * (top - top_low), r * (rest_high - rest)))
    high = _root(lambda r: (1 - r) * top - r * rest + math.hypot((1 - r) * (top_high - top), r * (rest - rest_low)))
    estimate = top / (top + rest)
    return estimate, min(low, estimate), max(high, estimate)


def _sum(strata: Sequence[Stratum]) -> tuple[float, float, float]:
    """How many are right in all, with the limits that each stratum's own limits give together."""
    total, under, over = 0.0, 0.0, 0.0
    for one in strata:
        low, high = wilson(one.right, one.n)
        total += one.size * one.share
        under += (one.size * (one.share - low)) ** 2
        over += (one.size * (high - one.share)) ** 2
    return total, max(0.0, total - math.sqrt(under)), total + math.sqrt(over)


def _root(of) -> float:
    """Where a function that falls from above zero at 0 to below it at 1 crosses it."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) > 0 else (low, middle)
    return high
