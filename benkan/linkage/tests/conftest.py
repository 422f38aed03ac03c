"""Kadiatou and Issa at work for the reception service; a text that a speaker answered for."""

import pytest

from benkan.linkage.tests.between import agreed
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


@pytest.fixture
def signed_text(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)


@pytest.fixture
def by(cast, signed_text):
    """Kadiatou, who accompanies."""
    with acting_for(cast.kadiatou) as acting:
        yield acting


@pytest.fixture
def agreed_both_ways(cast, signed_text):
    """The association answers the reception service, and back."""
    agreed("BENKADI", "SAR", cast.mariam, cast.fanta)
    return agreed("SAR", "BENKADI", cast.fanta, cast.mariam)
