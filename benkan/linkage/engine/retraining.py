"""A new model learnt from the register anew and from what people decided, measured against the old on pairs held out.

Nothing is switched here: the new model comes with both measures, and `verdict` says what they allow to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benkan.linkage.engine import calibrating, contradictions, estimating, predicting, rescoring, scoring
from benkan.linkage.engine.estimating import Seen
from benkan.linkage.engine.linking import Looked, look
from benkan.linkage.engine.model import Model
from benkan.linkage.engine.taught import APART, RELATIVES, SAME, UNSAID, Taught, voices
from benkan.linkage.engine.verdict import Tested, Verdict, compared_sentence, measured, verdict

FOLDS = 5
UNMOVED = calibrating.Calibration(1.0, 0.0)


@dataclass(frozen=True)
class Decided:
    """One pair that people settled: the uids of its records in the prepared table, whether they are one person, if not
    whether relatives (None: not said), and how many proposed pairs it stands for, as `drawing.draw` says.
    """

    one: int
    other: int
    same: bool
    relatives: bool | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Retrained:
    """The new model, and old (`before`) and new way (`after`) on the same decided pairs, held out from the learning.

    `after` measures models that learnt from the other four fifths, so the new one itself is a little better known.
    """

    model: Model
    before: Tested
    after: Tested

    @property
    def verdict(self) -> Verdict:
        """What the measures allow to say."""
        return verdict(self.before, self.after)

    @property
    def switch(self) -> bool:
        """Whether changing models is warranted: only where the new one is better beyond doubt."""
        return self.verdict is Verdict.BETTER

    def sentence(self) -> str:
        """The same in French, with figures."""
        return compared_sentence(self.before, self.after)


@dataclass(frozen=True)
class _Answers:
    """The decided pairs in the order of their ranks: (pairs,) each, `ranks` and `uids` (pairs, 2)."""

    ranks: np.ndarray
    uids: np.ndarray
    said: np.ndarray
    weights: np.ndarray
    component: np.ndarray
    fold: np.ndarray

    @property
    def same(self) -> np.ndarray:
        return self.said == SAME


def retrain(connection, prepared, old: Model, decided: Sequence[Decided], *, say=lambda words: None) -> Retrained:
    """Learn anew from `prepared` and from `decided`; measure the old model and the new way of learning.

    Each fifth of the pairs is measured by a model that learnt from the others; records that any chain of decided pairs
    ties stand in one fifth, so that no person is on both sides. Nothing is random. Of several decisions on one pair
    the last counts; pairs of records that are not in the table are left out. Leaves `features` and `pairs_blocked` in
    the connection. Raises ValueError where no decided pair is in the table.
    """
    looked = look(connection, prepared, lambda stage, words=None: say(words) if words else None)
    answers = _answers(connection, looked, decided)
    say(f"Apprentissage avec {len(answers.said)} paires décidées…")
    compared, cap = _compared(connection, looked)
    learnt = _Learnt(looked, compared, prepared.count, answers, cap)
    everything = np.ones(len(answers.said), dtype=bool)
    shares, calibration = learnt.without(~everything)
    model = looked.model(connection, prepared, shares)
    model = replace(model, calibration=calibration, answers=len(answers.said))
    new = np.zeros(len(answers.said))
    for number in range(FOLDS):
        held_out = answers.fold == number
        if held_out.any():
            new[held_out] = learnt.probabilities(*learnt.without(held_out))[held_out]
    say("Mesure de l’ancien modèle…")
    before = rescoring.probabilities(connection, old, prepared, answers.uids)
    both = [measured(values, answers.same, answers.weights, answers.component) for values in (before, new)]
    return Retrained(model, *both)


class _Learnt:
    """What can be learnt with some answers or without: the pairs are compared once."""

    def __init__(self, looked: Looked, compared: Seen, records: int, answers: _Answers, cap: np.ndarray) -> None:
        other = ~np.isin(_coded(looked.learnt.pairs), _coded(answers.ranks))
        rest = looked.learnt.only(np.flatnonzero(other))
        self.looked, self.compared, self.records, self.answers, self.cap = looked, compared, records, answers, cap
        self.pairs = _joined(compared, rest)
        self.alone = estimating.learn(looked.chosen, looked.learnt, looked.drawn, records, looked.all_pairs)

    def without(self, held_out: np.ndarray) -> tuple[estimating.Shares, calibrating.Calibration | None]:
        """Shares and scale from the register and the answers not held out (bool (answers,))."""
        answers, count = self.answers, len(self.pairs.levels) - len(self.answers.said)
        said = np.where(held_out, UNSAID, answers.said).astype(np.int8)
        once = np.full(len(said), 1 / self.pairs.weight)
        loud = once.copy()
        if not held_out.all():
            loud[~held_out] *= voices(said[~held_out], answers.weights[~held_out], self.alone.same_pairs)
        rest = np.full(count, UNSAID, np.int8), np.ones(count), np.ones(count)
        taught = Taught(*(np.concatenate(parts) for parts in zip((said, once, loud), rest, strict=True)))
        looked = self.looked
        # From where the register alone leads: a few turns more are enough, and no held out answer is in it.
        shares = estimating.learn(
            looked.chosen, self.pairs, looked.drawn, self.records, looked.all_pairs, taught, start=self.alone
        )
        odds = self._log_odds(shares)[~held_out]
        usual = looked.scale or UNMOVED
        told = calibrating.fit(usual.of(odds), answers.same[~held_out], answers.weights[~held_out])
        return shares, told.after(usual) if told else looked.scale

    def probabilities(self, shares: estimating.Shares, scale: calibrating.Calibration | None) -> np.ndarray:
        """What a model of these shares and this scale believes of each decided pair, float64 (answers,)."""
        odds = self._log_odds(shares)
        odds = odds if scale is None else scale.of(odds)
        return np.minimum(1 / (1 + np.exp2(-odds)), self.cap)

    def _log_odds(self, shares: estimating.Shares) -> np.ndarray:
        """log2 odds of one person, before any contradiction bounds them, as `scoring.decided` has them."""
        for_same, for_kin = estimating.weights(shares, self.looked.chosen, self.compared)
        same = for_same + np.log2(scoring.odds_of_same(shares))
        kin = for_kin + np.log2(scoring.odds_of_kin(shares))
        return same - np.logaddexp2(0.0, kin)


def _coded(pairs: np.ndarray) -> np.ndarray:
    """One number for each pair of ranks."""
    return pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1].astype(np.int64)


def _joined(first: Seen, then: Seen) -> Seen:
    """The decided pairs first, then the others; all weigh as the others do, answers by what `Taught` says."""
    return Seen(
        np.concatenate([first.levels, then.levels]),
        np.concatenate([first.rarity, then.rarity]),
        np.concatenate([first.family_rarity, then.family_rarity]),
        then.weight,
        np.concatenate([first.pairs, then.pairs]),
    )


def _answers(connection, looked: Looked, decided: Sequence[Decided]) -> _Answers:
    """The decided pairs that are in the register, put into the table `pairs_decided` too."""
    import pyarrow as pa

    rank = dict(connection.execute(f"SELECT uid, rank FROM {looked.table.table}").fetchall())
    held = {}
    for one in decided:
        if one.one in rank and one.other in rank and one.one != one.other:
            held[tuple(sorted((rank[one.one], rank[one.other])))] = one
    if not held:
        raise ValueError("aucune paire décidée n’est dans ce registre")
    pairs = sorted(held)
    ranks = np.array(pairs, dtype=np.int32)
    chosen = [held[pair] for pair in pairs]
    component = np.array(components(pairs))
    connection.register("decided_here", pa.table({"join_key_l": ranks[:, 0], "join_key_r": ranks[:, 1]}))
    connection.execute("CREATE OR REPLACE TABLE pairs_decided AS SELECT *, 0::TINYINT AS match_key FROM decided_here")
    connection.unregister("decided_here")
    return _Answers(
        ranks,
        np.array([(one.one, one.other) for one in chosen]),
        np.array([SAME if one.same else RELATIVES if one.relatives else APART for one in chosen], dtype=np.int8),
        np.array([one.weight for one in chosen], dtype=float),
        component,
        folds(component),
    )


def components(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each pair, the smallest record of those that any chain of pairs ties to it."""
    pairs = list(pairs)
    first: dict[int, int] = {}

    def top(record: int) -> int:
        while (above := first.setdefault(record, record)) != record:
            first[record] = first.get(above, above)
            record = above
        return record

    for one, other in pairs:
        a, b = top(one), top(other)
        first[max(a, b)] = min(a, b)
    return [top(one) for one, _ in pairs]


def folds(component: np.ndarray) -> np.ndarray:
    """The fold, 0 to FOLDS - 1, of each pair: whole components, the largest first, each into the emptiest fold."""
    numbers, at, sizes = np.unique(component, return_inverse=True, return_counts=True)
    filled, given = [0] * FOLDS, np.zeros(len(numbers), dtype=np.int8)
    for place in np.lexsort((numbers, -sizes)).tolist():
        given[place] = filled.index(min(filled))
        filled[given[place]] += int(sizes[place])
    return given[at]


def _compared(connection, looked: Looked) -> tuple[Seen, np.ndarray]:
    """What is seen of the decided pairs, in the order of their ranks, and the most that each may be believed."""
    settings = scoring.settings(looked.chosen)
    query = predicting.prediction(connection, settings, looked.table.compared, "pairs_decided")
    compared = scoring.seen(connection, looked.chosen, query, 1.0)
    return compared, _caps(connection, looked.chosen, compared.levels)


def _caps(connection, chosen, levels: np.ndarray) -> np.ndarray:
    """The most that a contradiction lets each pair be believed, float64 (pairs,), by the SQL that bounds all pairs."""
    import pyarrow as pa

    gammas = {
        f"gamma_{one.name}": np.where(levels[:, n] < 0, -1, len(one.levels) - 1 - levels[:, n])
        for n, one in enumerate(chosen)
    }
    connection.register("decided_levels", pa.table({"place": np.arange(len(levels)), **gammas}))
    bounded = contradictions.bounded(_Comparing(tuple(chosen)), "1.0")
    found = connection.execute(f"SELECT ({bounded})::DOUBLE AS cap FROM decided_levels ORDER BY place").fetchnumpy()
    connection.unregister("decided_levels")
    return np.asarray(found["cap"])


@dataclass(frozen=True)
class _Comparing:
    """As much of a model as bounds are read from."""

    comparisons: tuple
