"""What the clock asks of the worker is done with nobody signed in, whatever a page has read before it."""

import datetime as dt

import pytest
from procrastinate.contrib.django import app

from benkan.common import clock
from benkan.demo.cast import accounts_by_key
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Invitation
from benkan.organisations.tests.inviting import invited

TASKS = {one.task.name: one.task for one in app.periodic_registry.periodic_tasks.values()}
# Those that the library hands its own journal of jobs look at nothing else.
OURS = sorted(name for name, task in TASKS.items() if not task.pass_context)
LONG_AGO = dt.timedelta(days=60)


@pytest.fixture
def proposed(committed):
    """An invitation that nobody answered."""
    with entered(door="open"):
        fanta = accounts_by_key()["fanta"]
    with clock.at(clock.now() - LONG_AGO):
        return fanta, invited(fanta)


def test_there_is_something_to_do():
    assert len(OURS) > 8


@pytest.mark.parametrize("name", OURS)
def test_it_is_done_though_nobody_has_signed_in(proposed, name):
    """Outside the transactions of tests, in which thresholds that somebody read stay read."""
    TASKS[name](timestamp=0)


def test_an_invitation_that_ended_is_emptied(proposed):
    fanta, one = proposed
    TASKS["benkan.empty_ended_invitations"](timestamp=0)
    with acting_for(fanta):
        assert Invitation.objects.get(pk=one.pk).email == ""
