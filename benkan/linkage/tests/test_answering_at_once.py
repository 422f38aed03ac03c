"""Two colleagues answer one pair at the same moment, each on a connection of her own."""

import pytest

from benkan.common.errors import Impossible
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import Decision, Pair
from benkan.linkage.tests.factories import a_pair, files
from benkan.linkage.writes.answering import respond
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def made(committed):
    """`made(hard=True)`: a pair that both may answer."""

    def make(**said) -> Pair:
        with as_("kadiatou") as by:
            return a_pair(by, *files(by, 2), **said)

    return make


def says(pair: Pair, verdict: Verdict):
    return lambda by: respond(by=by, pair=pair, verdict=verdict)


def test_the_second_does_not_overwrite_the_first(made):
    pair = made()
    first, second = overtaking(("issa", says(pair, Verdict.SAME)), ("kadiatou", says(pair, Verdict.DIFFERENT)))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "Un collègue vient de répondre" in str(second.error)
    with as_("kadiatou"):
        assert Pair.objects.get(pk=pair.pk).state == State.SAME
        assert Decision.objects.count() == 1


def test_two_answers_of_a_hard_pair_decide_it(made):
    pair = made(hard=True)
    first, second = overtaking(("issa", says(pair, Verdict.FAMILY)), ("kadiatou", says(pair, Verdict.FAMILY)))
    assert (first.error, second.error, second.waited) == (None, None, True)
    with as_("kadiatou"):
        assert Pair.objects.get(pk=pair.pk).state == State.FAMILY
