"""Whatever each side does, in whatever order: rows are only added, and what crossed is read by who said yes alone."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.lifecycles.referrals import HANDED, MOVERS, MOVES, Outcome, ReferralStatus, RefusalReason, Side
from benkan.cases.models import Extract, Referral, ReferralStatusRow
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for

ACTS = {
    ReferralStatus.SEEN: (moves.acknowledge, {}),
    ReferralStatus.TO_ASSESS: (moves.must_assess, {}),
    ReferralStatus.WAITING: (moves.put_on_waiting_list, {}),
    ReferralStatus.ACCEPTED: (moves.accept, {}),
    ReferralStatus.REFUSED: (moves.refuse, {"reason": RefusalReason.FULL}),
    ReferralStatus.DONE: (moves.close_referral, {"outcome": Outcome.GIVEN}),
    ReferralStatus.WITHDRAWN: (moves.withdraw, {}),
    ReferralStatus.UNKNOWN: (moves.say_unknown, {}),
}
SIDES = {"kadiatou": Side.SENDER, "sekou": Side.RECEIVER}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(SIDES)), st.sampled_from(sorted(ACTS))), max_size=8)


@pytest.fixture
def agreement(cast):
    agreed(cast)


def _allowed(status: ReferralStatus, side: Side, to: ReferralStatus) -> bool:
    """A slow twin: the table of moves, the table of movers, and what waits for a yes."""
    if (status, to) == (ReferralStatus.SENT, ReferralStatus.DONE):
        return False
    if to == ReferralStatus.UNKNOWN and status != ReferralStatus.ACCEPTED:
        return False
    return to in MOVES[status] and MOVERS[to] in (side, Side.EITHER)


@pytest.fixture
def referred(cast, signed_text, agreement) -> Referral:
    """Just sent; each story begins from it and is undone."""
    with acting_for(cast.kadiatou) as by:
        return sent(by, accompanied(by))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_moves_loses_a_row_or_shows_her_to_who_may_not(steps, cast, referred):
    with transaction.atomic():
        with acting_for(cast.kadiatou):
            referral = Referral.objects.get(pk=referred.pk)  # whatever the story before did with it
        _play(steps, cast, referral)
        transaction.set_rollback(True)


def _play(steps, cast, referral):
    expected = [ReferralStatus.SENT]
    for key, to in steps:
        with acting_for(getattr(cast, key)) as acting:
            write, said = ACTS[to]
            if _allowed(expected[-1], SIDES[key], to):
                write(by=acting, referral=referral, **said)
                expected.append(to)
            else:
                try:
                    write(by=acting, referral=referral, **said)
                except (Impossible, Refused):
                    pass
                else:
                    raise AssertionError(f"{key} took it from {expected[-1]} to {to}")
        _read_by_each(cast, referral, expected)


def _read_by_each(cast, referral, expected) -> None:
    with acting_for(cast.kadiatou):
        assert Extract.objects.filter(referral=referral).exists()
    with acting_for(cast.sekou):
        rows = ReferralStatusRow.objects.filter(referral=referral).order_by("at", "id")
        assert [row.status for row in rows] == expected
        assert Referral.objects.get(pk=referral.pk).status == expected[-1]
        said_yes = ReferralStatus.ACCEPTED in expected and expected[-1] in HANDED
        assert Extract.objects.filter(referral=referral).exists() is said_yes
    for stranger in (cast.rokia, cast.binta):
        with acting_for(stranger):
            assert not Referral.objects.filter(pk=referral.pk).exists()
            assert not ReferralStatusRow.objects.filter(referral=referral).exists()
            assert not Extract.objects.filter(referral=referral).exists()


def test_every_status_is_reached_and_an_end_stays_one():
    reached = {ReferralStatus.SENT}.union(*MOVES.values())
    assert reached == set(ReferralStatus)
    ends = {status for status, to in MOVES.items() if not to}
    assert ends == {ReferralStatus.REFUSED, ReferralStatus.WITHDRAWN, ReferralStatus.EXPIRED, ReferralStatus.DONE}
    assert all(ReferralStatus.DONE not in MOVES[end] for end in ends)
