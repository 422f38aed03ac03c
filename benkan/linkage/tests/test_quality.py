"""Measures told by decided pairs: against brute force, published examples, and invented drawings of a known truth."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benkan.linkage.engine.agreement import agreement, cohen, krippendorff
from benkan.linkage.engine.drawing import draw, shared_out
from benkan.linkage.engine.intervals import BORDERS, STRATA, Share, Stratum, part_above, share_of, stratum, wilson
from benkan.linkage.engine.quality import Judged, measure
from benkan.linkage.engine.thresholds import Thresholds, Word

WORD = Thresholds().word


def judged(pair, probability, same, **more) -> Judged:
    return Judged(pair, probability, WORD(probability, names_alone=False), same, **more)


@pytest.mark.parametrize("n", [20, 60, 200])
def test_wilson_covers_the_truth_95_times_in_a_hundred(n):
    """Exactly: the chances of all that may be answered whose interval holds the truth, over many truths."""
    limits = [wilson(right, n) for right in range(n + 1)]
    covered = []
    for truth in np.linspace(0.02, 0.98, 97):
        chances = [comb(n, right) * truth**right * (1 - truth) ** (n - right) for right in range(n + 1)]
        covered.append(sum(c for c, (low, high) in zip(chances, limits, strict=True) if low <= truth <= high))
    assert 0.945 <= np.mean(covered) <= 0.96
    assert min(covered) > 0.88


@given(st.integers(0, 300), st.integers(1, 300))
def test_an_interval_holds_its_estimate_and_stays_a_share(right, n):
    low, high = wilson(min(right, n), n)
    assert 0 <= low <= min(right, n) / n <= high <= 1


def test_fewer_than_twenty_answers_give_a_count_and_no_percentage():
    assert share_of([True] * 19) == Share(None, None, None, 19)
    assert share_of([]) == Share(None, None, None, 0)
    assert share_of([True] * 20).estimate == 1.0


def test_answers_that_weigh_unequally_say_less():
    even, uneven = share_of([True, False] * 50), share_of([True, False] * 50, [1, 1, 9, 9] * 25)
    assert even.estimate == uneven.estimate == 0.5
    assert uneven.high - uneven.low > even.high - even.low


def test_a_recall_from_strata_covers_the_truth_about_95_times_in_a_hundred():
    sizes = np.array([4000, 900, 300, 400, 800, 5000])
    shares = np.array([0.03, 0.3, 0.65, 0.9, 0.98, 0.999])
    taken = np.array([40, 40, 30, 30, 40, 60])
    rng = np.random.default_rng(4)
    right = np.round(sizes * shares).astype(int)
    truth = right[2:].sum() / right.sum()
    held = []
    for _ in range(800):
        seen = rng.hypergeometric(right, sizes - right, taken)
        strata = [Stratum(*one) for one in zip(sizes, taken, seen, strict=True)]
        estimate, low, high = part_above(strata[2:], strata[:2])
        assert low <= estimate <= high
        held.append(low <= truth <= high)
    assert 0.93 <= np.mean(held) <= 0.99


def test_nothing_is_certain_where_no_answer_was_wrong_or_none_was_given():
    _, low, high = part_above([Stratum(100, 30, 30)], [Stratum(100, 30, 0)])
    assert 0.8 < low < 0.95
    assert high == 1.0
    estimate, low, high = part_above([Stratum(100, 30, 30)], [Stratum(100, 0, 0)])
    assert (estimate, high) == (pytest.approx(2 / 3), 1.0)
    assert low < 0.51


def invented(seed: int, n: int = 6000) -> dict[tuple[str, str], tuple[float, bool]]:
    """Pairs whose probability is nearly what it says."""
    rng = np.random.default_rng(seed)
    said = np.clip(rng.beta(0.35, 0.35, n), 0.05, 1.0)
    true = rng.random(n) < said**1.2
    return {(f"A{i}", f"B{i}"): (float(p), bool(same)) for i, (p, same) in enumerate(zip(said, true, strict=True))}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_drawn_sample_measures_the_whole(seed):
    pairs = invented(seed)
    drawn, counted = draw(((*pair, p) for pair, (p, _) in pairs.items()), 400, "sel")
    found = measure([judged((d.one, d.other), d.probability, pairs[d.one, d.other][1], weight=d.weight) for d in drawn])
    again = measure([judged((d.one, d.other), d.probability, pairs[d.one, d.other][1]) for d in drawn], counted)
    believed = [same for p, same in pairs.values() if p >= 0.5]
    assert found.all.rather_same.low <= np.mean(believed) <= found.all.rather_same.high
    recall = sum(believed) / sum(same for _, same in pairs.values())
    assert found.all.recall.low <= recall <= found.all.recall.high
    # Drawn weights and counts of strata say the same where everybody answered.
    assert again.all.recall.estimate == pytest.approx(found.all.recall.estimate)
    assert again.all.words[Word.LIKELY].low == pytest.approx(found.all.words[Word.LIKELY].low)
    assert again.all.rather_same.estimate == pytest.approx(found.all.rather_same.estimate)


def test_words_groups_and_relatives_are_counted_apart():
    rows = [judged(n, 0.999, n % 10 > 0, groups={"région": "Kayes"}, relatives=True) for n in range(40)]
    rows += [judged(100 + n, 0.1, n == 0, groups={"région": "Gao"}) for n in range(30)]
    found = measure(rows)
    assert found.all.words[Word.VERY_LIKELY].estimate == pytest.approx(0.9)
    assert found.all.words[Word.LIKELY] == Share(None, None, None, 0)
    assert found.all.words[Word.CHECK].estimate == pytest.approx(1 / 30)
    assert found.all.recall.estimate == pytest.approx(36 / 37)
    assert found.all.relatives_among_wrong == Share(None, None, None, 4)
    assert found.groups["région"]["Gao"].rather_same.n == 0
    assert found.groups["région"]["Kayes"].rather_same.n == 40


def test_a_pair_counts_once_and_not_at_all_where_people_are_divided():
    rows = [judged("a", 0.9, said, reviewer=who) for who, said in (("x", True), ("y", True), ("z", False))]
    rows += [judged("b", 0.9, said, reviewer=who) for who, said in (("x", True), ("y", False))]
    rows.append(judged("c", 0.9, None, reviewer="x"))
    found = measure(rows, {stratum(0.9): 10, stratum(0.1): 5})
    assert (found.pairs, found.unsettled, found.unanswered) == (1, 2, (stratum(0.1),))


def test_a_probability_that_was_never_proposed_is_refused():
    with pytest.raises(ValueError, match="probabilité de 0"):
        measure([Judged("a", 0.01, None, True)])
    assert [stratum(border) for border in BORDERS] == [*range(STRATA), STRATA - 1]


def test_agreement_is_as_published():
    assert cohen([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15) == (
        pytest.approx(0.4)
    )
    one, other = "0100000010", "1110010000"  # Krippendorff (2011), two observers, ten units
    units = [[a == "1", b == "1"] for a, b in zip(one, other, strict=True)]
    assert krippendorff(units) == pytest.approx(0.095, abs=5e-4)


def test_agreement_asks_for_twenty_pairs_and_for_answers_given_apart():
    answers = [(pair, who, pair % 3 == 0) for pair in range(30) for who in ("x", "y")]
    found = agreement(answers)
    assert (found.share.estimate, found.kappa, found.alpha, found.reviewers) == (1.0, 1.0, 1.0, 2)
    third = agreement([*answers, (0, "z", False)])
    assert third.kappa is None
    assert 0.9 < third.alpha < 1
    assert agreement(answers[:20]).alpha is None
    assert agreement([(pair, who, True) for pair in range(30) for who in ("x", "y")]).alpha is None
    seen = measure([judged(pair, 0.9, same, reviewer=who, blind=False) for pair, who, same in answers])
    assert seen.agreement.share.n == 0


def test_the_same_pairs_are_drawn_whatever_their_order_and_more_keeps_them():
    pairs = [(*pair, p) for pair, (p, _) in invented(5, 2000).items()]
    first, counted = draw(pairs, 200, "sel")
    turned = [(b, a, p) for a, b, p in reversed(pairs)]
    assert draw(turned, 200, "sel") == (first, counted)
    assert {(d.one, d.other) for d in first} < {(d.one, d.other) for d in draw(pairs, 400, "sel")[0]}
    assert {(d.one, d.other) for d in first} != {(d.one, d.other) for d in draw(pairs, 200, "autre")[0]}
    assert len(first) == 200
    assert sum(d.weight for d in first) == pytest.approx(sum(counted.values())) == 2000


@given(st.lists(st.integers(0, 500), min_size=STRATA, max_size=STRATA), st.integers(0, 1500))
def test_what_is_asked_for_is_shared_out_to_the_last_pair(sizes, number):
    taken = shared_out(sizes, number)
    assert sum(taken) == min(number, sum(sizes))
    assert all(0 <= some <= size for some, size in zip(taken, sizes, strict=True))
