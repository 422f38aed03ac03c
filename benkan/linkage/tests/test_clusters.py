"""Groups: safe from chains, the same in any order."""

import random

from benkan.linkage.engine.clusters import grow
from benkan.linkage.engine.collective import settle


def groups(found: dict[int, int]) -> set[frozenset[int]]:
    return {frozenset(r for r in found if found[r] == name) for name in found.values()}


def test_a_sure_pair_is_one_group():
    assert groups(grow([(1, 2, 5.0)])) == {frozenset({1, 2})}


def test_a_chain_of_weak_pairs_does_not_glue_two_sure_groups():
    sure = [(1, 2, 9.0), (2, 3, 9.0), (1, 3, 9.0), (4, 5, 9.0), (5, 6, 9.0), (4, 6, 9.0)]
    assert groups(grow([*sure, (3, 4, 1.0)])) == {frozenset({1, 2, 3}), frozenset({4, 5, 6})}


def test_a_contradiction_keeps_two_groups_apart_whatever_ties_them():
    edges = [(1, 2, 9.0), (2, 3, 8.0), (3, 4, 9.0), (1, 3, 8.0), (2, 4, 8.0)]
    found = grow(edges, {1: {4}, 4: {1}})
    assert found[1] != found[4]
    assert groups(found) == {frozenset({1, 2}), frozenset({3, 4})}


def test_no_file_gives_two_records_to_a_group_where_it_holds_each_person_once():
    found = grow([(1, 2, 9.0), (1, 3, 8.0)], exclusive={1: "a", 2: "b", 3: "b"})
    assert groups(found) == {frozenset({1, 2}), frozenset({3})}


def test_the_order_of_the_pairs_changes_nothing():
    shuffled = random.Random(4)
    edges = [
        (a, b, round(shuffled.uniform(-6, 8), 2)) for a in range(40) for b in range(a + 1, 40) if (a * 7 + b) % 5 == 0
    ]
    expected = groups(grow(edges))
    for _ in range(5):
        shuffled.shuffle(edges)
        assert groups(grow(edges)) == expected


def test_a_third_record_lends_its_belief_to_a_pair_inside_its_group():
    settled = settle({(1, 2): 0.9, (2, 3): 0.9}, {1: 1, 2: 1, 3: 1})
    assert settled[1, 3] == 0.9 * 0.9


def test_a_pair_that_groups_keep_apart_stays_below_a_half_and_in_order():
    settled = settle({(1, 2): 0.99, (1, 3): 0.8, (1, 4): 0.2}, {1: 1, 2: 2, 3: 3, 4: 4})
    assert 0.5 > settled[1, 2] > settled[1, 3] > settled[1, 4] == 0.2
