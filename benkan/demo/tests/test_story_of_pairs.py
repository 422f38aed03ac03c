"""The invented pairs are told through the writes: some wait for each reviewer, some are decided, one was taken back."""

from benkan.demo.stories.linkage import tell
from benkan.linkage.lifecycle import State
from benkan.linkage.models import Decision, Pair
from benkan.linkage.reads import queue
from benkan.organisations.acting import acting_for
from benkan.people.models import FamilyLink


def test_each_reviewer_finds_pairs_to_decide(cast):
    tell()
    with acting_for(cast.kadiatou) as by:
        waiting = list(queue.to_decide(by))
        assert [pair.put_off for pair in waiting] == [0] * (len(waiting) - 1) + [1]
        assert [pair.decisions.count() for pair in waiting if pair.hard] == [1]
        assert sorted(Pair.objects.exclude(state=State.OPEN).values_list("state", flat=True)) == ["famille", "meme"]
        assert Decision.objects.filter(verdict="defait").count() == 1
        assert FamilyLink.objects.count() == 1
    with acting_for(cast.issa) as by:
        assert [pair.hard for pair in queue.waiting(by)] == [True]
        assert queue.for_a_batch(by).count() == 3
    with acting_for(cast.sekou) as by:
        assert queue.to_decide(by).count() == 1
