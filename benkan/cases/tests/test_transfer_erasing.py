"""She is erased, at her first holder's or where she moved: no word of that side's is left, and every counted row is."""

from types import SimpleNamespace

import pytest
from django.db import connections

from benkan.cases.lifecycles.transfers import TransferRefusal, TransferStatus
from benkan.cases.models import LiaisonRequest, Transfer, TransferExtract, TransferLink, TransferStatusRow
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.tests.test_referral_erasing import _erase
from benkan.cases.views.transfer_shown import restricted_of, sheet_of
from benkan.cases.writes import transfer_moves as moves
from benkan.cases.writes.liaison import ask_liaison
from benkan.cases.writes.transfer_ends import erase_transfers
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration
from benkan.people.writes.erasing import erase_files
from benkan.workbooks.tests.at_once import account_of, as_

WORDS = ("Zoumanata", "Sitankorodit", "Refusdit", "Souhaitdit")
CARD = "ML-26-990001-9"


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    may_be_handed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        case = accompanied(by, given_names="Zoumanata", phone="76 12 34 56")
        a_need(by, case, kind="soins", wish="Souhaitdit")
        return case


def _in_clear() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    whole = "\n".join(read)
    return [word for word in WORDS if word in whole]


def test_at_her_first_holders_what_crossed_is_emptied_on_both_sides(case):
    with as_("kadiatou") as by:
        refused = proposed(by, case, message="Sitankorodit", restricted_too=True)
    with as_("sekou") as sekou:
        moves.refuse(by=sekou, transfer=refused, reason=TransferRefusal.FULL, words="Refusdit")
    with as_("kadiatou") as by:
        accepted = proposed(by, case, message="Sitankorodit", restricted_too=True)
    with as_("sekou") as sekou:
        moves.accept(by=sekou, transfer=accepted)
        assert restricted_of(sekou, accepted)
        before = TransferStatusRow.objects.count()
    assert set(_in_clear()) == {"Zoumanata", "Refusdit"}  # the rest is sealed
    _erase(case)
    assert _in_clear() == []
    with as_("sekou") as sekou:
        stands = dict(Transfer.objects.values_list("pk", "status"))
        assert (stands[refused.pk], stands[accepted.pk]) == (TransferStatus.REFUSED, TransferStatus.WITHDRAWN)
        assert TransferStatusRow.objects.count() == before + 1
    with as_("kadiatou") as by:
        for one in Transfer.objects.all():
            assert sheet_of(by, one).sheet.emptied
            assert sheet_of(by, one).answers == {}
            assert restricted_of(by, one) == []


def test_where_she_moved_her_file_goes_and_the_sheet_is_read_there_no_more(case):
    with as_("kadiatou") as by:
        transfer = proposed(by, case)
    with as_("sekou") as sekou:
        moves.accept(by=sekou, transfer=transfer)
        link = moves.meet(by=sekou, transfer=transfer, answers={"given_names": "Zoumanata"})
        ask_liaison(by=sekou, registration=link.registration, card=CARD)
    with as_("sekou") as sekou:
        assert sheet_of(sekou, transfer) is not None
        erase_files(by=sekou, files=[link.registration_id], why="sur demande")
    with as_("sekou") as sekou:
        assert sheet_of(sekou, transfer) is None
        assert LiaisonRequest.objects.get().card == ""
        assert TransferLink.objects.get().registration_id == link.registration_id
        assert Transfer.objects.get(pk=transfer.pk).status == TransferStatus.MET
    with as_("kadiatou") as by:  # what her first holder holds stays its own
        assert sheet_of(by, transfer) is not None


def test_where_her_telephone_ends_it_ends_with_the_receiver_too(case):
    with as_("kadiatou") as by:
        transfer = proposed(by, case)
        erase_transfers(by=by, registrations=[Registration.objects.get(pk=case.registration_id)], whole=False)
        found = sheet_of(by, transfer)
        assert dict(found.sheet.groups)["Téléphone et contact sûr"] == []
        assert found.answers["given_names"] == "Zoumanata"
        assert "phone" not in found.answers
        assert TransferExtract.objects.count() == 1
