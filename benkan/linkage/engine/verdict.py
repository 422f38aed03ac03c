"""Which of two models is better, told by the same decided pairs, and not told where they cannot tell.

Each pair is judged alone, as a model believes it. What groups then make of it is not measured here: grouping mends some
of a model's mistakes, so that a better one may gain nothing by it, or lose a little.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import numpy as np

from benkan.linkage.engine.intervals import FEWEST, Share, share_of, told
from benkan.linkage.engine.refusal import NBSP
from benkan.linkage.engine.thresholds import LEAST_SURE, RATHER_THE_SAME

RESAMPLED = 2000
AT_ONCE = 20  # parts in which the drawings are multiplied out
PLAIN = (0.2, 0.95)  # at or outside these, what the records say is plain
# Plain pairs of which answers say the reverse, in share: so many, and it is the answers that are in doubt. A model
# that errs on one plain pair in four would have been seen to.
TOO_CONTRARY = 0.25


class Verdict(StrEnum):
    """What is known of a new model against the old."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"
    DOUBTFUL = "doubtful"  # the answers themselves: they contradict plain pairs
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Tested:
    """One model on decided pairs that it had not learnt from.

    `precision`, `recall` and `f1` at 0.5 (recall among the decided pairs), `very_likely` the precision at 0.995 and
    more; `contrary`: of plain pairs, the share whose answer says the reverse. `tallies` float64 (components, 5): for
    each component of pairs that share records, the weights found rightly, found wrongly and missed, at 0.5, then right
    and wrong at 0.995.
    """

    precision: Share
    recall: Share
    f1: Share
    very_likely: Share
    contrary: Share
    pairs: int
    tallies: np.ndarray = field(repr=False, compare=False)


def measured(
    probabilities: np.ndarray, same: np.ndarray, weights: np.ndarray, component: np.ndarray, *, seed: int = 0
) -> Tested:
    """Measure a model. All are (pairs,): probabilities, bool answers, weights in any unit, and the component's number.

    The interval of F1 is of 2.5 to 97.5 % of RESAMPLED drawings of whole components (B. Efron, 1979): pairs of one
    person are not independent.
    """
    believed, sure = probabilities >= RATHER_THE_SAME, probabilities >= LEAST_SURE
    low, high = probabilities < PLAIN[0], probabilities >= PLAIN[1]
    plain = low | high
    cells = (believed & same, believed & ~same, ~believed & same, sure & same, sure & ~same)
    numbers, at = np.unique(component, return_inverse=True)
    tallies = np.stack([np.bincount(at, weights=weights * cell, minlength=len(numbers)) for cell in cells], axis=1)
    values = _f1(_resampled(tallies, seed))
    spread = np.quantile(values, (0.025, 0.975)) if len(numbers) else (0.0, 1.0)
    whole = float(_f1(tallies.sum(axis=0))) if len(numbers) else 0.0
    n = int((believed | same).sum())
    return Tested(
        precision=share_of(same[believed], weights[believed]),
        recall=share_of(believed[same], weights[same]),
        f1=told(whole, float(min(spread[0], whole)), float(max(spread[1], whole)), n),
        very_likely=share_of(same[sure], weights[sure]),
        contrary=share_of((same == low)[plain]),
        pairs=len(same),
        tallies=tallies,
    )


def difference(before: Tested, after: Tested, *, seed: int = 0) -> tuple[float, float, float]:
    """F1 of `after` less that of `before`: (difference, low, high), 95 %, by drawing the same components for both."""
    if len(before.tallies) != len(after.tallies):
        raise ValueError("les deux modèles n’ont pas été mesurés sur les mêmes paires")
    gained = _f1(_resampled(after.tallies, seed)) - _f1(_resampled(before.tallies, seed))
    low, high = np.quantile(gained, (0.025, 0.975))
    return float(_f1(after.tallies.sum(axis=0)) - _f1(before.tallies.sum(axis=0))), float(low), float(high)


def verdict(before: Tested, after: Tested) -> Verdict:
    """Better only where the whole interval of the difference is above zero, and « très probable » is not worse."""
    answered = before.contrary
    if answered.low is not None and answered.low > TOO_CONTRARY:
        return Verdict.DOUBTFUL
    if before.f1.estimate is None or after.f1.estimate is None:
        return Verdict.TOO_FEW
    _, low, high = difference(before, after)
    if high < 0 or _less_sure(before, after):
        return Verdict.WORSE
    return Verdict.BETTER if low > 0 else Verdict.UNDECIDED


def _less_sure(before: Tested, after: Tested) -> bool:
    """Whether « très probable » lost what intervals can tell: the new precision wholly below the old."""
    one, other = before.very_likely, after.very_likely
    return one.low is not None and other.high is not None and other.high < one.low


_ENDINGS = {
    Verdict.BETTER: "Le nouveau modèle est meilleur.",
    Verdict.WORSE: "Le nouveau modèle est moins bon{NBSP}: gardez l’ancien.",
    Verdict.UNDECIDED: "Rien ne permet de dire que le nouveau modèle est meilleur{NBSP}: gardez l’ancien, ou décidez "
    "d’autres paires.",
    Verdict.TOO_FEW: "C’est trop peu pour comparer{NBSP}: décidez d’autres paires.",
    Verdict.DOUBTFUL: "Trop de réponses contredisent ce que les fiches disent clairement{NBSP}: relisez-les à deux "
    "avant d’en apprendre. Gardez l’ancien modèle.",
}


def compared_sentence(before: Tested, after: Tested) -> str:
    """French, for who decides whether to change models: what was measured, then what it allows to say."""
    said = verdict(before, after)
    ending = _ENDINGS[said].format(NBSP=NBSP)
    start = f"Sur {_number(before.pairs)} paires décidées, "
    if said is Verdict.TOO_FEW:
        return f"{start}trop peu sont d’une même personne. {ending}" if before.pairs >= FEWEST else _few(before, ending)
    if said is Verdict.DOUBTFUL:
        contrary = _percent(before.contrary.estimate)
        return f"{start}{contrary} des réponses sur des paires claires disent l’inverse. {ending}"
    change, low, high = difference(before, after)
    return (
        f"{start}mises de côté tour à tour et jugées une à une, avant regroupement, le nouveau modèle a un "
        f"F1 de {_share(after.f1)}, l’ancien de "
        f"{_share(before.f1)}{NBSP}; la différence est de {_points(change)} (de {_points(low)} à {_points(high)}, "
        f"à 95{NBSP}%). Précision de «{NBSP}très probable{NBSP}»{NBSP}: {_share(after.very_likely)} contre "
        f"{_share(before.very_likely)}. {ending}"
    )


def _few(before: Tested, ending: str) -> str:
    return f"Seulement {_number(before.pairs)} paires décidées. {ending}"


def _resampled(tallies: np.ndarray, seed: int) -> np.ndarray:
    """Sums over components drawn with replacement, float64 (RESAMPLED, cells); the same draws for the same seed."""
    if not len(tallies):
        return np.zeros((RESAMPLED, tallies.shape[1]))
    return np.concatenate([part @ tallies for part in np.array_split(_draws(len(tallies), seed), AT_ONCE)])


@lru_cache(maxsize=1)
def _draws(count: int, seed: int) -> np.ndarray:
    """How often each of `count` components is drawn, uint16 (RESAMPLED, count); kept, for both models ask for it."""
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLED)
    return drawn.astype(np.uint16)


def _f1(tallies: np.ndarray) -> np.ndarray:
    right, wrong, missed = tallies[..., 0], tallies[..., 1], tallies[..., 2]
    return 2 * right / np.maximum(2 * right + wrong + missed, 1e-12)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}{NBSP}%".replace(".", ",")


def _share(share: Share) -> str:
    if share.estimate is None:
        return f"inconnue ({share.n} réponse{'s' if share.n > 1 else ''})"
    return f"{_percent(share.estimate)} ({_percent(share.low)} à {_percent(share.high)})"


def _points(change: float) -> str:
    sign = "−" if round(100 * change, 1) < 0 else "+"
    return f"{sign}{abs(100 * change):.1f} point".replace(".", ",") + ("s" if abs(round(100 * change, 1)) >= 2 else "")
