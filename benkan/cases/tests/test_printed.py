"""Her own printed file: what each section says, who may print it, and what is never on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.models import Case
from benkan.cases.printed import handed, own, reserved
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import funded, given, signed_for
from benkan.cases.tests.living import told
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.tests.referring import sent
from benkan.cases.writes import confide, note_visit, referral_moves, transfer_moves
from benkan.cases.writes.event_family import note_birth
from benkan.cases.writes.events import note_pregnancy
from benkan.cases.writes.referrals import Destination
from benkan.common import clock
from benkan.offers.tests.factories import a_structure
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.writes import give_membership
from benkan.people import printed

# Of what is reserved: the help, her words, and the place whose name would tell.
RESERVED = ("Soins médicaux", "une plaie au pied", "CSCom de Bafoulabé", "Grossesse")


@pytest.fixture
def case(by, cast) -> Case:
    may_be_handed(cast)
    return accompanied(by)


def words(lines) -> str:
    return " | ".join(cell for line in lines for cell in line.cells).replace("\u00a0", " ").replace("\u202f", " ")


def with_reserved(by, case: Case) -> None:
    a_need(by, case, kind="soins", wish="une plaie au pied")
    sent(by, case, kind="soins", to=Destination(structure=a_structure(by)))
    note_pregnancy(by=by, registration=case.registration, told=told())


def test_her_needs_with_her_words_and_where_each_stands(by, case):
    a_need(by, case, kind="activite", wish="vendre du mil")
    with_reserved(by, case)
    said = words(own.needs(by, case.registration))
    assert "vendre du mil | Réinsertion économique | exprimé" in said
    assert "Besoin réservé" in said
    assert not any(word in said for word in RESERVED)


def test_each_step_of_her_accompaniment_and_each_visit_by_its_day(by, case):
    note_visit(by=by, case=case, mode="telephone", day=clock.today(), notes="elle a vendu sa chèvre")
    assert "Accompagnement ouvert" in words(own.accompaniments(by, case.registration))
    said = words(own.visits(by, case.registration))
    assert "faite" in said.lower()
    assert "chèvre" not in said


def test_the_lines_of_her_plan_and_what_she_received(cast, case):
    let_plans_leave(cast.fanta, cast.drissa)
    plan = funded(cast, case=case)
    delivery = given(cast, plan)
    with acting_for(cast.kadiatou) as by:
        signed_for(by, delivery)
        said = words(own.plan(by, case.registration))
        assert "Petit commerce de céréales" in said
        assert "450 000 F CFA | Agence Djigui" in said
        said = words(own.deliveries(by, case.registration))
        assert "450 000 F CFA | Espèces | Agence Djigui" in said
        assert f"{delivery.number}, payée, reçu signé" in said
        crossed = words(handed.handed(by, case.registration))
    assert "Agence Djigui | Service d’accueil des retours, chargé d’accompagnement | numéro de votre carte" in crossed


def test_what_happened_to_her_and_of_what_is_reserved_that_it_is(by, case):
    note_birth(by=by, registration=case.registration, told=told(), children=2)
    with_reserved(by, case)
    said = words(own.events(by, case.registration))
    assert "Naissance de jumeaux" in said
    assert "Événement réservé" in said
    assert not any(word in said for word in RESERVED)


def test_where_she_was_sent_and_what_was_read_there_once_it_said_yes(by, case, cast):
    referral = sent(by, case, hand_on=["identite", "contact"])
    assert "Association Benkadi | Formation qualifiante | envoyée" in words(handed.referrals(by, case.registration))
    before = words(handed.handed(by, case.registration))
    assert "sans votre nom" in before
    assert "noms, parents" not in before
    with acting_for(cast.sekou) as sekou:
        referral_moves.accept(by=sekou, referral=referral)
    with acting_for(cast.kadiatou) as kadiatou:
        after = words(handed.handed(kadiatou, case.registration))
    assert "Association Benkadi | Service d’accueil des retours, chargé d’accompagnement | identité : noms" in after


def test_to_whom_she_was_transferred_and_what_crossed(by, case, cast):
    transfer = proposed(by, case)
    assert "Association Benkadi" in words(handed.transfers(by, case.registration))
    with acting_for(cast.sekou) as sekou:
        transfer_moves.accept(by=sekou, transfer=transfer)
    with acting_for(cast.kadiatou) as kadiatou:
        crossed = words(handed.handed(kadiatou, case.registration))
    assert "Suivi : besoins, plan, aide reçue" in crossed


def test_what_is_reserved_is_printed_by_who_accompanies_her_and_by_nobody_else(by, case, cast):
    with_reserved(by, case)
    assert "confie" in printed.offered(by, case.registration)
    said = words(printed.told(by, case.registration, "confie").lines)
    assert "Soins médicaux | une plaie au pied" in said
    assert "orientation vers CSCom de Bafoulabé" in said
    (entry,) = Entry.objects.filter(verb="cases.restricted_read", file_id=case.registration_id)
    assert entry.reason == reserved.WHY

    with founding() as founder:
        give_membership(by=founder, account=cast.moussa, organisation=case.organisation, role="accompagnement")
    with acting_for(cast.moussa) as colleague:  # may read what is reserved, with a reason, and does not accompany her
        assert "confie" not in printed.offered(colleague, case.registration)
        assert printed.told(colleague, case.registration, "confie").lines == []
        for code in printed.offered(colleague, case.registration):
            said = words(printed.told(colleague, case.registration, code).lines)
            assert not any(word in said for word in RESERVED), code
        confide(by=colleague, case=case, worker=cast.moussa)
        assert "confie" in printed.offered(colleague, case.registration)
    with acting_for(cast.kadiatou) as kadiatou:
        assert "confie" not in printed.offered(kadiatou, case.registration)


def test_the_desk_prints_what_it_reads_and_no_more(by, case, cast, signed_in):
    with_reserved(by, case)
    address = reverse("people:print", args=[case.registration_id])
    awa = signed_in(cast.awa)
    page = awa.get(address).content.decode()
    assert "Vos retours" in page
    assert not any(title in page for title in ("Vos besoins", "Votre plan", "confié à part", "transmises"))
    answer = awa.post(address, {"sections": ["confie"]})
    assert answer.status_code == 422
    assert not any(word in answer.content.decode() for word in RESERVED)
    assert not Entry.objects.filter(verb="cases.restricted_read").exists()


def test_the_whole_sheet_names_no_staff_and_costs_the_same_however_much_it_says(by, case, cast, signed_in):
    client, address = signed_in(cast.kadiatou), reverse("people:print", args=[case.registration_id])
    sections = [*printed.offered(by, case.registration)]

    def sheet() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as asked:
            page = client.post(address, {"sections": sections}).content.decode()
        return page[page.index("<article") :], len(asked)

    for kind in ("activite", "soins"):
        a_need(by, case, kind=kind)
    with_reserved(by, case)
    sent(by, case)
    first, queries = sheet()
    for kind in ("gestion", "etat_civil"):
        a_need(by, case, kind=kind)
        sent(by, case, kind=kind)
        note_birth(by=by, registration=case.registration, told=told(), children=1)
    second, more = sheet()
    assert more == queries
    assert len(second) > len(first)
    for account in (cast.kadiatou, cast.sekou, cast.awa):
        assert account.name not in second
    assert "À qui vos données ont été transmises" in second


def test_another_organisation_prints_nothing_of_it(by, case, cast):
    with_reserved(by, case)
    with acting_for(cast.sekou) as sekou:
        for code in printed.offered(sekou, case.registration):
            assert printed.told(sekou, case.registration, code).lines == []
