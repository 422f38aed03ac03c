"""The clock recalls, then returns: an urgent one never lapses, a quiet machine catches up, twice changes nothing."""

import datetime as dt
from itertools import product

import pytest

from benkan.cases import tasks
from benkan.cases.lifecycles.referrals import ReferralStatus, Urgency
from benkan.cases.models import Referral, ReferralStatusRow
from benkan.cases.referral_clock import Delays, Due, Stand, due
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.cases.writes.referrals import Destination
from benkan.common import clock
from benkan.notices.models import Notice
from benkan.offers.tests.factories import a_structure
from benkan.organisations.acting import acting_for

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ALLOWED = Delays(answer=DAY, done=3 * DAY, grace=3 * DAY)


def _stand(status=ReferralStatus.SENT, urgency=Urgency.ORDINARY, **others) -> Stand:
    return Stand(status, urgency, answer_due=NOON, **others)


@pytest.mark.parametrize("urgency", Urgency)
def test_nothing_is_due_before_its_time(urgency):
    assert due(_stand(urgency=urgency), NOON - HOUR, ALLOWED) is None
    assert due(_stand(urgency=urgency), NOON, ALLOWED) is Due.RECALL


def test_an_urgent_one_is_recalled_again_and_never_lapses():
    stand = _stand(urgency=Urgency.URGENT, escalated_at=NOON)
    assert due(stand, NOON + 23 * HOUR, ALLOWED) is None
    assert due(stand, NOON + 24 * HOUR, ALLOWED) is Due.RECALL
    assert due(stand, NOON + 400 * DAY, ALLOWED) is Due.RECALL


def test_an_ordinary_one_lapses_after_its_recall_and_no_sooner():
    stand = _stand(escalated_at=NOON + 10 * DAY)  # the machine was off: whoever is called has her days all the same
    assert due(stand, NOON + 12 * DAY, ALLOWED) is None
    assert due(stand, NOON + 13 * DAY, ALLOWED) is Due.EXPIRE


def test_only_an_ordinary_unanswered_one_to_an_actor_ever_lapses():
    lapses = {
        (status, urgency, on_paper)
        for status, urgency, on_paper in product(ReferralStatus, Urgency, (True, False))
        if due(_stand(status, urgency, on_paper=on_paper, done_due=NOON, escalated_at=NOON), NOON + 99 * DAY, ALLOWED)
        is Due.EXPIRE
    }
    assert lapses == {(status, Urgency.ORDINARY, False) for status in (ReferralStatus.SENT, ReferralStatus.SEEN)}


def test_what_ended_or_waits_is_left_alone():
    quiet = set(ReferralStatus) - {
        ReferralStatus.SENT, ReferralStatus.SEEN, ReferralStatus.TO_ASSESS, ReferralStatus.ACCEPTED,
    }  # fmt: skip
    for status in quiet:
        assert due(_stand(status, done_due=NOON), NOON + 99 * DAY, ALLOWED) is None


@pytest.fixture
def case(by, cast):
    agreed(cast)
    return accompanied(by)


def _runs(at: dt.datetime) -> None:
    """The worker, at a moment: each organisation that the periodic task finds, once."""
    from django.db import connection

    with clock.at(at):
        with connection.cursor() as cursor:
            cursor.execute("SELECT organisation_id FROM cases_overdue_senders(%s)", [clock.now()])
            senders = [one for (one,) in cursor.fetchall()]
        for sender in senders:
            tasks.referrals_overdue_of(str(sender))


def _told(account, kind: str) -> int:
    with acting_for(account):
        return Notice.objects.filter(kind=f"cases.{kind}").count()


def test_both_focal_points_are_told_and_then_it_comes_back(by, case, cast):
    referral = sent(by, case)
    _runs(referral.answer_due - HOUR)
    assert _told(cast.issa, "referral_overdue") == 0
    late = referral.answer_due + HOUR
    _runs(late)
    _runs(late)
    assert (_told(cast.issa, "referral_overdue"), _told(cast.seydou, "referral_overdue")) == (1, 1)
    _runs(late + 2 * DAY)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT
    _runs(late + 3 * DAY)
    _runs(late + 9 * DAY)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.EXPIRED
    rows = ReferralStatusRow.objects.filter(referral=referral)
    assert [(row.status, row.by_id is None) for row in rows] == [("envoyee", False), ("expiree", True)]
    assert _told(cast.kadiatou, "referral_returned") == 1


def test_an_urgent_one_stays_and_is_recalled_each_day(by, case, cast):
    referral = sent(by, case, urgency=Urgency.URGENT)
    for days in range(4):
        _runs(referral.answer_due + days * DAY)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT
    assert _told(cast.seydou, "referral_overdue") == 4


def test_an_acceptance_without_an_outcome_is_recalled_once(by, case, cast):
    referral = sent(by, case)
    _runs(referral.answer_due)
    with acting_for(cast.sekou) as sekou:
        moves.accept(by=sekou, referral=referral)
    referral.refresh_from_db()
    assert referral.escalated_at is None
    _runs(referral.done_due)
    _runs(referral.done_due + 40 * DAY)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ACCEPTED
    assert _told(cast.issa, "referral_overdue") == 2


def test_a_sheet_is_recalled_to_its_sender_alone_and_never_lapses(by, case, cast):
    referral = sent(by, case, kind="etat_civil", to=Destination(structure=a_structure(by)))
    for days in (0, 3, 30):
        _runs(referral.answer_due + days * DAY)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT
    assert _told(cast.issa, "referral_overdue") == 1
    assert _told(cast.seydou, "referral_overdue") == 0


def test_the_periodic_task_asks_for_each_sender_once(by, case):
    from procrastinate.contrib.django.models import ProcrastinateJob

    referral = sent(by, case)
    with clock.at(referral.answer_due + HOUR):
        tasks.referrals_overdue(0)
        tasks.referrals_overdue(0)
    asked = ProcrastinateJob.objects.filter(task_name="benkan.referrals_overdue_of")
    assert [one.args for one in asked] == [{"organisation_id": str(by.organisation_id)}]
    assert Referral.objects.get().escalated_at is None
