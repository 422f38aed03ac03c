"""She comes back once more: two returns, one person; a worker decides; what was given before bars nothing."""

import datetime as dt

import pytest

from benkan.arrivals.tests.factories import place, registered
from benkan.arrivals.writes import desk_of, give_aid, return_of_known
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason, SuspensionReason
from benkan.cases.lifecycles.transfers import SecondReturnChoice
from benkan.cases.models import Case, SecondReturn
from benkan.cases.reads.listed import under_way
from benkan.cases.reads.second_returns import earlier_help, episode_to_decide, undecided
from benkan.cases.tests.factories import brought_to_completion
from benkan.cases.writes import close, open_case, suspend
from benkan.cases.writes.second_return import decide
from benkan.common import clock
from benkan.common.errors import Impossible

MONTH = dt.timedelta(days=30)


def _desk(by):
    """Without convoy, today."""
    return desk_of(by=by, convoy=None, entry_point=place("rte-gog"))


@pytest.fixture
def case(by):
    """Somebody received at a desk a month ago, accompanied since."""
    with clock.at(clock.now() - MONTH):
        line = registered(by, _desk(by))
        give_aid(by=by, line=line, kinds=["repas"])
        return open_case(by=by, registration=brought_to_completion(by, line.registration))


@pytest.fixture
def back(by, case):
    """The line of her second return."""
    return return_of_known(by=by, arrival_list=_desk(by), registration=case.registration)


def test_a_first_return_asks_nothing(case):
    assert episode_to_decide(case) is None
    assert not undecided(under_way()).exists()


def test_a_new_accompaniment_begins_and_the_first_is_closed_for_it(by, case, back):
    assert episode_to_decide(case) == back.episode
    assert list(undecided(under_way())) == [case]
    after = decide(by=by, case=case, choice=SecondReturnChoice.ANEW)
    case.refresh_from_db()
    assert (case.status, case.statuses.last().reason) == (CaseStatus.CLOSED, ClosingReason.RETURNED_ANEW)
    assert (after.episode, after.worker_id) == (back.episode, case.worker_id)
    assert SecondReturn.objects.get().next_case_id == after.pk
    assert not undecided(under_way()).exists()
    with pytest.raises(Impossible, match="n’est plus en cours"):
        decide(by=by, case=case, choice=SecondReturnChoice.CARRIED_ON)


def test_it_goes_on_and_is_taken_up_again(by, case, back):
    suspend(by=by, case=case, reason=SuspensionReason.ABSENCE)
    after = decide(by=by, case=case, choice=SecondReturnChoice.CARRIED_ON)
    assert (after.pk, after.status) == (case.pk, CaseStatus.OPEN)
    assert Case.objects.count() == 1
    with pytest.raises(Impossible, match="Rien n’est à décider"):
        decide(by=by, case=case, choice=SecondReturnChoice.ANEW)


def test_where_the_first_was_closed_the_next_is_opened_for_the_new_return(by, case):
    close(by=by, case=case, reason=ClosingReason.LEFT_AGAIN)
    line = return_of_known(by=by, arrival_list=_desk(by), registration=case.registration)
    assert open_case(by=by, registration=case.registration).episode == line.episode


def test_what_was_given_is_shown_dated_and_bars_nothing(by, case, back):
    (one,) = earlier_help(case.registration, until=clock.now() - dt.timedelta(days=1))
    assert (one.day, one.detail) == (clock.today() - MONTH, "aide immédiate")
    give_aid(by=by, line=back, kinds=["repas"])
    assert len(earlier_help(case.registration)) == 2


def test_two_returns_and_two_accompaniments_are_one_person(by, case, back):
    decide(by=by, case=case, choice=SecondReturnChoice.ANEW)
    registration = case.registration
    assert (registration.episodes.count(), registration.cases.count()) == (2, 2)
    assert registration.episodes.values("registration__person").distinct().count() == 1
