"""Awa at work at Gogui, her desk, and a line of somebody who confided something."""

import pytest

from benkan.arrivals.tests import factories as make
from benkan.organisations.acting import acting_for


@pytest.fixture
def awa(cast):
    with acting_for(cast.awa) as by:
        yield by


@pytest.fixture
def desk(awa):
    """Her desk for a convoy of expelled people, 212 announced."""
    return make.desk(awa)


@pytest.fixture
def agent(signed_in, cast):
    return signed_in(cast.awa)


@pytest.fixture
def confided(awa, desk):
    """A line of somebody sick who wishes to talk apart."""
    return make.registered(awa, desk, "Kadidia", "Ongoïba", triage=["sick", "lone_child"], wants_private_talk=True)
