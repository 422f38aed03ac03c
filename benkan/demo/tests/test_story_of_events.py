"""The invented events are told through the writes, up to now."""

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import Case, LifeEvent
from benkan.cases.tests.factories import accompanied
from benkan.cases.work_of_events import events as work
from benkan.common import clock
from benkan.demo.stories.events import BEGUN, STORIES, girl_who_comes_of_age, project_that_stopped, tell_of
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


def test_each_event_is_told_and_asks_for_what_is_next(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    with clock.at(clock.now() - BEGUN), acting_for(cast.kadiatou) as by:
        cases = [accompanied(by, given_names=f"Invitée {at}") for at in range(len(STORIES))]
    tell_of(cast.kadiatou, cases)
    girl_who_comes_of_age(cast.kadiatou)
    assert project_that_stopped(cast.kadiatou) is None  # nothing was paid
    with acting_for(cast.kadiatou) as by:
        kinds = set(LifeEvent.objects.values_list("kind", flat=True))
        assert kinds == {
            EventKind.BIRTH, EventKind.JOINED, EventKind.RESTRICTED, EventKind.DEATH, EventKind.LEFT
        }  # fmt: skip
        assert Case.objects.filter(status=CaseStatus.CLOSED).count() == 2
        words = {row["words"] for row in work(by)["rows"]}
    assert len(words) == 4  # one for each twin
