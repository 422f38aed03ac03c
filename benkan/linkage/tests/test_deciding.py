"""Whose files are one person's follows from what people answer, whatever the order, and is undone without a trace."""

import contextlib
from itertools import combinations, pairwise

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.linkage.lifecycle import ANSWERS, State, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.reads.answers import answer_of
from benkan.linkage.tests.factories import a_pair, files, persons
from benkan.linkage.writes import decide, undo
from benkan.organisations.acting import acting_for
from benkan.people.models import PersonChange, Registration

SAME, DIFFERENT, FAMILY = Verdict.SAME, Verdict.DIFFERENT, Verdict.FAMILY
ISOLATED = {"max_examples": 25, "deadline": None, "suppress_health_check": list(HealthCheck)}


def test_two_files_said_to_be_one_person_are(by):
    one, other = files(by, 2)
    came_with = persons([one, other])
    pair = decide(by=by, pair=a_pair(by, one, other), verdict=SAME)
    assert pair.state == State.SAME
    assert persons([one, other]) == [came_with[0]] * 2
    undo(by=by, pair=pair)
    assert persons([one, other]) == came_with
    assert [c.kind for c in PersonChange.objects.filter(registration=other)] == ["rattache", "separe"]


def test_who_answered_and_who_undid_stands_in_the_journal_of_both_files(by):
    one, other = files(by, 2)
    pair = a_pair(by, one, other)
    decide(by=by, pair=pair, verdict=SAME)
    undo(by=by, pair=pair)
    for verb in ("linkage.decided", "linkage.undone"):
        rows = Entry.objects.filter(verb=verb, object_id=pair.pk, account_id=by.account_id)
        assert sorted(row.file_id for row in rows) == sorted([one.pk, other.pk])


def test_linking_keeps_no_earlier_value_of_what_was_told(by):
    one, other = files(by, 2)
    decide(by=by, pair=a_pair(by, one, other), verdict=SAME)
    assert other.events.count() == 0


def test_a_chain_follows_at_any_depth(by):
    chain = files(by, 5)
    came_with = persons(chain)
    pairs = [a_pair(by, one, other) for one, other in pairwise(chain)]
    for pair in reversed(pairs):
        decide(by=by, pair=pair, verdict=SAME)
    assert persons(chain) == [came_with[0]] * 5
    undo(by=by, pair=pairs[1])
    assert persons(chain) == [came_with[0]] * 2 + [came_with[2]] * 3


def test_what_contradicts_answers_in_force_is_refused_and_changes_nothing(by):
    one, two, three = files(by, 3)
    decide(by=by, pair=a_pair(by, one, three), verdict=DIFFERENT)
    decide(by=by, pair=a_pair(by, one, two), verdict=SAME)
    last = a_pair(by, two, three)
    with pytest.raises(Impossible, match="deux personnes"):
        decide(by=by, pair=last, verdict=SAME)
    assert Pair.objects.get(pk=last.pk).state == State.OPEN
    assert not last.decisions.exists()


def test_files_that_others_make_one_are_not_said_different(by):
    one, two, three = files(by, 3)
    closing = a_pair(by, one, three)
    for pair in (a_pair(by, one, two), a_pair(by, two, three)):
        decide(by=by, pair=pair, verdict=SAME)
    with pytest.raises(Impossible, match="par d’autres rapprochements"):
        decide(by=by, pair=closing, verdict=FAMILY)


def test_a_hard_pair_is_decided_by_two_people(cast, by):
    one, other = files(by, 2)
    pair = a_pair(by, one, other, hard=True)
    came_with = persons([one, other])
    for _ in range(2):  # twice the same person is one person
        assert decide(by=by, pair=pair, verdict=SAME).state == State.OPEN
    with acting_for(cast.issa) as issa:
        assert decide(by=issa, pair=pair, verdict=SAME).state == State.SAME
    assert persons([one, other]) == [came_with[0]] * 2


def test_two_who_disagree_leave_a_hard_pair_open(cast, by):
    pair = a_pair(by, *files(by, 2), hard=True)
    decide(by=by, pair=pair, verdict=SAME)
    with acting_for(cast.issa) as issa:
        assert decide(by=issa, pair=pair, verdict=DIFFERENT).state == State.OPEN


def test_a_pair_said_different_is_never_asked_again(by):
    one, other = files(by, 2)
    pair = decide(by=by, pair=a_pair(by, one, other), verdict=DIFFERENT)
    again = a_pair(by, other, one, probability=0.99)
    assert (again.pk, again.state, again.probability) == (pair.pk, State.DIFFERENT, 0.8)


def test_later_answers_nothing_and_nothing_is_undone_that_was_not_said(by):
    pair = a_pair(by, *files(by, 2))
    assert decide(by=by, pair=pair, verdict=Verdict.LATER).state == State.OPEN
    with pytest.raises(Impossible, match="rien à défaire"):
        undo(by=by, pair=pair)


def test_who_may_not_review_decides_nothing(cast, by):
    pair = a_pair(by, *files(by, 2))
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        decide(by=awa, pair=pair, verdict=SAME)


def test_another_organisation_neither_reads_nor_answers(cast, by):
    pair = a_pair(by, *files(by, 2))
    with acting_for(cast.nana) as nana:
        assert not Pair.objects.filter(pk=pair.pk).exists()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Decision.objects.create(
                pair_id=pair.pk, organisation_id=nana.organisation_id, verdict=SAME, by_id=nana.account_id
            )


@pytest.mark.parametrize("column", ["state", "organisation_id", "mark"])
def test_the_application_moves_no_pair_itself(by, column):
    pair = a_pair(by, *files(by, 2))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Pair.objects.filter(pk=pair.pk).update(**{column: getattr(pair, column)})


@pytest.mark.parametrize("function", ["people_be_one", "linkage_one_with", "linkage_answer"])
def test_the_application_may_not_say_who_is_one(by, function):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege(current_user, oid, 'execute') FROM pg_proc WHERE proname = %s",
                       [function])  # fmt: skip
        assert cursor.fetchall() == [(False,)]


@pytest.fixture
def five(by):
    """Five files, and every pair of them."""
    made = files(by, 5)
    return made, {(a, b): a_pair(by, made[a], made[b]) for a, b in combinations(range(5), 2)}


ACTS = st.tuples(st.sampled_from(list(combinations(range(5), 2))), st.sampled_from([SAME, SAME, DIFFERENT, None]))


@settings(**ISOLATED)
@given(acts=st.lists(ACTS, max_size=8))
def test_persons_follow_from_the_pairs_in_force_whatever_came_before(by, five, acts):
    made, pairs = five
    savepoint = transaction.savepoint()
    came_with = persons(made)
    for ends, verdict in acts:
        _try(by, pairs[ends], verdict)
    linked = [ends for ends, pair in pairs.items() if Pair.objects.get(pk=pair.pk).state == State.SAME]
    assert persons(made) == _slow(came_with, linked)
    for ends in linked:  # undone in the order of the files, not of the answers
        undo(by=by, pair=pairs[ends])
    assert persons(made) == came_with
    transaction.savepoint_rollback(savepoint)


def _try(by, pair, verdict) -> None:
    """Answer, or undo; what contradicts is refused and leaves things as they were."""
    with contextlib.suppress(Impossible):
        undo(by=by, pair=pair) if verdict is None else decide(by=by, pair=pair, verdict=verdict)


def _slow(came_with: list, linked: list) -> list:
    """Each file takes the person of the first file that it reaches, by walking until nothing changes."""
    first = list(range(len(came_with)))
    for _ in came_with:
        for a, b in linked:
            first[a] = first[b] = min(first[a], first[b])
    return [came_with[n] for n in first]


VOTES = st.lists(st.tuples(st.sampled_from(["kadiatou", "issa"]), st.sampled_from(list(Verdict))), max_size=7)


@settings(**ISOLATED)
@given(votes=VOTES, hard=st.booleans())
def test_the_database_and_the_page_read_one_answer(cast, by, votes, hard):
    savepoint = transaction.savepoint()
    pair = a_pair(by, *files(by, 2), hard=hard)
    for who, verdict in votes:
        with acting_for(getattr(cast, who)) as acting:
            Decision.objects.create(
                pair=pair, organisation_id=acting.organisation_id, verdict=verdict, by_id=acting.account_id
            )
    answer = answer_of(pair, by.organisation_id)
    assert Pair.objects.get(pk=pair.pk).state == (answer if answer in ANSWERS else State.OPEN)
    transaction.savepoint_rollback(savepoint)


def test_every_count_of_people_follows(by):
    made = files(by, 3)
    pair = a_pair(by, made[0], made[1])
    assert _people(made) == 3
    decide(by=by, pair=pair, verdict=SAME)
    assert _people(made) == 2
    undo(by=by, pair=pair)
    assert _people(made) == 3


def _people(registrations) -> int:
    return Registration.objects.filter(pk__in=[one.pk for one in registrations]).values("person").distinct().count()
