"""Kadiatou at work for the reception service, Sékou for the association; a text that a speaker answered for."""

import pytest

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
