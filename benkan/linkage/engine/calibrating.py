"""The scale of probabilities, moved by what people decided: J. Platt's sigmoid (1999) on log2 odds.

A sigmoid and not an isotonic step function: it keeps the order of all pairs, so that clusters grow as before, and two
figures are all that a few hundred answers can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from json import loads

import numpy as np

ENOUGH = 50  # answers of each kind, « the same » and « not the same »
FURTHEST = 12.0  # log2 odds: one wrong answer on a sure pair must not flatten the whole scale
SLOPES = (0.5, 2.0)
SHIFTS = (-4.0, 4.0)
FIRM = 4.0  # one over the variance of slope and shift around « nothing moves », before any answer
TURNS = 30
USUAL = "scale-2026-11.json"


@dataclass(frozen=True)
class Calibration:
    """New log2 odds = `slope` times the old + `shift`. The slope is above zero: the order of pairs is kept."""

    slope: float
    shift: float

    def moved(self, against: str) -> str:
        """SQL of the new odds against one person, from SQL of the old."""
        return f"({2.0**-self.shift!r} * pow({against}, {self.slope!r}))"

    def of(self, log_odds: np.ndarray) -> np.ndarray:
        """New log2 odds, float64, of the same shape."""
        return self.slope * log_odds + self.shift

    def after(self, first: "Calibration") -> "Calibration":
        """The scale that moves what another has moved already."""
        return Calibration(self.slope * first.slope, self.slope * first.shift + self.shift)

    def before(self, log_odds: float) -> float:
        """The old log2 odds that became these."""
        return (log_odds - self.shift) / self.slope


@cache
def usual() -> Calibration:
    """The scale of Malian registers before anybody answers, learnt where the truth is known, on people who do not
    exist: families share more than three kinds of pairs can tell, so that what is believed is believed too much.
    """
    said = loads(files("benkan.linkage.engine").joinpath("data", USUAL).read_text(encoding="utf-8"))
    return Calibration(said["slope"], said["shift"])


def fit(log_odds: np.ndarray, same: np.ndarray, weights: Sequence[float] | np.ndarray) -> Calibration | None:
    """The sigmoid that answers speak for, or None with fewer than ENOUGH of either kind.

    `log_odds` float64 (answers,), log2; `same` bool (answers,); `weights` (answers,) in any unit. Newton's steps on the
    likelihood with Platt's targets, held by a normal law around « nothing moves », then bounded.
    """
    yes = int(same.sum())
    no = len(same) - yes
    if min(yes, no) < ENOUGH:
        return None
    # Natural logarithms inside: the formulas of the logistic law are then their own.
    x = np.clip(log_odds, -FURTHEST, FURTHEST) * np.log(2)
    target = np.where(same, (yes + 1) / (yes + 2), 1 / (no + 2))
    held = np.asarray(weights, dtype=float)
    held = held * len(held) / held.sum()
    rows = np.stack([x, np.ones_like(x)])
    start = np.array([1.0, 0.0])
    found = start.copy()
    for _ in range(TURNS):
        said = 1 / (1 + np.exp(-(found @ rows)))
        gradient = rows @ (held * (target - said)) - FIRM * (found - start)
        curvature = (rows * (held * said * (1 - said))) @ rows.T + FIRM * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        found = found + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    slope, shift = float(found[0]), float(found[1] / np.log(2))
    return Calibration(min(max(slope, SLOPES[0]), SLOPES[1]), min(max(shift, SHIFTS[0]), SHIFTS[1]))
