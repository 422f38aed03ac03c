"""The pages of moving: what each side reads, what a list says, how many queries and octets it takes."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.audit.models import Entry
from benkan.cases.models import Transfer, TransferLink
from benkan.cases.reads.transfers import SHOWN
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.tests.referring import sent
from benkan.cases.work_of_transfers import second_returns, transfers
from benkan.cases.writes import transfer_moves as moves
from benkan.organisations.acting import acting_for

MOST = 30_000


@pytest.fixture
def case(by, cast):
    may_be_handed(cast)
    return accompanied(by, given_names="Zoumana", family_name="Keïta")


@pytest.fixture
def transfer(by, case):
    a_need(by, case, kind="soins", wish="Un dentiste")
    return proposed(by, case, restricted_too=True)


def _page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(gzip.compress(answer.content)) < MOST
    return answer.content.decode()


def test_the_receiver_reads_no_name_before_it_accepts(transfer, cast, signed_in):
    sekou = signed_in(cast.sekou)
    for address in (f"/transferts/{transfer.pk}/", "/transferts/", "/"):
        page = _page(sekou, address)
        assert transfer.number in page
        assert not any(word in page for word in ("Zoumana", "Keïta", transfer.case.registration.number, "Soins"))
    assert sekou.get(f"/transferts/{transfer.pk}/fiche/").status_code == 409


def test_it_accepts_reads_the_sheet_and_receives_her_in_its_own_file(transfer, cast, signed_in):
    sekou = signed_in(cast.sekou)
    answered = sekou.post(f"/transferts/{transfer.pk}/repondre/", {"answer": "accepter"}, follow=True)
    page = answered.content.decode()
    assert "Zoumana" in page
    assert "Besoin réservé" in page
    assert not any(word in page for word in ("Soins", "dentiste"))
    assert "Zoumana" in _page(sekou, f"/transferts/{transfer.pk}/fiche/")
    form = _page(sekou, f"/transferts/{transfer.pk}/recevoir/")
    assert 'value="Zoumana"' in form
    said = {"known": "", "met_on": "2099-01-01", "given_names": "Zoumana", "birth": "1990", "phone": ""}
    assert sekou.post(f"/transferts/{transfer.pk}/recevoir/", said).status_code == 422
    said["met_on"] = transfer.sent_at.date().isoformat()
    received = sekou.post(f"/transferts/{transfer.pk}/recevoir/", said)
    with acting_for(cast.sekou):
        own = TransferLink.objects.get().registration
    assert received.headers["Location"] == f"/dossiers/{own.pk}/"
    assert (own.given_names, own.birth_year) == ("Zoumana", 1990)
    assert "à accompagner" in _page(sekou, "/")


def test_what_is_reserved_asks_why_and_the_journal_keeps_it(transfer, cast, signed_in):
    with acting_for(cast.sekou) as sekou:
        moves.accept(by=sekou, transfer=transfer)
    client, address = signed_in(cast.sekou), f"/transferts/{transfer.pk}/reserve/"
    assert "dentiste" not in _page(client, address)
    assert "dentiste" in client.post(address, {"reason": "pour préparer son accueil"}).content.decode()
    with acting_for(cast.sekou):
        entry = Entry.objects.get(verb="cases.transfer_reserved_read")
        assert (entry.reason, entry.file_id) == ("pour préparer son accueil", None)


def test_closing_says_what_is_still_open(by, transfer, cast, signed_in):
    sent(by, transfer.case)
    page = _page(signed_in(cast.kadiatou), f"/accompagnements/{transfer.case_id}/clore/")
    assert "vers Association Benkadi" in page
    assert "Orientations en cours" in page


def test_whom_to_propose_it_to_is_found_by_the_place(case, cast, signed_in):
    client, address = signed_in(cast.kadiatou), f"/accompagnements/{case.pk}/transferer/"
    page = client.post(address, {"lieu": "ml-kayes-kayes", "chercher": "oui"}).content.decode()
    there, others = page.split("Un autre acteur", 1)
    assert "Association Benkadi" in there
    assert "Agence Djigui" in others
    assert "Maison Siguida" not in others, "nobody there answers"
    assert "Maison Siguida" not in there


def test_lists_ask_as_much_for_one_as_for_many(by, transfer, cast, signed_in):
    counts = []
    for more in (0, 4):
        for _ in range(more):
            proposed(by, accompanied(by, "lassine"))
        counts.append([_queries(signed_in(account), "/transferts/") for account in (cast.kadiatou, cast.sekou)])
        with acting_for(cast.sekou) as sekou:
            counts[-1].append(_asked(lambda: (transfers(sekou), second_returns(sekou))))
    assert counts[0] == counts[1]
    assert Transfer.objects.count() == 5


def _queries(client, address: str) -> int:
    client.get(address)
    return _asked(lambda: client.get(address))


def _asked(act) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_a_long_list_of_transfers_pages(transfer, cast, signed_in, by):
    columns = {
        one.attname: getattr(transfer, one.attname) for one in Transfer._meta.concrete_fields if one.name != "id"
    }
    copies = [Transfer(**columns | {"number": f"T-N{nth:03}", "status": "retire"}) for nth in range(SHOWN + 1)]
    with acting_for(cast.kadiatou):
        Transfer.objects.bulk_create(copies)
    client = signed_in(cast.kadiatou)
    assert "T-N" not in client.get("/transferts/").content.decode()
    first = client.get("/transferts/?etat=clos").content.decode()
    assert f"?etat=clos&amp;a={SHOWN}" in first
    then = client.get(f"/transferts/?etat=clos&a={SHOWN}").content.decode()
    shown = [one.number for one in copies if one.number in first], [one.number for one in copies if one.number in then]
    assert (len(shown[0]), len(shown[1])) == (SHOWN, 1)
    assert not set(shown[0]) & set(shown[1])
    assert "a=100" not in then
