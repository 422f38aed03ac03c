"""Two recipients outside the reception service: Yacouba, of an agency, and Ramata, of the secretariat."""

import pytest

from benkan.complaints.tests.factories import named
from benkan.organisations.acting import acting_for


@pytest.fixture
def recipients(cast):
    named(cast.adama, cast.yacouba, cast.ramata)
    return cast


@pytest.fixture
def moussa(recipients):
    """At the desk of the reception service."""
    with acting_for(recipients.moussa) as by:
        yield by
