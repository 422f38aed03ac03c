"""The story of referrals is told through the writes: every state that a visitor should see is there."""

import datetime as dt

import pytest

from benkan.cases.lifecycles.referrals import ReferralStatus
from benkan.cases.models import Case, Referral
from benkan.cases.tests.factories import completed
from benkan.common import clock
from benkan.demo.agreements import agree
from benkan.demo.stories.referrals import tell
from benkan.offers.models import DeclaredPlaces, Offer, Structure
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration

FILES = 11


@pytest.fixture
def people(cast):
    """Enough files that are complete, some of whom said no to being sent on."""
    with clock.at(clock.now() - dt.timedelta(days=40)):
        with acting_for(cast.hawa) as hawa:
            sign_for_demonstration(by=hawa)
        with acting_for(cast.kadiatou) as by:
            for number in range(FILES):
                completed(by, given_names=f"Kadiatou {number}")
    agree()


def test_the_story_is_told(cast, people):
    tell()
    with acting_for(cast.kadiatou):
        told = list(Referral.objects.values_list("status", flat=True))
        assert len(told) == Case.objects.count() == 9
        assert set(told) == {
            ReferralStatus.SENT,
            ReferralStatus.ACCEPTED,
            ReferralStatus.REFUSED,
            ReferralStatus.WAITING,
            ReferralStatus.DONE,
        }
        assert Structure.objects.count() == 3
    with acting_for(cast.seydou):
        assert Offer.objects.count() == DeclaredPlaces.objects.count() == 6
