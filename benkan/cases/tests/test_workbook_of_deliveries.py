"""Deliveries as sheets: signed for on the road, validated by one account and paid by another, never by a way round."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from benkan.audit.models import Entry
from benkan.cases.models import Delivery, DeliveryReceiver, DeliveryStatusRow
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import costly, funded, paid, prepared, validated
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.tests.sheets import Sheet, errors, outcomes
from benkan.cases.workbook import handed
from benkan.cases.workbook import paid as paying
from benkan.cases.writes import suspend
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import prepared as listed_for
from benkan.workbooks.models import Row
from benkan.workbooks.tests.working import work
from benkan.workbooks.writes.returns import apply_brought_back, bring_back

SIGNED = {"receiver": "Elle-même", "signed": "Empreinte du pouce"}


def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


@pytest.fixture
def plan(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    return funded(cast)


def three(cast, plan, amount: int = 100_000) -> list[Delivery]:
    with acting_for(cast.kadiatou) as kadiatou:
        return [prepared(kadiatou, costly(plan), amount) for _ in range(3)]


def at(sheet: Sheet, delivery: Delivery) -> int:
    return next(nth for nth, row in enumerate(sheet.rows) if str(delivery.pk) in row[0])


def written(by, sheet: Sheet) -> int:
    return apply_brought_back(by=by, source=sheet.brought(by))


def test_receipts_signed_on_the_road_are_noted_once(cast, plan):
    waits, ready, another = three(cast, plan)
    paid(cast, ready), paid(cast, another)
    with acting_for(cast.kadiatou) as kadiatou:
        sheet = Sheet(kadiatou, handed)
        assert len(sheet.rows) == 3
        for one in (waits, ready):
            sheet.fill(at(sheet, one), day=today(), **SIGNED)
        sheet.fill(at(sheet, another), day=today(), receiver="Son tuteur ou son parent", signed="Signature")
        source = sheet.brought(kadiatou)
        assert sorted(outcomes(source)) == ["CHANGED", "REFUSED", "REFUSED"]
        said = " ".join(errors(source))
        assert "n’est pas payée (préparée)" in said
        assert "son nom est scellé" in said
        assert apply_brought_back(by=kadiatou, source=source) == 1
        ready.refresh_from_db()
        assert (ready.received_on, ready.receiver, ready.mark) == (clock.today(), "elle", "empreinte")
        assert not DeliveryReceiver.objects.exists()
        again = sheet.brought(kadiatou)
        assert "SAME" in outcomes(again)
        assert apply_brought_back(by=kadiatou, source=again) == 0


def test_a_receipt_is_whole_and_not_before_the_payment(cast, plan):
    first, second, third = three(cast, plan)
    for one in (first, second, third):
        paid(cast, one)
    with acting_for(cast.kadiatou) as kadiatou:
        sheet = Sheet(kadiatou, handed)
        sheet.fill(at(sheet, first), day=today())
        sheet.fill(at(sheet, second), day=f"{clock.today() - dt.timedelta(days=1):%d/%m/%Y}", **SIGNED)
        sheet.fill(at(sheet, third), day=f"{clock.today() + dt.timedelta(days=1):%d/%m/%Y}", **SIGNED)
        source = sheet.brought(kadiatou)
        assert outcomes(source) == ["REFUSED"] * 3
        said = " ".join(errors(source))
        assert "Dites les trois" in said
        assert "a été payée le" in said
        assert "n’est pas encore là" in said


def test_one_account_validates_a_list_another_pays_it(cast, plan):
    made = three(cast, plan)
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        assert {row[10] for row in sheet.rows} == {"à valider"}
        for one in made[:2]:
            sheet.fill(at(sheet, one), decision="validée")
        sheet.fill(at(sheet, made[2]), decision="Refusée", reason="Pièce manquante")
        assert written(modibo, sheet) == 3
        assert set(outcomes(sheet.brought(modibo))) == {"SAME"}
        own = Sheet(modibo, paying)
        assert {row[10] for row in own.rows} == {"à payer par un autre"}
        for one in made[:2]:
            own.fill(at(own, one), day=today(), reference="Virement 7")
        assert set(errors(own.brought(modibo))) == {
            "Vous avez préparé ou validé cette remise\u00a0: un autre compte la paie."
        }  # and nothing is written
    with acting_for(cast.assetou) as assetou:
        sheet = Sheet(assetou, paying)
        for one in made[:2]:
            sheet.fill(at(sheet, one), day=today(), reference="Virement 7")
        assert written(assetou, sheet) == 2
        again = sheet.brought(assetou)
        assert set(outcomes(again)) == {"SAME"}
        assert apply_brought_back(by=assetou, source=again) == 0
        assert sorted(Delivery.objects.values_list("status", flat=True)) == ["payee", "payee", "refusee"]
        assert DeliveryStatusRow.objects.get(status="refusee").reason == "pieces"
        assert {one.reference for one in Delivery.objects.filter(status="payee")} == {"Virement 7"}


def test_what_one_account_validated_is_refused_and_the_others_pass(cast, plan):
    """Of a list to pay, the row that this account validated says so; what a colleague validated is paid."""
    mine, theirs, _ = three(cast, plan)
    validated(cast, theirs)
    with acting_for(cast.assetou) as assetou:
        sheet = Sheet(assetou, paying)
        sheet.fill(at(sheet, mine), decision="Validée")
        assert written(assetou, sheet) == 1
        sheet = Sheet(assetou, paying)
        for one in (mine, theirs):
            sheet.fill(at(sheet, one), day=today(), reference="BC 4")
        source = sheet.brought(assetou)
        assert sorted(outcomes(source)) == ["CHANGED", "REFUSED", "SAME"]
        assert apply_brought_back(by=assetou, source=source) == 1
        assert Delivery.objects.get(status="payee").pk == theirs.pk


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"decision": "Validée", "day": "today"}, "Qui valide ne paie pas"),
        ({"decision": "Refusée"}, "Donnez le motif du refus"),
        ({"decision": "Refusée", "reason": "La personne n’est pas venue"}, "Donnez le motif du refus"),
        ({"decision": "Refusée", "reason": "Autre motif", "reference": "BC 1"}, "Une remise refusée n’est pas payée"),
        ({"reason": "Autre motif"}, "Un motif ne se donne que pour refuser"),
        ({"day": "today", "reference": "BC 1"}, "n’est pas encore validée"),
        ({"decision": "peut-être"}, "Écrivez l’un de ces mots"),
        ({"reference": "x" * 61}, "trop long"),
    ],
    ids=lambda said: slugify(str(said))[:30],
)
def test_what_a_row_cannot_say(cast, plan, said, sentence):
    first, *_ = three(cast, plan)
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        sheet.fill(at(sheet, first), **{name: today() if text == "today" else text for name, text in said.items()})
        (told,) = errors(sheet.brought(modibo))
        assert sentence in told


def test_the_day_and_the_voucher_go_together_and_the_day_is_lived(cast, plan):
    first, second, third = three(cast, plan)
    for one in (first, second, third):
        validated(cast, one)
    with acting_for(cast.assetou) as assetou:
        sheet = Sheet(assetou, paying)
        sheet.fill(at(sheet, first), day=today())
        sheet.fill(at(sheet, second), day=f"{clock.today() + dt.timedelta(days=1):%d/%m/%Y}", reference="BC 1")
        sheet.fill(at(sheet, third), day=f"{clock.today() - dt.timedelta(days=9):%d/%m/%Y}", reference="BC 2")
        told = " ".join(errors(sheet.brought(assetou)))
    assert "Dites le jour où elle est payée, et le numéro" in told
    assert "n’est pas encore là" in told
    assert "elle se paie ce jour-là ou après" in told


def test_what_a_colleague_did_meanwhile_is_not_overwritten(cast, plan):
    first, second, _ = three(cast, plan)
    with acting_for(cast.assetou) as assetou:
        sheet = Sheet(assetou, paying)
    validated(cast, first)
    paid(cast, second)
    with acting_for(cast.assetou) as assetou:
        sheet.fill(at(sheet, first), decision="Refusée", reason="Montant faux")
        sheet.fill(at(sheet, second), decision="Refusée", reason="Montant faux")
        source = sheet.brought(assetou)
        assert "a changé ici depuis que la liste a été emportée" in " ".join(errors(source))
        assert "déjà payée" in " ".join(errors(source))
        assert apply_brought_back(by=assetou, source=source) == 0
        assert not Delivery.objects.filter(status="refusee").exists()


def test_nobody_is_paid_whose_accompaniment_is_paused_and_the_others_are(cast, plan):
    first, *_ = three(cast, plan)
    with acting_for(cast.kadiatou) as kadiatou:
        other = accompanied(kadiatou, "lassine")
    (second, *_) = three(cast, funded(cast, case=other))
    with acting_for(cast.kadiatou) as kadiatou:
        suspend(by=kadiatou, case=plan.case, reason="hospitalisation")
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        for one in (first, second):
            sheet.fill(at(sheet, one), decision="Validée")
        source = sheet.brought(modibo)
        (told,) = errors(source)
        assert "n’est pas en cours" in told
        assert "Voyez avec Service d’accueil des retours" in told
        assert apply_brought_back(by=modibo, source=source) == 1
        assert Delivery.objects.get(status="validee").pk == second.pk


def test_a_file_carries_no_name_and_no_supplier_of_what_is_restricted(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        prepared(kadiatou, costly(plan), 100_000, supplier="Quincaillerie Faso")
        assert Sheet(kadiatou, handed).rows[0][2] == plan.case.registration.given_names
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        (row,) = sheet.rows
        assert "Quincaillerie Faso" in row
        one = plan.case.registration
        assert not {one.given_names, one.family_name} & {str(cell) for cell in row}
        listed = listed_for(modibo, paying.TAKEN, {})
        assert not listed.names
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Refused):
        listed_for(kadiatou, paying.TAKEN, {})
    with acting_for(cast.modibo) as modibo, pytest.raises(Refused):
        listed_for(modibo, handed.TAKEN, {})


def test_who_accompanies_brings_no_payment_back_nor_another_organisation(cast, plan):
    first, *_ = three(cast, plan)
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        sheet.fill(at(sheet, first), decision="Validée")
        content = sheet.content
    for who in (cast.kadiatou, cast.aminata, cast.fanta):
        with acting_for(who) as other, pytest.raises(Refused):
            bring_back(by=other, returning=paying.RETURNING, name="liste.csv", content=content)
    with acting_for(cast.kadiatou) as kadiatou:
        receipts = Sheet(kadiatou, handed)
    with acting_for(cast.sekou) as sekou:
        assert set(outcomes(receipts.brought(sekou))) == {"REFUSED"}


def test_three_hundred_lines_in_one_go(cast, plan):
    first, *_ = three(cast, plan, 1_000)
    columns = {one.attname: getattr(first, one.attname) for one in Delivery._meta.concrete_fields if one.name != "id"}
    with acting_for(cast.kadiatou):
        Delivery.objects.bulk_create(Delivery(**columns | {"number": f"R-N{nth}"}) for nth in range(297))
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        for nth in range(300):
            sheet.fill(nth, decision="Refusée", reason="Noté deux fois")
        with CaptureQueriesContext(connection) as reading:
            source = sheet.brought(modibo)
        assert outcomes(source) == ["CHANGED"] * 300
        assert len(reading) < 60  # and not three hundred times as many
        for row in source.rows.all()[20:]:
            row.decision = Row.Decision.LEAVE
            row.save(update_fields=["decision"])
        assert apply_brought_back(by=modibo, source=source) == 20
        assert Entry.objects.filter(verb="workbooks.list_written", count=20).count() == 1


def test_a_row_that_the_write_itself_refuses_is_named_and_nothing_is_written(cast, plan, monkeypatch):
    """What the dry run could not know: her accompaniment is paused between its reading and the writing of the row."""
    first, second, _ = three(cast, plan)
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        for one in (first, second):
            sheet.fill(at(sheet, one), decision="Validée")
        source = sheet.brought(modibo)
    with acting_for(cast.kadiatou) as kadiatou:
        suspend(by=kadiatou, case=plan.case, reason="hospitalisation")
    monkeypatch.setattr(paying, "paused_among", lambda deliveries, by: set())
    with acting_for(cast.modibo) as modibo:
        with pytest.raises(Impossible, match=r"igne 5.*n’est pas en cours.*Rien de ce fichier n’a été écrit"):
            apply_brought_back(by=modibo, source=source)
        assert not Delivery.objects.filter(status="validee").exists()


def test_a_list_with_columns_of_ones_own_is_known_again(cast, plan):
    first, *_ = three(cast, plan)
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        sheet.fill(at(sheet, first), decision="Validée")
        sheet.headings = (*sheet.headings, *(Heading(f"À moi {nth}") for nth in range(4)))
        sheet.rows = [[*row, "vu", "12", "", "appeler"] for row in sheet.rows]
        assert sorted(outcomes(sheet.brought(modibo))) == ["CHANGED", "SAME", "SAME"]


def test_on_the_pages(cast, plan, signed_in):
    first, *_ = three(cast, plan)
    client = signed_in(cast.modibo)
    shown = client.get(reverse("cases:deliveries")).content.decode()
    assert reverse("exports:ask", args=["remises-a-payer"]) in shown
    asked = client.get(reverse("exports:ask", args=["remises-a-payer"])).content.decode()
    assert "Ce fichier contient des noms" not in asked
    assert "3 lignes" in asked.replace("\u00a0", " ")
    with acting_for(cast.modibo) as modibo:
        sheet = Sheet(modibo, paying)
        sheet.fill(at(sheet, first), decision="Validée")
    address = reverse("returns:bring", args=["remises-a-payer"])
    file = client.post(address, {"file": SimpleUploadedFile("liste.csv", sheet.content)})["Location"]
    work()
    assert "Écrire la ligne qui change" in client.get(file).content.decode()
    client.post(f"{file}ecrire/")
    work()
    with acting_for(cast.modibo):
        assert Delivery.objects.get(status="validee").pk == first.pk
    kadiatou = signed_in(cast.kadiatou)
    assert reverse("returns:bring", args=["remises"]) in kadiatou.get(reverse("cases:list")).content.decode()
    assert kadiatou.get(file).status_code == 404
    assert signed_in(cast.aminata).get(file).status_code == 403  # of the same organisation, and may not pay
    assert "Emporter" not in signed_in(cast.aminata).get(reverse("cases:deliveries")).content.decode()
