"""Why two records are held for one person, or are not: plain French, what speaks for and what speaks against, the
strongest first.
"""

from dataclasses import dataclass

import numpy as np

from benkan.linkage.engine.estimating import rarity_base
from benkan.linkage.engine.thresholds import Word

NOTICEABLE = 0.5  # log2: below, a likeness neither speaks for nor against


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


def explain(model, seen: dict) -> Explained:
    """The reasons behind a scored pair.

    `seen` is a row of the table of scored pairs: `gamma_<comparison>`, `tf_<column>_l` and `_r`, `match_weight`,
    `kin_weight`, `probability`. The weights of the reasons and the prior add up to `match_weight`.
    """
    reasons = [reason for number in range(len(model.comparisons)) if (reason := _reason(model, number, seen))]
    speaking = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.words))
    probability = float(seen["probability"])
    return Explained(
        probability,
        model.thresholds.word(probability, names_alone=names_alone(speaking)),
        tuple(reason for reason in speaking if reason.weight >= NOTICEABLE),
        tuple(reason for reason in speaking if reason.weight <= -NOTICEABLE),
        relatives=float(seen["kin_weight"]) > max(0.0, float(seen["match_weight"])),
    )


def names_alone(reasons) -> bool:
    """Whether nothing but a person's own names, or the sex that they tell, speaks for the pair."""
    return not any(reason.weight >= NOTICEABLE and reason.subject not in ("name", "sex") for reason in reasons)


def _reason(model, number: int, seen: dict) -> Reason | None:
    comparison = model.comparisons[number]
    gamma = int(seen[f"gamma_{comparison.name}"])
    if gamma < 0:
        return None
    place = len(comparison.levels) - 1 - gamma
    level = comparison.levels[place]
    shares = model.shares
    weight = float(np.log2(shares.same[number][place] / shares.chance[number][place]))
    if level.rarity:
        frequency = max(float(seen[f"tf_{level.rarity}_l"]), float(seen[f"tf_{level.rarity}_r"]))
        weight += float(rarity_base(comparison, shares.chance[number])[place]) - level.rarity_weight * float(
            np.log2(frequency)
        )
    return Reason(level.reason, weight, comparison.subject)
