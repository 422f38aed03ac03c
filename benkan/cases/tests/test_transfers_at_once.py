"""Two people act at the same moment on one transfer: one wins, the other is told, nothing is done twice."""

from types import SimpleNamespace

import pytest

from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.models import Case, Transfer, TransferExtract, TransferLink, TransferStatusRow
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.writes import close
from benkan.cases.writes import transfer_moves as moves
from benkan.common.errors import Impossible
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking

MET = {"answers": {"given_names": "Lassine"}}


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    may_be_handed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        return accompanied(by)


@pytest.fixture
def transfer(case):
    with as_("kadiatou") as by:
        return proposed(by, case)


def _statuses() -> list[str]:
    with as_("kadiatou"):
        return list(TransferStatusRow.objects.values_list("status", flat=True))


def test_withdrawn_and_accepted_at_once_crosses_nothing(transfer):
    first, second = overtaking(
        ("kadiatou", lambda by: moves.withdraw(by=by, transfer=transfer)),
        ("sekou", lambda by: moves.accept(by=by, transfer=transfer)),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "«\u00a0retiré\u00a0»" in str(second.error)
    assert _statuses() == ["propose", "retire"]
    with as_("sekou"):
        assert not TransferExtract.objects.exists()


def test_met_twice_at_once_makes_one_file(transfer):
    with as_("sekou") as by:
        moves.accept(by=by, transfer=transfer)
    meet = ("sekou", lambda by: moves.meet(by=by, transfer=transfer, **MET))
    first, second = overtaking(meet, meet)
    assert (first.error, second.waited) == (None, True)
    assert "«\u00a0reçue\u00a0»" in str(second.error)
    with as_("sekou"):
        assert (TransferLink.objects.count(), Registration.objects.count()) == (1, 1)


def test_closed_while_she_is_received_elsewhere(transfer, case):
    with as_("sekou") as by:
        moves.accept(by=by, transfer=transfer)
    first, second = overtaking(
        ("sekou", lambda by: moves.meet(by=by, transfer=transfer, **MET)),
        ("kadiatou", lambda by: close(by=by, case=case, reason=ClosingReason.WITHDREW)),
    )
    assert (first.error, second.waited) == (None, True)
    assert "«\u00a0transmis\u00a0»" in str(second.error)


def test_received_while_it_is_closed(transfer, case):
    with as_("sekou") as by:
        moves.accept(by=by, transfer=transfer)
    first, second = overtaking(
        ("kadiatou", lambda by: close(by=by, case=case, reason=ClosingReason.WITHDREW)),
        ("sekou", lambda by: moves.meet(by=by, transfer=transfer, **MET)),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    with as_("sekou"):
        assert not Registration.objects.exists()
    with as_("kadiatou"):
        assert (Case.objects.get().status, Transfer.objects.get().status) == ("clos", "retire")


def test_it_is_proposed_once(case):
    propose = ("kadiatou", lambda by: proposed(by, case))
    first, second = overtaking(propose, propose)
    assert (first.error, second.waited) == (None, True)
    assert "déjà proposé" in str(second.error)
