"""The story of what others have already given is told through the writes: Kadiatou may read it, and nothing more."""

import pytest

from benkan.cases.models import Case, HelpQuestion
from benkan.cases.reads.helped import already_helped
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.helped import ask_help, needs_second
from benkan.common import clock
from benkan.demo.agreements import agree
from benkan.demo.stories import already_helped as story
from benkan.demo.stories import between_actors, plans
from benkan.notices.models import Notice
from benkan.offers.words import Pillar
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    with acting_for(cast.hawa) as hawa:
        sign_for_demonstration(by=hawa)
    agree()
    plans.tell()
    between_actors.tell()
    with acting_for(cast.kadiatou) as by:
        for _ in range(story.MANY):
            accompanied(by)
    story.tell()


def test_what_the_association_gave_is_told_by_pillar_and_quarter(cast, told):
    with acting_for(cast.kadiatou) as by:
        case = Case.objects.get(registration__family_name="Fomba")
        question = ask_help(by=by, cases=[case.pk], why=HelpQuestion.Why.TOLD)
        (one,) = already_helped(question)[case.pk]
    assert one.pillar == Pillar.ECONOMIC
    assert 0 <= (clock.today() - one.quarter).days < 92 + 18


def test_a_question_about_many_waits_for_a_colleague(cast, told):
    with acting_for(cast.issa):
        (waiting,) = [one for one in HelpQuestion.objects.all() if needs_second(one)]
        assert len(waiting.cases) == story.MANY
        assert waiting.why == HelpQuestion.Why.PLAN
        assert Notice.objects.filter(kind="cases.help_to_approve").count() == 1
