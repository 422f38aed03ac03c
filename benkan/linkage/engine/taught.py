"""What people decided, as it enters the learning: memberships that no turn of it moves."""

from dataclasses import dataclass

import numpy as np

UNSAID, APART, SAME, RELATIVES = -1, 0, 1, 2
LOUDEST = 10.0  # pairs that one answer counts for at most, where the register holds many
PART = 0.05  # of one person's pairs, what all answers may count for together


@dataclass(frozen=True)
class Taught:
    """Of each pair learnt from: `said` int8 (pairs,), UNSAID, APART, SAME or RELATIVES; `counts` float64 (pairs,), how
    many it is against the others when pairs are counted; `voice` the same when shares are learnt.
    """

    said: np.ndarray
    counts: np.ndarray
    voice: np.ndarray

    def held(self, is_same: np.ndarray, is_kin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The chances of one person and of one family, float64 (pairs,), with those decided in their place.

        Of two people who were only said not to be the same, whether they are relatives is still learnt.
        """
        apart = self.said == APART
        left = is_kin / np.maximum(1.0 - is_same, 1e-12)
        same = np.where(self.said == UNSAID, is_same, self.said == SAME)
        kin = np.where(self.said == UNSAID, is_kin, np.where(apart, np.minimum(left, 1.0), self.said == RELATIVES))
        return same, kin

    def only(self, kept: np.ndarray) -> "Taught":
        """The pairs at these places."""
        return Taught(self.said[kept], self.counts[kept], self.voice[kept])


def nothing_taught(pairs: int) -> Taught:
    """Where nobody decided anything."""
    return Taught(np.full(pairs, UNSAID, np.int8), np.ones(pairs), np.ones(pairs))


def voices(said: np.ndarray, weights: np.ndarray, same_pairs: float) -> np.ndarray:
    """How many pairs each answer counts for, float64 (answers,).

    One at least, for it is one; more in a large register, but all of them together no more than PART of the pairs of
    one person there (`same_pairs`): a handful never overturns millions. In the ratio of `weights` (how many pairs each
    answer stands for), or the doubtful ones, asked about more often, would pass for what people usually are.
    """
    each = min(LOUDEST, PART * same_pairs / max(1, int((said == SAME).sum())))
    return max(1.0, each) * weights / weights.mean()
