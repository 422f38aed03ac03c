"""Learning without labels: three kinds of pairs (one person, one family, strangers) and what each kind shows.

A pair of strangers shows what two records drawn at random show (u). A pair of one person shows m. A pair of
relatives shows m on what a household shares (family name, parents, telephone, village) and about u on what is a
person's own (given name, birth). Plain Fellegi-Sunter has no third kind, and takes siblings and twins for one
person.
"""

from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from benkan.linkage.engine.taught import UNSAID, Taught, nothing_taught

ITERATIONS = 60
SETTLED = 2e-4
PULL = 20.0  # pseudo-pairs by which a starting share holds against the data
SMALLEST = 1e-7
EARLY = 2
FEWEST_KIN = 1e-3
HOPELESS = 1e-5


@dataclass(frozen=True)
class Seen:
    """Compared pairs. `levels` int8 (pairs, comparisons), -1 for no evidence, 0 the closest; `rarity` and
    `family_rarity` float32 (pairs,): what rare values add, in log2, over all comparisons and over those that a
    family shares; `weight`: how many pairs of the whole each stands for; `pairs` int32 (pairs, 2): their ranks.
    """

    levels: np.ndarray
    rarity: np.ndarray
    family_rarity: np.ndarray
    weight: float
    pairs: np.ndarray

    def only(self, kept: np.ndarray) -> "Seen":
        """The pairs at these places."""
        return Seen(self.levels[kept], self.rarity[kept], self.family_rarity[kept], self.weight, self.pairs[kept])


@dataclass
class Shares:
    """For each comparison, the share of each level among one person's pairs (`same`), relatives (`kin`), strangers
    (`chance`); and how many pairs of each of the first two kinds the records hold.
    """

    same: list[np.ndarray]
    kin: list[np.ndarray]
    chance: list[np.ndarray]
    same_pairs: float
    kin_pairs: float
    all_pairs: float


def learn(
    comparisons,
    blocked: Seen,
    drawn: Seen,
    records: int,
    all_pairs: float,
    taught: Taught | None = None,
    start: Shares | None = None,
) -> Shares:
    """Expectation-maximisation over the proposed pairs, with strangers learnt from the pairs drawn at random.

    Pairs that no rule proposes are taken for strangers. Every share is held up by pseudo-pairs, so that an empty
    level never excludes. `taught`: what people decided of the pairs of `blocked`, if anything; `start`: shares
    learnt from the same pairs without it, to begin from.
    """
    taught = nothing_taught(len(blocked.levels)) if taught is None else taught
    shares = _start(comparisons, drawn, records, all_pairs) if start is None else deepcopy(start)
    totals = [_totals(drawn.levels[:, n], len(c.levels), drawn.weight) for n, c in enumerate(comparisons)]
    for turn in range(ITERATIONS):
        before = shares.same_pairs
        is_same, is_kin = taught.held(*responsibilities(shares, comparisons, blocked))
        shares.same_pairs = max(1.0, float((is_same * taught.counts).sum()) * blocked.weight)
        shares.kin_pairs = _kin_pairs(shares, comparisons, blocked, is_kin * taught.counts)
        _relearn(shares, comparisons, blocked, is_same * taught.voice, is_kin * taught.voice)
        doubt = _relearn_chance(shares, comparisons, drawn, totals)
        if turn == EARLY:
            # Most pairs are strangers for good: from here on only the others are looked at again.
            kept = np.flatnonzero((is_same + is_kin > HOPELESS) | (taught.said != UNSAID))
            blocked, taught = blocked.only(kept), taught.only(kept)
            drawn = drawn.only(np.flatnonzero(doubt > HOPELESS))
        if turn > EARLY and abs(shares.same_pairs - before) < SETTLED * before:
            break
    return shares


_SLIPS = ("day_slip", "month_slip", "year_slip", "slip", "swapped")
COINCIDING = frozenset(("exact", "same_year", "one_off", "year_off", "month_differs", "day_differs", *_SLIPS))


def _kin_pairs(shares: Shares, comparisons, seen: Seen, is_kin: np.ndarray) -> float:
    """How many pairs of relatives there are, counted where births differ, as those of most relatives do.

    Pairs alike in all but the given name are twins, or one person written under two names: alone they prove no
    families. Without births to count by, or with nothing shared but a name, no relatives are supposed.
    """
    spoken, apart, expected = 0.0, 0.0, 0.0
    for number, comparison in enumerate(comparisons):
        if comparison.subject != "birth":
            continue
        differs = np.array([level.name not in COINCIDING for level in comparison.levels])
        levels = seen.levels[:, number]
        here = levels >= 0
        mass = is_kin[here]
        spoken += mass.sum()
        apart += mass[differs[levels[here]]].sum()
        expected += mass.sum() * shares.kin[number][differs].sum()
    shared = [comparison for comparison in comparisons if comparison.family]
    if expected <= 0 or all(comparison.subject == "name" for comparison in shared):
        return FEWEST_KIN
    return max(FEWEST_KIN, float(is_kin.sum()) * seen.weight * min(1.0, apart / expected))


def responsibilities(shares: Shares, comparisons, seen: Seen) -> tuple[np.ndarray, np.ndarray]:
    """The chance that each pair is one person, and that it is one family, float64 (pairs,)."""
    for_same, for_kin = weights(shares, comparisons, seen)
    strangers = max(1.0, shares.all_pairs - shares.same_pairs - shares.kin_pairs)
    same = np.exp2(np.clip(for_same + np.log2(shares.same_pairs / strangers), -200, 200))
    kin = np.exp2(np.clip(for_kin + np.log2(shares.kin_pairs / strangers), -200, 200))
    total = 1.0 + same + kin
    return same / total, kin / total


def weights(shares: Shares, comparisons, seen: Seen) -> tuple[np.ndarray, np.ndarray]:
    """log2 of how much more likely what is seen is for one person, and for one family, than for strangers."""
    for_same = seen.rarity.astype(np.float64)
    for_kin = seen.family_rarity.astype(np.float64)
    for number, comparison in enumerate(comparisons):
        levels = seen.levels[:, number]
        # The last entry answers to level -1: no evidence.
        base = rarity_base(comparison, shares.chance[number])
        same = np.append(np.log2(shares.same[number] / shares.chance[number]) + base, 0.0)
        kin = np.log2(shares.kin[number] / shares.chance[number])
        kin = np.append(kin + base if comparison.family else kin, 0.0)
        for_same += same[levels]
        for_kin += kin[levels]
    return for_same, for_kin


def rarity_base(comparison, chance: np.ndarray) -> np.ndarray:
    """For each level weighed by rarity, log2 of the average frequency that its share among strangers already
    counts.
    """
    base = np.zeros(len(chance))
    exact = {level.rarity: n for n, level in reversed(list(enumerate(comparison.levels))) if level.rarity_weight == 1.0}
    for number, level in enumerate(comparison.levels):
        if level.rarity:
            base[number] = level.rarity_weight * np.log2(chance[exact[level.rarity]])
    return base


def _start(comparisons, drawn: Seen, records: int, all_pairs: float) -> Shares:
    same = [np.array([level.start for level in comparison.levels]) for comparison in comparisons]
    same = [shares / shares.sum() for shares in same]
    chance = [
        _as_shares(_totals(drawn.levels[:, n], len(comparison.levels), 1.0) + 1.0)
        for n, comparison in enumerate(comparisons)
    ]
    kin = [
        s.copy() if comparison.family else _kin_own(comparison, c, s)
        for comparison, s, c in zip(comparisons, same, chance, strict=True)
    ]
    expected = max(1.0, min(0.2 * records, 0.01 * all_pairs))
    families = any(c.family and c.subject != "name" for c in comparisons) and any(
        c.subject == "birth" for c in comparisons
    )
    return Shares(same, kin, chance, expected, expected if families else FEWEST_KIN, all_pairs)


TWINS = 0.03  # of the pairs of relatives seen, those that were born together, an upper guess
NAMESAKES = (
    1.0  # how often relatives share or nearly share a given name, against strangers: children are named after relatives
)


# How often, at most, one person's two records contradict each other, by subject. Without such bounds siblings
# drift into the first
# kind, where they make a different given name look usual.
CONTRADICTED = {"name": 0.1, "parent": 0.15, "birth": 0.2, "sex": 0.08, "identifier": 0.35}
# The same for relatives, on what makes them relatives; without it, strangers of one village drift into the kind.
KIN_CONTRADICTED = {"name": 0.25, "parent": 0.2}


def _kin_own(comparison, chance: np.ndarray, same: np.ndarray) -> np.ndarray:
    """What relatives show on what is a person's own. Fixed, never learnt: learnt, the kind would swallow persons
    written badly.
    """
    if comparison.subject == "name":
        shares = chance * NAMESAKES
        last = against(comparison)
        shares[last] += (1 - shares.sum()) * shares[last] / shares[last].sum()
        return shares
    if comparison.subject == "birth":
        near = _kin_ages(comparison)
        return TWINS * same + (1 - TWINS) * (chance + near) / 2
    return chance.copy()


def _kin_ages(comparison) -> np.ndarray:
    """Half of the relatives in a register are brothers and sisters, who are born within some ten years."""
    usual = {"close_year": 0.2, "same_year": 0.05, "one_off": 0.1, "two_off": 0.12, "five_off": 0.28, "ten_off": 0.25}
    shares = np.array([usual.get(level.name, 0.0) for level in comparison.levels])
    shares[against(comparison)] += 1 - shares.sum()
    return shares


def against(comparison) -> np.ndarray:
    """The numbers of the levels that contradict."""
    return np.flatnonzero([level.against for level in comparison.levels])


def _bounded(shares: np.ndarray, comparison, bounds: dict[str, float]) -> np.ndarray:
    """The same shares with contradiction held under a bound."""
    last = against(comparison)
    most, held = bounds.get(comparison.subject, 1.0), shares[last].sum()
    if held <= most:
        return shares
    bounded = shares * (1 - most) / (1 - held)
    bounded[last] = shares[last] * most / held
    return bounded


def _totals(levels: np.ndarray, count: int, weight) -> np.ndarray:
    """How much each level weighs; the pairs that say nothing are left out."""
    if np.isscalar(weight):
        return np.bincount(levels.astype(np.int16) + 1, minlength=count + 1)[1 : count + 1] * float(weight)
    return np.bincount(levels.astype(np.int16) + 1, weights=weight, minlength=count + 1)[1 : count + 1]


def _as_shares(totals: np.ndarray) -> np.ndarray:
    return np.maximum(totals / totals.sum(), SMALLEST)


def _relearn(shares: Shares, comparisons, seen: Seen, is_same: np.ndarray, is_kin: np.ndarray) -> None:
    for number, comparison in enumerate(comparisons):
        levels = seen.levels[:, number]
        count = len(comparison.levels)
        start = np.array([level.start for level in comparison.levels])
        pull = PULL * start / start.sum()
        learnt = _as_shares(_totals(levels, count, is_same * seen.weight) + pull)
        shares.same[number] = _bounded(learnt, comparison, CONTRADICTED)
        if comparison.family:
            learnt = _as_shares(_totals(levels, count, is_kin * seen.weight) + pull)
            shares.kin[number] = _bounded(learnt, comparison, KIN_CONTRADICTED)


def _relearn_chance(shares: Shares, comparisons, drawn: Seen, totals: list[np.ndarray]) -> np.ndarray:
    """Strangers are the pairs drawn less those that are not strangers; returns how little each looks like
    strangers.
    """
    is_same, is_kin = responsibilities(shares, comparisons, drawn)
    known = (is_same + is_kin) * drawn.weight
    for number, comparison in enumerate(comparisons):
        count = len(comparison.levels)
        left = np.maximum(totals[number] - _totals(drawn.levels[:, number], count, known), 0.0)
        shares.chance[number] = _as_shares(left + 0.5)
        if not comparison.family:
            shares.kin[number] = _kin_own(comparison, shares.chance[number], shares.same[number])
    return is_same + is_kin
