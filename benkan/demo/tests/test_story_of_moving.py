"""The story of moving is told through the writes: every state that a visitor should see is there."""

import datetime as dt

import pytest

from benkan.cases.models import LiaisonReceived, Transfer, TransferLink
from benkan.cases.reads.listed import under_way
from benkan.cases.reads.second_returns import undecided
from benkan.cases.tests.factories import completed
from benkan.common import clock
from benkan.demo.agreements import agree
from benkan.demo.stories.moving import tell
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


@pytest.fixture
def people(cast):
    with clock.at(clock.now() - dt.timedelta(days=40)):
        with acting_for(cast.hawa) as hawa:
            sign_for_demonstration(by=hawa)
        with acting_for(cast.kadiatou) as by:
            for number in range(6):
                completed(by, given_names=f"Kadiatou {number}")
    agree()


def test_the_story_is_told(cast, people):
    tell()
    with acting_for(cast.kadiatou):
        assert sorted(Transfer.objects.values_list("status", flat=True)) == ["accepte", "propose", "recue"]
        assert LiaisonReceived.objects.get().answer == ""
        assert undecided(under_way()).count() == 1
    with acting_for(cast.sekou):
        assert TransferLink.objects.get().registration.given_names.startswith("Kadiatou")
