"""How good the proposals are, told by what people decided: precision of each word, recall, by group.

Recall is over the pairs that were proposed (probability of WRITTEN and more): of one person's pairs that no rule
brought together nobody was asked, and nothing here sees them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from benkan.linkage.engine.agreement import Agreement, agreement
from benkan.linkage.engine.intervals import FEWEST, STRATA, Share, Stratum, part_above, share_of, stratum, told
from benkan.linkage.engine.thresholds import RATHER_THE_SAME, Word


@dataclass(frozen=True)
class Judged:
    """One person's answer on one proposed pair.

    `pair` names the pair, the same for all who answered; `probability` (WRITTEN to 1) and `word` are what was
    proposed; `same` None means « je ne sais pas »; `relatives`: held for two persons of one family. `groups` holds
    label → value (organisation, region…); `reviewer` whoever answered; `weight` how many pairs this one stands for,
    as `drawing.draw` gives it; `blind` False where another's answer was seen before.
    """

    pair: Hashable
    probability: float
    word: Word | None
    same: bool | None
    relatives: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    reviewer: str = ""
    weight: float = 1.0
    blind: bool = True


@dataclass(frozen=True)
class Figures:
    """Precision of each word and of all pairs of 0.5 and more; recall; and of the pairs held for one person that are
    not, the share that are relatives. Each with its interval, or its count alone (`intervals.Share`).
    """

    words: dict[Word, Share]
    rather_same: Share
    recall: Share
    relatives_among_wrong: Share


@dataclass(frozen=True)
class Quality:
    """What decided pairs say. `groups`: label → value → figures. `pairs`: how many were settled; `unsettled`: how many
    were answered « je ne sais pas » alone, or as often yes as no: they count nowhere. `unanswered`: numbers of the
    strata (`intervals.in_words`) that hold pairs and where nobody settled one: recall is unsure for it.
    """

    all: Figures
    groups: dict[str, dict[str, Figures]]
    agreement: Agreement
    pairs: int
    unsettled: int
    unanswered: tuple[int, ...]


def measure(rows: Sequence[Judged], counted: Mapping[int, int] | None = None) -> Quality:
    """The figures of these answers.

    `counted` says how many proposed pairs each stratum holds in the whole (`intervals.stratum`); the answers of a
    stratum then stand for all its pairs, whichever were left unanswered (post-stratification, D. Holt and T. M. F.
    Smith, 1979). Without it the rows' weights say it; and weights of 1 describe the decided pairs alone. Groups always
    go by the rows' weights, raised or lowered as the whole is. Raises ValueError where a probability is not one of a
    proposed pair.
    """
    by_pair: dict[Hashable, list[Judged]] = defaultdict(list)
    for row in rows:
        by_pair[row.pair].append(row)
    settled = [found for answers in by_pair.values() if (found := _settled(answers))]
    weighed = _weighed(settled, counted)
    groups: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row, weight in weighed:
        for label, value in row.groups.items():
            groups[label][value].append((row, weight))
    there = {stratum(row.probability) for row in settled}
    return Quality(
        all=_figures(weighed, counted),
        groups={
            label: {value: _figures(of, None) for value, of in sorted(values.items())}
            for label, values in sorted(groups.items())
        },
        agreement=agreement((row.pair, row.reviewer, row.same) for row in rows if row.blind),
        pairs=len(settled),
        unsettled=len(by_pair) - len(settled),
        unanswered=tuple(number for number in sorted(counted or {}) if counted[number] and number not in there),
    )


def _settled(answers: Sequence[Judged]) -> Judged | None:
    """What most of those who answered hold; None where nobody knows, or as many hold one as the other."""
    yes, no = (sum(row.same is said for row in answers) for said in (True, False))
    if yes == no:
        return None
    return next(row for row in answers if row.same is (yes > no))


def _weighed(settled: Sequence[Judged], counted: Mapping[int, int] | None) -> list[tuple[Judged, float]]:
    if counted is None:
        return [(row, row.weight) for row in settled]
    answered: dict[int, float] = defaultdict(float)
    for row in settled:
        answered[stratum(row.probability)] += row.weight
    return [
        (row, row.weight * counted.get(number, 0) / answered[number])
        for row in settled
        for number in (stratum(row.probability),)
    ]


def _figures(weighed: Sequence[tuple[Judged, float]], counted: Mapping[int, int] | None) -> Figures:
    def precision(of: Callable[[Judged], bool]) -> Share:
        kept = [(row.same, weight) for row, weight in weighed if of(row)]
        return share_of([same for same, _ in kept], [weight for _, weight in kept])

    wrong = [(row.relatives, w) for row, w in weighed if not row.same and row.probability >= RATHER_THE_SAME]
    return Figures(
        words={word: precision(lambda row, word=word: row.word is word) for word in Word},
        rather_same=precision(lambda row: row.probability >= RATHER_THE_SAME),
        recall=recall(weighed, counted),
        relatives_among_wrong=share_of([said for said, _ in wrong], [w for _, w in wrong]),
    )


def recall(weighed: Sequence[tuple[Judged, float]], counted: Mapping[int, int] | None = None) -> Share:
    """Of one person's pairs among those proposed, the share held for one person (0.5 and more).

    `weighed`: settled answers and how many pairs each stands for; `counted` as for `measure`. `n` of the share is how
    many answers were « the same », which recall is about.
    """
    held: list[list[tuple[bool, float]]] = [[] for _ in range(STRATA)]
    for row, weight in weighed:
        held[stratum(row.probability)].append((bool(row.same), weight))
    strata = [_stratum(of, None if counted is None else counted.get(number, 0)) for number, of in enumerate(held)]
    first = stratum(RATHER_THE_SAME)
    n = sum(same for of in held for same, _ in of)
    return told(*part_above(strata[first:], strata[:first]), n) if n >= FEWEST else Share(None, None, None, n)


def _stratum(answers: Sequence[tuple[bool, float]], size: int | None) -> Stratum:
    """Inside a stratum answers may weigh differently (two drawings): they count for fewer, as Kish (1965) says."""
    total = sum(weight for _, weight in answers)
    if total <= 0:
        return Stratum(size or 0, 0, 0)
    effective = total**2 / sum(weight**2 for _, weight in answers)
    right = sum(weight for same, weight in answers if same) / total
    return Stratum(total if size is None else size, effective, right * effective)
