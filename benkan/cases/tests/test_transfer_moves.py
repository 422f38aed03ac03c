"""Whatever each side does, in whatever order: one organisation alone is responsible; no third ever reads it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.referrals import Side
from benkan.cases.lifecycles.transfers import HANDED, MOVERS, MOVES, TransferRefusal, TransferStatus, responsible
from benkan.cases.models import Case, Transfer, TransferExtract, TransferLink, TransferStatusRow
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.writes import transfer_moves as moves
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for

ACTS = {
    TransferStatus.ACCEPTED: (moves.accept, {}),
    TransferStatus.REFUSED: (moves.refuse, {"reason": TransferRefusal.FULL}),
    TransferStatus.WITHDRAWN: (moves.withdraw, {}),
    TransferStatus.NOT_COME: (moves.say_not_come, {}),
    TransferStatus.MET: (moves.meet, {"answers": {"given_names": "Lassine"}}),
    TransferStatus.BACK: (moves.come_back, {}),
}
SIDES = {"kadiatou": Side.SENDER, "sekou": Side.RECEIVER}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(SIDES)), st.sampled_from(sorted(ACTS))), max_size=6)


@pytest.fixture
def agreement(cast):
    may_be_handed(cast)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_moves_loses_a_row_or_leaves_her_with_nobody_or_with_two(steps, cast, signed_text, agreement):
    with acting_for(cast.kadiatou) as by:
        transfer = proposed(by, accompanied(by))
    expected = [TransferStatus.PROPOSED]
    for key, to in steps:
        write, said = ACTS[to]
        with acting_for(getattr(cast, key)) as acting:
            if MOVERS[to] is SIDES[key] and to in MOVES[expected[-1]]:
                write(by=acting, transfer=transfer, **said)
                expected.append(to)
            else:
                with pytest.raises((Impossible, Refused)):
                    write(by=acting, transfer=transfer, **said)
        _answered_by_one(cast, transfer, expected[-1])
    _read_by_each(cast, transfer, expected)


def _answered_by_one(cast, transfer, current) -> None:
    """Her first holder accompanies her exactly as long as it is responsible."""
    with acting_for(cast.kadiatou):
        case = Case.objects.get(pk=transfer.case_id)
        assert (case.status in UNDER_WAY) is (responsible(current) is Side.SENDER)
        assert (case.status == CaseStatus.TRANSFERRED) is (responsible(current) is Side.RECEIVER)


def _read_by_each(cast, transfer, expected) -> None:
    current = expected[-1]
    with acting_for(cast.kadiatou):
        assert TransferExtract.objects.filter(transfer=transfer).exists()
        assert not TransferLink.objects.exists()
    with acting_for(cast.sekou):
        rows = TransferStatusRow.objects.filter(transfer=transfer).order_by("at", "id")
        assert [row.status for row in rows] == expected
        assert TransferExtract.objects.filter(transfer=transfer).exists() is (current in HANDED)
        assert TransferLink.objects.filter(transfer=transfer).exists() is (TransferStatus.MET in expected)
        assert not Case.objects.filter(pk=transfer.case_id).exists()
    for stranger in (cast.rokia, cast.binta):
        with acting_for(stranger):
            for model in (Transfer, TransferStatusRow, TransferExtract, TransferLink):
                assert not model.objects.exists()


def test_every_status_is_reached_and_an_end_stays_one():
    assert {TransferStatus.PROPOSED}.union(*MOVES.values()) == set(TransferStatus) == set(MOVERS)
    ends = {status for status, to in MOVES.items() if not to}
    assert ends == {
        TransferStatus.REFUSED, TransferStatus.WITHDRAWN, TransferStatus.NOT_COME, TransferStatus.BACK,
    }  # fmt: skip
