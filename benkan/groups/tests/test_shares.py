"""Shares always make the whole, whatever happens to members; who left keeps what she held before."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.groups.engine import WHOLE, divide
from benkan.groups.lifecycles.groups import ExitReason, Rule, ShareEnd
from benkan.groups.models import Division, Share
from benkan.groups.reads.members import living_members, shares_of
from benkan.groups.tests.factories import a_group, leaving
from benkan.groups.writes.members import add_host, link_member, note_exit, say_rule


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60))
def test_a_division_makes_the_whole_and_is_fair_to_a_hundredth_of_a_percent(weights):
    parts, total = divide(weights), sum(weights) or len(weights)
    assert sum(parts) == WHOLE
    exact = [weight * WHOLE / total for weight in (weights if sum(weights) else [1] * len(weights))]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def test_nobody_and_less_than_nothing_divide_nothing():
    for weights in ([], [1, -1]):
        with pytest.raises(ValueError, match=r"the whole|nobody"):
            divide(weights)


STEPS = st.lists(st.sampled_from(["enters", "leaves", "dies", "excluded", "equal", "brought"]), max_size=6)


@pytest.mark.exhaustive
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_loses_a_share_or_a_row(steps, by):
    with transaction.atomic():
        group = a_group(by, hosts=2)
        held = {}
        for at, step in enumerate(steps):
            _do(by, group, step, at)
            _whole(group)
            now = dict(Share.objects.filter(division__group=group).values_list("pk", "part"))
            assert held.items() <= now.items()  # what anybody ever held stays
            held = now
            assert set(shares_of(group)) == set(living_members(group).values_list("pk", flat=True))
        transaction.set_rollback(True)


def _do(by, group, step: str, at: int):
    if step == "enters":
        return add_host(by=by, group=group, sex="F", contribution=at * 7_000)
    if step in ("equal", "brought"):
        return say_rule(by=by, group=group, rule=Rule.EQUAL if step == "equal" else Rule.CONTRIBUTION)
    member = living_members(group).first()
    how = {
        "leaves": leaving(),
        "dies": leaving(reason=ExitReason.DIED, share=ShareEnd.HEIR, heir_sex="M"),
        "excluded": leaving(reason=ExitReason.EXCLUDED, votes_for=5, votes_against=1),
    }[step]
    if living_members(group).count() == 1 and step != "dies":
        with pytest.raises(Impossible, match="dissolvez"):
            note_exit(by=by, group=group, member=member, said=how)
        return None
    return note_exit(by=by, group=group, member=member, said=how)


def _whole(group) -> None:
    with connection.cursor() as cursor:  # what is checked at the commit, now
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert sum(shares_of(group).values()) == WHOLE


def test_the_database_refuses_what_does_not_make_the_whole(by):
    group = a_group(by, hosts=2)
    with pytest.raises(DatabaseError, match="do not make the whole"), transaction.atomic():
        _half_a_division(by, group)


def _half_a_division(by, group) -> None:
    Division.objects.create(
        group=group, organisation_id=by.organisation_id, rule=Rule.EQUAL, version=9, begins=clock.today(),
        by_id=by.account_id,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_by_contribution(by):
    group = a_group(by)
    for contribution in (30_000, 10_000):
        add_host(by=by, group=group, sex="F", contribution=contribution)
    say_rule(by=by, group=group, rule=Rule.CONTRIBUTION)
    assert sorted(shares_of(group).values()) == [2_500, 7_500]


def test_an_exclusion_is_voted_and_an_heir_follows_a_death(by):
    group = a_group(by, hosts=3)
    member = living_members(group).first()
    for wrong, words in (
        ({"reason": ExitReason.EXCLUDED}, "se vote"),
        ({"reason": ExitReason.EXCLUDED, "votes_for": 2, "votes_against": 2}, "se vote"),
        ({"share": ShareEnd.HEIR, "heir_sex": "F"}, "après un décès"),
    ):
        with pytest.raises(Impossible, match=words):
            note_exit(by=by, group=group, member=member, said=leaving(**wrong))
    died = leaving(reason=ExitReason.DIED, share=ShareEnd.HEIR, heir_sex="M")
    note_exit(by=by, group=group, member=member, said=died)
    assert [one.rank for one in living_members(group)] == [2, 3, 4]
    with pytest.raises(Impossible, match="déjà plus membre"):
        note_exit(by=by, group=group, member=member, said=leaving())


def test_the_same_person_is_linked_once(by):
    group, case = a_group(by), accompanied(by)
    link_member(by=by, group=group, case=case)
    with pytest.raises(Impossible, match="a été, membre"):
        link_member(by=by, group=group, case=case)
