"""A day of many payments: one validates a list, another pays it from a phone, and she who hands over notes the receipts
from hers; the same file brought back by the wrong account writes nothing."""

import csv

import pytest
from playwright.sync_api import expect

from tests.journeys.people import WORKED_WITHIN

GIVEN = """
import django
django.setup()
from benkan.cases.tests.giving import costly, funded, prepared
from benkan.cases.tests.paying import let_plans_leave
from benkan.demo.cast import accounts_by_key
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
from types import SimpleNamespace
with entered(door="open"):
    cast = SimpleNamespace(**accounts_by_key())
with acting_for(cast.hawa) as by:
    sign_for_demonstration(by=by)
let_plans_leave(cast.fanta, cast.drissa)
plan = funded(cast)
with acting_for(cast.kadiatou) as by:
    for amount in (100_000, 150_000):
        prepared(by, costly(plan), amount)
"""
MARK = "Repère, à ne pas changer"


@pytest.fixture
def people(person):
    return {
        "modibo": person("modibo", accept_downloads=True).signs_in(),
        "assetou": person("assetou", phone=True, accept_downloads=True).signs_in(),
        "kadiatou": person("kadiatou", phone=True, accept_downloads=True).signs_in(),
    }


def test_a_list_validated_paid_and_signed_for(platform, people, tmp_path):
    platform.tell(GIVEN)
    modibo, assetou, kadiatou = (people[key] for key in ("modibo", "assetou", "kadiatou"))
    when_the_list_is_validated(modibo, tmp_path)
    then_who_validated_does_not_pay_it(modibo, tmp_path)
    when_another_pays_it(assetou, tmp_path)
    when_receipts_are_brought_back(kadiatou, tmp_path)


def when_the_list_is_validated(modibo, folder):
    modibo.opens("/financements/remises/").follows("emporter Remises à valider et à payer").sees(
        "2\u00a0lignes", "Ne sort jamais"
    )
    path = takes_in_csv(modibo, folder)
    fill(path, **{"Validée ou refusée": "Validée"})
    brings_back(modibo, "/financements/remises/", "Remises à valider et à payer", path)
    modibo.waits_for("Écrire les 2 lignes").sees_nothing_of("Traoré").presses("Écrire les 2 lignes qui changent")
    modibo.waits_for("2\u00a0lignes sont écrites")


def then_who_validated_does_not_pay_it(modibo, folder):
    modibo.opens("/financements/remises/").follows("emporter Remises à valider et à payer")
    path = takes_in_csv(modibo, folder, 2)
    fill(path, **{"Payée le": _today(), "Numéro de la pièce": "Virement 7"})
    brings_back(modibo, "/financements/remises/", "Remises à valider et à payer", path)
    modibo.waits_for("un autre compte la paie").sees("Rien à écrire")


def when_another_pays_it(assetou, folder):
    assetou.opens("/financements/remises/").follows("emporter Remises à valider et à payer")
    path = takes_in_csv(assetou, folder)
    fill(path, **{"Payée le": _today(), "Numéro de la pièce": "Virement 7"})
    brings_back(assetou, "/financements/remises/", "Remises à valider et à payer", path)
    assetou.waits_for("Écrire les 2 lignes").presses("Écrire les 2 lignes qui changent").waits_for(
        "2\u00a0lignes sont écrites"
    )


def when_receipts_are_brought_back(kadiatou, folder):
    kadiatou.opens("/accompagnements/").follows("emporter Remises à faire signer")
    path = takes_in_csv(kadiatou, folder)
    fill(path, **{"Reçue le": _today(), "Reçue par": "elle-même", "Le reçu porte": "empreinte du pouce"})
    brings_back(kadiatou, "/accompagnements/", "Remises à faire signer", path)
    kadiatou.waits_for("Écrire les 2 lignes").presses("Écrire les 2 lignes qui changent").waits_for(
        "2\u00a0lignes sont écrites"
    )


def takes_in_csv(somebody, folder, nth: int = 1):
    """The newest of so many that were asked for, once it is ready."""
    somebody.presses("Préparer en CSV").sees("La liste est demandée")
    ready = somebody.page.get_by_role("link", name="Télécharger")
    expect(ready).to_have_count(nth, timeout=WORKED_WITHIN * 1000)
    return somebody.takes("Télécharger", folder)


def brings_back(somebody, page, label, path):
    somebody.opens(page).follows(f"rapporter la liste remplie {label}").brings(path).presses("Lire cette liste")


def fill(path, **said):
    """The same words in each line of the list, under these titles."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    first = next(at for at, row in enumerate(rows) if row and row[0] == MARK)
    for row in rows[first + 1 :]:
        if row and row[0]:
            for title, text in said.items():
                row[rows[first].index(title)] = text
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def _today() -> str:
    from benkan.common import clock

    return f"{clock.today():%d/%m/%Y}"
