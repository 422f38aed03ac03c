"""Two people act at the same moment on one referral: one wins, the other is told, nothing is done twice."""

import pytest

from benkan.cases.models import Extract, Referral, ReferralStatusRow
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.writes import referral_moves as moves
from benkan.common.errors import Impossible
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def case(committed):
    from types import SimpleNamespace

    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    agreed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        return accompanied(by)


@pytest.fixture
def referral(case):
    with as_("kadiatou") as by:
        return sent(by, case)


def _accept(referral):
    return lambda by: moves.accept(by=by, referral=referral)


def _statuses() -> list[str]:
    with as_("kadiatou"):
        return list(ReferralStatusRow.objects.values_list("status", flat=True))


def test_accepted_and_withdrawn_at_once(referral):
    first, second = overtaking(
        ("sekou", _accept(referral)), ("kadiatou", lambda by: moves.withdraw(by=by, referral=referral))
    )
    # Withdrawing what was just accepted is a move of its own: the second sees the first's answer, and takes it back.
    assert (first.error, second.waited, second.error) == (None, True, None)
    assert _statuses() == ["envoyee", "acceptee", "retiree"]


def test_withdrawn_and_accepted_at_once_crosses_nothing(referral):
    first, second = overtaking(
        ("kadiatou", lambda by: moves.withdraw(by=by, referral=referral)), ("sekou", _accept(referral))
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "«\u00a0retirée\u00a0»" in str(second.error)
    assert _statuses() == ["envoyee", "retiree"]
    with as_("sekou"):
        assert not Extract.objects.exists()


def test_two_colleagues_accept_at_once(referral):
    first, second = overtaking(("sekou", _accept(referral)), ("seydou", _accept(referral)))
    assert (first.error, second.waited) == (None, True)
    assert "«\u00a0acceptée\u00a0»" in str(second.error)
    assert _statuses() == ["envoyee", "acceptee"]


def test_one_is_sent_once(case):
    send = ("kadiatou", lambda by: sent(by, case))
    first, second = overtaking(send, send)
    assert (first.error, second.waited) == (None, True)
    assert "déjà orientée" in str(second.error)
    with as_("kadiatou"):
        assert Referral.objects.count() == 1


def test_who_is_being_erased_is_sent_nowhere(case):
    with as_("hawa") as hawa:
        asked = people.note_request(by=hawa, kind="effacement", registration=case.registration)
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    first, second = overtaking(
        ("kadiatou", lambda by: people.erase(by=by, request=asked)), ("kadiatou", lambda by: sent(by, case))
    )
    assert (first.error, second.waited) == (None, True)
    assert "effacé" in str(second.error)
    with as_("kadiatou"):
        assert not Extract.objects.exists()


def test_accepted_while_she_is_erased_crosses_nothing(referral):
    with as_("kadiatou"):
        registration = Referral.objects.get().case.registration
    with as_("hawa") as hawa:
        asked = people.note_request(by=hawa, kind="effacement", registration=registration)
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    first, second = overtaking(
        ("kadiatou", lambda by: people.erase(by=by, request=asked)), ("sekou", _accept(referral))
    )
    assert (first.error, second.waited) == (None, True)
    assert "«\u00a0retirée\u00a0»" in str(second.error)
