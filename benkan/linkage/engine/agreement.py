"""Whether people who decide the same pairs without seeing each other's answer agree."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from benkan.linkage.engine.intervals import FEWEST, Share, share_of


@dataclass(frozen=True)
class Agreement:
    """`share`: pairs on which all who answered agree, with its interval. `kappa`: J. Cohen's (1960), where exactly two
    people answered. `alpha`: K. Krippendorff's for names (1970; 2011), for any number of people, gaps allowed. Both
    are 1 for full agreement, 0 for what chance gives, and None for fewer than FEWEST pairs, or where all answers are
    alike: chance alone would then agree as well.
    """

    share: Share
    kappa: float | None
    alpha: float | None
    reviewers: int


def agreement(answers: Iterable[tuple[Hashable, str, bool | None]]) -> Agreement:
    """Of (pair, reviewer, same), in which None says nothing; a reviewer's last answer on a pair is the one that
    counts, and pairs that one person alone answered count nowhere.
    """
    held: dict[Hashable, dict[str, bool]] = defaultdict(dict)
    for pair, reviewer, same in answers:
        if same is not None:
            held[pair][reviewer] = same
    several = [said for said in held.values() if len(said) > 1]
    people = {reviewer for said in several for reviewer in said}
    share = share_of([len(set(said.values())) == 1 for said in several])
    if len(several) < FEWEST:
        return Agreement(share, None, None, len(people))
    kappa = cohen([tuple(said[one] for one in sorted(people)) for said in several]) if len(people) == 2 else None
    return Agreement(share, kappa, krippendorff([list(said.values()) for said in several]), len(people))


def cohen(answers: Sequence[tuple[bool, bool]]) -> float | None:
    """Kappa of two people's answers (Cohen, 1960): agreement beyond what their own habits would give."""
    n = len(answers)
    agreed = sum(one == other for one, other in answers) / n
    first, second = (sum(side) / n for side in zip(*answers, strict=True))
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def krippendorff(units: Sequence[Sequence[bool]]) -> float | None:
    """Alpha for names (Krippendorff, 2011): one less what is seen of disagreement over what chance gives.

    `units` hold the answers on each pair, two at least.
    """
    seen, totals, values = 0.0, Counter(), 0
    for said in units:
        counts = Counter(said)
        # Ordered pairs of unlike answers, shared out so that each answer weighs one.
        seen += sum(counts[one] * (len(said) - counts[one]) for one in counts) / (len(said) - 1)
        totals.update(said)
        values += len(said)
    chance = sum(totals[one] * (values - totals[one]) for one in totals) / (values - 1)
    return None if chance == 0 else 1 - seen / chance
