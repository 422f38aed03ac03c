"""Why two records are held for one person, or are not: plain French, what speaks for and what speaks against, the
strongest first.
"""

from dataclasses import dataclass
from math import log2

import numpy as np

from benkan.linkage.engine.estimating import rarity_base
from benkan.linkage.engine.thresholds import Word

NOTICEABLE = 0.5  # log2: below, a likeness neither speaks for nor against
NAMES_ALONE = 0.45  # the most that is said of a pair that nothing but names speaks for: rather not the same


@dataclass(frozen=True)
class Reason:
    """One piece of evidence: French words, its weight in log2 (above zero for, below against), its subject (name,
    birth…).
    """

    words: str
    weight: float
    subject: str


@dataclass(frozen=True)
class Explained:
    """A pair with its reasons, the strongest first, its word (None below what is proposed), and whether a family is
    likelier.

    `probability` agrees with the word: where names alone speak for the pair, it is never above `NAMES_ALONE`.
    """

    probability: float
    word: Word | None
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    relatives: bool

    def sentence(self) -> str:
        """One French sentence: « Pour : même mère, même village. Contre : prénoms différents. »"""
        parts = []
        for title, reasons in (("Pour", self.reasons_for), ("Contre", self.reasons_against)):
            if reasons:
                parts.append(f"{title}\u00a0: {', '.join(dict.fromkeys(reason.words for reason in reasons))}.")
        if self.relatives:
            parts.append("Plutôt deux personnes d’une même famille.")
        return " ".join(parts) or "Rien ne rapproche ni ne sépare ces deux fiches."


class Explainer:
    """The reasons behind scored pairs, of one model: what does not depend on the pair is computed once."""

    def __init__(self, model) -> None:
        self.model = model
        shares = model.shares
        self._weights = [
            (np.log2(same / chance) + rarity_base(comparison, chance)).tolist()
            for comparison, same, chance in zip(model.comparisons, shares.same, shares.chance, strict=True)
        ]

    def explain(self, seen: dict) -> Explained:
        """The reasons behind a scored pair.

        `seen` is a row of the table of scored pairs: `gamma_<comparison>`, `tf_<column>_l` and `_r`, `match_weight`,
        `kin_weight`, `probability`. The weights of the reasons and the prior add up to `match_weight`.
        """
        count = len(self.model.comparisons)
        reasons = [reason for number in range(count) if (reason := self._reason(number, seen))]
        speaking = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.words))
        alone = names_alone(speaking)
        probability = float(seen["probability"])
        return Explained(
            min(probability, NAMES_ALONE) if alone else probability,
            self.model.thresholds.word(probability, names_alone=alone),
            tuple(reason for reason in speaking if reason.weight >= NOTICEABLE),
            tuple(reason for reason in speaking if reason.weight <= -NOTICEABLE),
            relatives=float(seen["kin_weight"]) > max(0.0, float(seen["match_weight"])),
        )

    def _reason(self, number: int, seen: dict) -> Reason | None:
        comparison = self.model.comparisons[number]
        gamma = int(seen[f"gamma_{comparison.name}"])
        if gamma < 0:
            return None
        place = len(comparison.levels) - 1 - gamma
        level = comparison.levels[place]
        weight = self._weights[number][place]
        if level.rarity:
            frequency = max(float(seen[f"tf_{level.rarity}_l"]), float(seen[f"tf_{level.rarity}_r"]))
            weight -= level.rarity_weight * log2(frequency)
        return Reason(level.reason, weight, comparison.subject)


def explain(model, seen: dict) -> Explained:
    """The reasons behind one scored pair: see `Explainer.explain`."""
    return Explainer(model).explain(seen)


def names_alone(reasons) -> bool:
    """Whether nothing but a person's own names, or the sex that they tell, speaks for the pair."""
    return not any(reason.weight >= NOTICEABLE and reason.subject not in ("name", "sex") for reason in reasons)
