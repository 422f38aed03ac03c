"""The invented follow-up is told through the writes, up to now, and twice the same."""

import datetime as dt

from benkan.cases.models import Attempt, Case, Survey, Visit
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.demo.stories.followup import STORIES, tell_of
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


def test_each_story_is_told_up_to_now(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    with clock.at(clock.now() - dt.timedelta(days=120)), acting_for(cast.kadiatou) as by:
        cases = [accompanied(by, given_names=f"Invitée {letter}") for letter in "ABCD"]
    tell_of(cast.kadiatou, cases)
    with acting_for(cast.kadiatou):
        found = [Case.objects.get(pk=case.pk).status for case in cases]
        assert found == ["ouvert", "ouvert", "ouvert", "clos"]
        assert len(STORIES) == len(found)
        assert Visit.objects.filter(case=cases[0], status="faite").count() == 3
        assert cases[1].zones.filter(until=None).exists()
        assert Attempt.objects.filter(case=cases[2]).count() == 3
        assert Survey.objects.filter(finished_at__isnull=False).count() == 1
