"""Which of two models is better is said only where it can be; a handful of answers overturns nothing."""

import numpy as np
import pytest

from benkan.linkage.engine import verdict
from benkan.linkage.engine.calibrating import ENOUGH, SLOPES, Calibration, fit
from benkan.linkage.engine.calibrating import usual as usual_scale
from benkan.linkage.engine.retraining import FOLDS, components, folds
from benkan.linkage.engine.taught import APART, RELATIVES, SAME, UNSAID, Taught, voices
from benkan.linkage.engine.verdict import Verdict, compared_sentence


def of(probabilities, same) -> verdict.Tested:
    n = len(same)
    return verdict.measured(np.asarray(probabilities, dtype=float), np.asarray(same), np.ones(n), np.arange(n))


SAME_ = np.arange(300) % 2 == 0
GOOD = np.where(SAME_, 0.97, 0.1)
MIDDLING = np.where(np.arange(300) % 5 == 0, 1 - GOOD, GOOD)


def test_a_plain_difference_is_told_both_ways():
    good, middling = of(GOOD, SAME_), of(MIDDLING, SAME_)
    assert verdict.verdict(middling, good) is Verdict.BETTER
    assert verdict.verdict(good, middling) is Verdict.WORSE
    assert compared_sentence(good, middling).endswith("moins bon\u00a0: gardez l’ancien.")
    assert "+20,0 points" in compared_sentence(middling, good)
    assert "inconnue (0 réponse)" in compared_sentence(middling, good)


def test_what_intervals_cannot_tell_is_not_told():
    near = GOOD.copy()
    near[:2] = 1 - near[:2]
    one, other = of(near, SAME_), of(GOOD, SAME_)
    assert verdict.verdict(one, other) is Verdict.UNDECIDED
    assert verdict.verdict(other, other) is Verdict.UNDECIDED
    assert "Rien ne permet de dire que le nouveau modèle est meilleur" in compared_sentence(one, other)


def test_too_few_answers_and_contrary_ones_are_said():
    few = of(GOOD[:8], SAME_[:8])
    assert verdict.verdict(few, few) is Verdict.TOO_FEW
    assert compared_sentence(few, few).startswith("Seulement 8 paires décidées.")
    random = of(GOOD, np.random.default_rng(1).random(300) < 0.5)
    assert verdict.verdict(random, random) is Verdict.DOUBTFUL
    assert "relisez-les à deux" in compared_sentence(random, random)


def test_a_very_likely_that_is_less_sure_is_worse_whatever_f1_says():
    sure = of(np.where(SAME_, 0.999, 0.3), SAME_)
    rash = of(np.full(300, 0.999), SAME_)
    assert verdict.verdict(sure, rash) is Verdict.WORSE


def test_models_measured_on_other_pairs_are_not_compared():
    with pytest.raises(ValueError, match="mêmes paires"):
        verdict.difference(of(GOOD, SAME_), of(GOOD[:100], SAME_[:100]))


def test_no_interval_of_a_difference_is_told_of_chance_alone_more_than_it_says():
    """Two models that err as often, at random: the difference is found in no more than about one case in twenty."""
    rng = np.random.default_rng(7)
    told = 0
    for _ in range(60):
        pair = [np.where(rng.random(200) < 0.1, 1 - GOOD[:200], GOOD[:200]) for _ in range(2)]
        told += verdict.verdict(*(of(one, SAME_[:200]) for one in pair)) is not Verdict.UNDECIDED
    assert told <= 8


def test_a_scale_that_says_too_much_is_brought_back():
    rng = np.random.default_rng(3)
    true = rng.normal(0, 3, 4000)
    same = rng.random(4000) < 1 / (1 + np.exp2(-true))
    found = fit(true / 0.8 + 1, same, np.ones(4000))
    assert found.of(true / 0.8 + 1) == pytest.approx(true, abs=0.9)
    assert fit(true[:60], same[:60], np.ones(60)) is None


def test_answers_at_random_neither_turn_nor_flatten_the_scale():
    rng = np.random.default_rng(3)
    odds = rng.normal(0, 8, 400)
    found = fit(odds, rng.random(400) < 0.5, np.ones(400))
    assert found.slope == SLOPES[0]
    assert fit(odds, odds < 0, np.ones(400)).slope == SLOPES[0]
    assert sum(odds > 0) > ENOUGH


def test_the_scale_in_sql_is_the_scale():
    import duckdb

    scale = Calibration(0.7, -1.5)
    (odds,) = duckdb.sql(f"SELECT -log2({scale.moved('pow(2, -6.0)')})").fetchone()
    assert odds == pytest.approx(scale.of(np.array([6.0]))[0])


def test_a_scale_may_move_what_another_moved_and_be_undone():
    usual, told, odds = Calibration(0.9, -2.0), Calibration(1.2, 0.5), np.array([-3.0, 0.0, 6.0])
    assert told.after(usual).of(odds) == pytest.approx(told.of(usual.of(odds)))
    assert usual.before(usual.of(odds)) == pytest.approx(odds)


def test_the_usual_scale_believes_less_at_every_height():
    odds = np.array([-4.0, 0.0, 4.0, 12.0])
    assert (usual_scale().of(odds) < odds).all()


def test_answers_hold_their_place_and_are_never_louder_than_a_part():
    said = np.array([SAME, APART, RELATIVES, UNSAID])
    same, kin = Taught(said, np.ones(4), np.ones(4)).held(np.array([0.2, 0.5, 0.9, 0.4]), np.array([0.1, 0.4, 0, 0.3]))
    assert same.tolist() == [1, 0, 0, 0.4]
    assert kin.tolist() == pytest.approx([0, 0.8, 1, 0.3])
    weights = np.linspace(1, 9, 300)
    answers = np.where(np.arange(300) < 150, SAME, APART)
    assert voices(answers, weights, 1e6).sum() == pytest.approx(3000)
    assert voices(answers, weights, 6000)[:150].sum() < 0.05 * 6000
    assert voices(answers, weights, 10).mean() == pytest.approx(1)


def test_no_record_stands_in_two_folds():
    rng = np.random.default_rng(2)
    pairs = [tuple(sorted(rng.choice(200, 2, replace=False).tolist())) for _ in range(120)]
    found = folds(np.array(components(pairs)))
    records = [
        {record for pair, fold in zip(pairs, found, strict=True) if fold == n for record in pair} for n in range(FOLDS)
    ]
    assert sum(map(len, records)) == len(set().union(*records))
    assert components([(5, 6), (1, 2), (2, 6), (8, 9)]) == [1, 1, 1, 8]
    apart = folds(np.arange(100))
    assert np.bincount(apart).tolist() == [20] * FOLDS
