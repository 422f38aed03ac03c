"""The invented restricted files can be told, and stand where the story leaves them."""

import datetime as dt

from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.demo.stories.safeguarding import tell
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.reads.mine import confided


def test_the_story_of_the_restricted_files_is_told(cast):
    with clock.at(clock.now() - dt.timedelta(days=90)), acting_for(cast.awa) as by:
        for age in ("10", "12", "30"):
            a_registration(by, "kadiatou", birth=parse(age, on=clock.today()))
    tell()
    with acting_for(cast.assa):
        told = sorted(RestrictedFile.objects.values_list("kind", "status"))
        assert told == [("enfant", "suivi"), ("enfant", "verification"), ("traite", "services")]
    with acting_for(cast.awa) as by:
        assert confided(by) == 3
        assert RestrictedFile.objects.count() == 0
