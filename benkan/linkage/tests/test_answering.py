"""Whatever is answered, put off or undone, in whatever order: no row is lost, and no stranger sees any of it."""

import contextlib
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.common.errors import Impossible
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Decision, Pair, Side
from benkan.linkage.reads import queue
from benkan.linkage.tests.factories import a_pair, files
from benkan.linkage.writes import undo
from benkan.linkage.writes.answering import respond
from benkan.organisations.acting import acting_for

WHO = st.sampled_from(["kadiatou", "issa"])
WHAT = st.sampled_from([Verdict.SAME, Verdict.DIFFERENT, Verdict.FAMILY, Verdict.LATER, None])
ACTS = st.lists(st.tuples(WHO, st.integers(0, 2), WHAT), max_size=6)


@pytest.fixture
def three(by):
    """Every pair of three files, the last one hard."""
    made = files(by, 3)
    return [a_pair(by, one, other, hard=n == 2) for n, (one, other) in enumerate(combinations(made, 2))]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_no_row_is_lost_and_each_pair_stands_in_one_list(cast, by, three, acts):
    savepoint = transaction.savepoint()
    kept = 0
    for who, which, verdict in acts:
        with acting_for(getattr(cast, who)) as actor:
            before = list(Decision.objects.order_by("pk").values_list("pk", "verdict", "by"))
            _act(actor, three[which], verdict)
            after = list(Decision.objects.order_by("pk").values_list("pk", "verdict", "by"))
            assert after[: len(before)] == before
            assert len(after) - len(before) in (0, 1)
            kept = len(after)
    assert Decision.objects.count() == kept
    assert (Pair.objects.count(), Side.objects.count()) == (3, 6)
    for who in ("kadiatou", "issa"):
        with acting_for(getattr(cast, who)) as actor:
            _in_one_list(actor, three)
    for stranger in ("sekou", "binta"):
        with acting_for(getattr(cast, stranger)) as other:
            assert not queue.readable(other).exists()
            assert not Decision.objects.exists()
            assert not Side.objects.exists()
    transaction.savepoint_rollback(savepoint)


def _act(actor, pair: Pair, verdict) -> None:
    """What cannot be said as things stand is refused, and leaves nothing behind."""
    with contextlib.suppress(Impossible):
        undo(by=actor, pair=pair) if verdict is None else respond(by=actor, pair=pair, verdict=verdict)


def _in_one_list(actor, pairs: list[Pair]) -> None:
    lists = [set(read(actor)) for read in (queue.to_decide, queue.waiting, queue.settled)]
    assert sum(map(len, lists)) == len(set().union(*lists)) == len(pairs)
    assert all(pair.state == State.OPEN for pair in lists[0] | lists[1])
    assert all(pair.state != State.OPEN for pair in lists[2])
