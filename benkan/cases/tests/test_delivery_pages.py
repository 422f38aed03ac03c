"""The pages of deliveries: prepared at her side, validated and paid by number, printed; a grant and the scale."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.models import Delivery, Grant
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import GRANTED, costly, funded, given, paid, prepared, validated
from benkan.cases.tests.paying import capped, let_plans_leave, wanted
from benkan.cases.writes.movements import MovementSaid, note_movement, propose_scale
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.offers.models import HelpKind
from benkan.organisations.acting import acting_for

pytestmark = pytest.mark.django_db(databases=["default", "figures"])
NAMES = ("Coulibaly", "Kadiatou Coulibaly", "Lassine")


def at(name: str, *arguments) -> str:
    return reverse(f"cases:{name}", args=arguments)


@pytest.fixture
def plan(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    return funded(cast)


@pytest.fixture
def page(signed_in):
    def read(account, name: str, *arguments, **query) -> str:
        answer = signed_in(account).get(at(name, *arguments), query)
        assert answer.status_code == 200, answer.status_code
        assert len(answer.content) < 30_000
        return answer.content.decode()

    return read


def test_from_her_page_to_the_signed_receipt(cast, plan, page, signed_in):
    kadiatou, modibo, assetou = (signed_in(one) for one in (cast.kadiatou, cast.modibo, cast.assetou))
    case = plan.case
    with acting_for(cast.kadiatou):
        line = costly(plan)
    assert "Préparer une remise" in page(cast.kadiatou, "case", case.pk)
    asking = at("prepare_delivery", case.pk, line.pk)
    assert "Il reste 450\u202f000" in kadiatou.get(asking).content.decode()
    assert kadiatou.post(asking, {"amount": "500 000", "means": "especes"}).status_code == 422
    assert kadiatou.post(asking, {"amount": "200 000"}).status_code == 422
    answer = kadiatou.post(asking, {"amount": "200 000", "means": "nature", "supplier": "Boutique du marché"})
    with acting_for(cast.kadiatou):
        delivery = Delivery.objects.get()
    assert answer["Location"] == at("delivery", delivery.pk)
    assert kadiatou.get(at("receipt", delivery.pk)).status_code == 409  # not validated yet
    home = modibo.get("/").content.decode()
    assert "1\u00a0remise attend" in home
    shown = page(cast.modibo, "delivery", delivery.pk)
    assert "Valider cette remise" in shown
    assert "Boutique du marché" in shown
    assert not any(name in shown for name in NAMES)
    modibo.post(at("validate_delivery", delivery.pk))
    assert "un autre compte la paie" in page(cast.modibo, "delivery", delivery.pk)
    assert modibo.post(at("pay_delivery", delivery.pk), {"day": clock.today(), "reference": "F 3"}).status_code == 422
    assert "à payer" in assetou.get("/").content.decode().lower()
    assert assetou.post(at("pay_delivery", delivery.pk), {"day": clock.today()}).status_code == 422
    assetou.post(at("pay_delivery", delivery.pk), {"day": clock.today(), "reference": "Facture 3"})
    assert "À remettre cette semaine" in kadiatou.get("/").content.decode()
    receipt = page(cast.kadiatou, "receipt", delivery.pk)
    assert receipt.count(delivery.number) >= 2
    assert "deux cent mille francs CFA" in receipt
    assert assetou.get(at("receipt", delivery.pk)).status_code == 404
    receive = at("receive_delivery", delivery.pk)
    said = {"day": clock.today(), "receiver": "mandataire", "mark": "signature"}
    assert kadiatou.post(receive, said).status_code == 422
    kadiatou.post(receive, said | {"name": "Sira Diallo", "why": "Elle accouche"})
    assert "Sira Diallo" in page(cast.kadiatou, "delivery", delivery.pk)
    seen = page(cast.assetou, "delivery", delivery.pk)
    assert "Une personne qu’elle a mandatée" in seen
    assert "Sira Diallo" not in seen
    assert "200\u202f000" in page(cast.kadiatou, "case", case.pk)
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.receipt_printed", file_id=case.registration_id).count() == 1


def test_restricted_help_says_its_pillar_alone(cast, signed_text, page, signed_in):
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.kadiatou) as kadiatou:
        case = accompanied(kadiatou)
        hidden = replace(wanted(60_000), restricted=True, kind=None, title="", pillar="psychosocial")
    plan = funded(cast, hidden, case=case)
    with acting_for(cast.kadiatou):
        asking = at("prepare_delivery", plan.case_id, costly(plan).pk)
    client = signed_in(cast.kadiatou)
    assert "Fournisseur" not in client.get(asking).content.decode()
    client.post(asking, {"amount": "60 000", "means": "fournisseur", "supplier": "Clinique"})
    with acting_for(cast.modibo):
        delivery = Delivery.objects.get()
        assert delivery.supplier == ""
    shown = page(cast.modibo, "delivery", delivery.pk)
    assert "Aide réservée" in shown
    paid(cast, delivery)
    assert "dormir" not in page(cast.kadiatou, "receipt", delivery.pk)
    assert "<dt>Pour</dt>" not in page(cast.kadiatou, "receipt", delivery.pk)


def test_refused_cancelled_and_corrected_with_a_reason(cast, plan, page, signed_in):
    with acting_for(cast.kadiatou) as kadiatou:
        first, second = (prepared(kadiatou, costly(plan), 100_000) for _ in range(2))
    modibo = signed_in(cast.modibo)
    assert modibo.post(at("refuse_delivery", first.pk), {}).status_code == 422
    modibo.post(at("refuse_delivery", first.pk), {"reason": "pieces", "words": "Le devis manque"})
    assert "Pièce manquante".lower() in page(cast.kadiatou, "delivery", first.pk).lower()
    signed_in(cast.kadiatou).post(at("cancel_delivery", second.pk), {"reason": "absente"})
    third = given(cast, plan, 100_000)
    assert signed_in(cast.assetou).post(at("correct_delivery", third.pk), {"reason": "double"}).status_code == 422
    modibo.post(at("correct_delivery", third.pk), {"reason": "double"})
    listed = page(cast.modibo, "deliveries", etat="arretees")
    assert all(one.number in listed for one in (first, second, third))


def test_the_list_of_who_pays_filters_and_asks_the_same_number_of_queries(cast, plan, page, signed_in):
    client = signed_in(cast.modibo)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(at("deliveries"))
        return len(asked)

    with acting_for(cast.kadiatou) as kadiatou:
        one = prepared(kadiatou, costly(plan), 10_000)
    client.get(at("deliveries"))
    before = queries()
    with acting_for(cast.kadiatou) as kadiatou:
        for _ in range(4):
            prepared(kadiatou, costly(plan), 10_000)
    assert queries() == before
    validated(cast, one)
    shown = page(cast.modibo, "deliveries")
    assert "4\u00a0remises" in shown
    assert "1\u00a0autre remise" in shown
    assert one.number in page(cast.aminata, "deliveries", etat="a_payer", subvention=str(one.grant_id))
    assert not any(name in shown for name in NAMES)


def test_the_page_of_a_grant_says_numbers_and_no_name(cast, plan, page, signed_in):
    given(cast, plan, 200_000)
    with acting_for(cast.aminata):
        grant = Grant.objects.get()
    shown = page(cast.aminata, "grant", grant.pk)
    assert "Non dépensé" in shown
    assert not any(name in shown for name in (*NAMES, plan.case.registration.number))
    assert signed_in(cast.kadiatou).get(at("grant", grant.pk)).status_code == 404


def test_movements_of_a_grant_keep_to_their_four_words(cast, plan, page, signed_in):
    with acting_for(cast.aminata):
        grant = Grant.objects.get()
    client = signed_in(cast.aminata)
    address = at("note_movement", grant.pk)
    said = {"step": "signe", "amount": "5 000 000", "day": clock.today(), "source": "Convention 12"}
    assert client.post(address, {}).status_code == 422
    assert client.post(address, said)["Location"] == at("grant", grant.pk)
    assert "Liquidé" not in client.get(address).content.decode()
    with acting_for(cast.aminata) as aminata:
        for step, amount, takes, words in (("vote", 1, False, "quatre mots"), ("signe", 6_000_000, True, "pas plus")):
            with pytest.raises(Impossible, match=words):
                note_movement(by=aminata, grant=grant, said=MovementSaid(step, amount, clock.today(), "A", takes))
        tomorrow = clock.today() + dt.timedelta(days=1)
        with pytest.raises(Impossible, match="pas encore là"):
            note_movement(by=aminata, grant=grant, said=MovementSaid("promis", 1, tomorrow, "A"))
        note_movement(by=aminata, grant=grant, said=MovementSaid("signe", 1_000_000, clock.today(), "Avenant", True))
    assert "4\u202f000\u202f000" in page(cast.aminata, "grant", grant.pk)


def test_the_common_scale_shows_what_differs(cast, page, signed_in):
    assert "Aucun acteur" in page(cast.salimata, "scale")
    with acting_for(cast.aminata) as aminata:
        capped(aminata, "equipement", 550_000)
        capped(aminata, "activite", 300_000)
    with acting_for(cast.lala) as lala:
        capped(lala, "equipement", 220_000)
    shown = page(cast.kadiatou, "scale")
    assert "fait 2,5 fois le plus bas" in shown
    assert "Centre de formation Yiriwa" in shown
    assert "N’a rien publié" in shown
    assert "Proposer" not in shown
    propose = at("propose_scale", "equipement")
    assert signed_in(cast.kadiatou).get(propose).status_code == 403
    client = signed_in(cast.salimata)
    assert client.post(propose, {"amount": "400 000"}).status_code == 422
    client.post(propose, {"amount": "400 000", "why": "Le coût d’un outillage complet"})
    with acting_for(cast.salimata) as salimata:
        propose_scale(by=salimata, kind=HelpKind.objects.get(pk="equipement"), amount=420_000, why="Revu")
        restricted = HelpKind.objects.filter(restricted=True).first()
        with pytest.raises(Impossible, match="réservée"):
            propose_scale(by=salimata, kind=restricted, amount=1, why="Revu")
    shown = page(cast.seydou, "scale")
    assert "420\u202f000" in shown
    assert "Avant" in shown


def test_closing_says_what_is_not_delivered(cast, plan, page):
    with acting_for(cast.kadiatou) as kadiatou:
        prepared(kadiatou, costly(plan), 100_000)
    shown = page(cast.kadiatou, "close", plan.case_id)
    assert "Petit commerce de céréales" in shown
    assert "1\u00a0remise pas payée" in shown


def test_once_the_line_is_given_she_is_asked_whether_the_need_is_covered(cast, signed_text, page, signed_in):
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.kadiatou) as kadiatou:
        need = a_need(kadiatou)
        line = wanted(GRANTED, need=need)
    plan = funded(cast, line, case=need.case)
    part = given(cast, plan, 100_000)
    assert "Et le besoin" not in page(cast.kadiatou, "delivery", part.pk)
    whole = given(cast, plan, GRANTED - 100_000)
    assert "Et le besoin" not in page(cast.assetou, "delivery", whole.pk)
    assert "Le besoin est couvert" in page(cast.kadiatou, "delivery", whole.pk)
    signed_in(cast.kadiatou).post(at("move_need", need.case_id, need.pk), {"to": "couvert"})
    assert "Et le besoin" not in page(cast.kadiatou, "delivery", whole.pk)
    with acting_for(cast.kadiatou):
        need.refresh_from_db()
        assert need.status == "couvert"
