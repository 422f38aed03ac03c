"""A transfer never lapses: who is late is recalled, again after as long, on both sides."""

import datetime as dt

import pytest

from benkan.cases.models import Transfer
from benkan.cases.reads.transfers import overdue, wait_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.tests.test_liaisons import _runs, _told
from benkan.cases.writes import transfer_moves as moves
from benkan.common import clock
from benkan.organisations.acting import acting_for

DAY = dt.timedelta(days=1)


@pytest.fixture
def transfer(by, cast):
    may_be_handed(cast)
    return proposed(by, accompanied(by))


def test_unanswered_it_is_recalled_on_both_sides_and_again_and_stays(transfer, cast):
    begun = transfer.sent_at
    assert _runs(begun + 4 * DAY) == []
    for days, times in ((5, 1), (6, 1), (10, 2), (60, 3)):
        _runs(begun + days * DAY)
        assert _told(cast.issa, "cases.transfer_overdue") == times
        assert _told(cast.seydou, "cases.transfer_overdue") == times
    with acting_for(cast.kadiatou):
        assert Transfer.objects.get().status == "propose"


def test_accepted_she_is_awaited_from_the_day_that_was_wished(by, transfer, cast):
    with acting_for(cast.sekou) as sekou:
        moves.accept(by=sekou, transfer=transfer)
    transfer.refresh_from_db()
    assert transfer.met_due.date() == clock.today() + 10 * DAY
    with clock.at(transfer.met_due):
        assert wait_of(transfer)[0] == "late"
        assert overdue(Transfer.objects.all()).count() == 1
