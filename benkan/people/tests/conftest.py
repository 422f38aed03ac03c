"""Awa at work, and a text that a speaker answered for."""

import pytest

from benkan.organisations.acting import acting_for
from benkan.people.models import SpokenText
from benkan.people.writes.consents import sign_for_demonstration


@pytest.fixture
def signed_text(cast):
    """The French text, signed by the data-protection officer if nobody did before."""
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
        return SpokenText.objects.exclude(signed_by="").get()


@pytest.fixture
def by(cast, signed_text):
    """Awa, receiving at Gogui."""
    with acting_for(cast.awa) as acting:
        yield acting
