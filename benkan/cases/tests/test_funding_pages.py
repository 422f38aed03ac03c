"""The pages of the body that pays: its queue by number, a sitting decided on one page, its grants and ceilings."""

from dataclasses import replace

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.models import Ceiling, FundingRequest, Grant, Sitting
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import (
    capped,
    decided,
    granted,
    let_plans_leave,
    rejected,
    requests_of,
    retained,
    sat,
    submitted,
    wanted,
)
from benkan.cases.writes.plan_lines import Wanted, contest_line
from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for


def at(name: str, *arguments) -> str:
    return reverse(f"cases:{name}", args=arguments)


@pytest.fixture
def agreed(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)


@pytest.fixture
def aminata(signed_in, cast, agreed):
    return signed_in(cast.aminata)


@pytest.fixture
def requests(cast, agreed) -> list[FundingRequest]:
    with acting_for(cast.kadiatou) as by:
        first = submitted(by, wanted(), wanted(100_000, "activite", title="Étal"))
        return requests_of(first) + requests_of(submitted(by, case=accompanied(by, "lassine")))


def page(client, name: str, *arguments, **query) -> str:
    return client.get(at(name, *arguments), query).content.decode()


def test_the_queue_says_numbers_and_never_a_name(aminata, requests, cast):
    shown = page(aminata, "funding")
    assert all(request.number in shown for request in requests)
    assert "Femme, adulte" in shown
    for name in ("Traoré", "Coulibaly", "Kadiatou", "Lassine"):
        assert name not in shown
    today = aminata.get("/").content.decode()
    assert "3\u00a0demandes attendent" in today
    assert "Traoré" not in today
    assert "1\u00a0autre" not in page(aminata, "funding", etat="financees")
    assert "3\u00a0autres demandes" in page(aminata, "funding", etat="financees")
    with acting_for(cast.aminata):
        assert Entry.objects.filter(verb="cases.funding_listed").count() == 3


def test_a_sitting_is_noted_decided_on_one_page_and_closed(aminata, requests, cast):
    first, second, third = requests
    said = {"held_on": clock.today().isoformat(), "members": "Directrice, Agence Djigui\nReprésentant, CNRM"}
    answer = aminata.post(at("open_sitting"), said, follow=True).content.decode()
    assert "3\u00a0demandes à décider" in answer
    with acting_for(cast.aminata):
        sitting = Sitting.objects.get()
    assert sitting.members == ["Directrice, Agence Djigui", "Représentant, CNRM"]
    answers = _decisions(
        (first, {"status": "retenue", "amount": "400 000"}),
        (second, {"status": "rejetee", "amount": "100000", "reason": "", "words": ""}),
        (third, {"amount": "450000"}),
    )
    answer = aminata.post(at("sitting", sitting.pk), answers)
    assert answer.status_code == 422
    refused = answer.content.decode()
    assert "Choisissez le motif" in refused
    assert "Rien n’a été noté" in refused
    answers |= _decisions((second, {"reason": "incomplet", "words": "Montrez d’abord deux devis."}))
    shown = aminata.post(at("sitting", sitting.pk), answers, follow=True).content.decode()
    assert "2\u00a0décisions notées" in shown
    assert "1\u00a0demande à décider" in shown
    aminata.post(at("take_back_decision", sitting.pk, second.pk))
    assert "2\u00a0demandes à décider" in page(aminata, "sitting", sitting.pk)
    closed = aminata.post(at("close_sitting", sitting.pk), {"minutes": "PV 2026-03"}, follow=True).content.decode()
    assert "La séance est close" in closed
    assert "PV 2026-03" in page(aminata, "sittings")
    assert "Retenue pour 400\u202f000\u00a0F\u00a0CFA sur 450" in page(aminata, "sitting", sitting.pk)
    assert "Noter ces décisions" not in page(aminata, "sitting", sitting.pk)


def _decisions(*answers) -> dict:
    return {f"{request.pk}-{name}": value for request, said in answers for name, value in said.items()}


def test_a_restricted_line_says_its_pillar_and_its_amount(aminata, cast, agreed):
    said = Wanted(
        pillar="psychosocial", dimension="psychosociale", level="individuel", restricted=True, cost=80_000, payer=None
    )  # fmt: skip
    with acting_for(cast.kadiatou) as by:
        submitted(by, replace(said, payer=body_of("DJIGUI")))
    shown = page(aminata, "funding")
    assert "Aide réservée, appui psychosocial" in shown
    assert "80\u202f000" in shown


def test_what_is_contested_is_said(aminata, requests, cast):
    with acting_for(cast.aminata) as by:
        decided(by, rejected(requests[0]))
    with acting_for(cast.kadiatou) as by:
        contest_line(by=by, line=requests[0].line)
    assert "contestée" in page(aminata, "funding")


def test_a_page_without_a_choice_says_so(aminata, requests, cast):
    with acting_for(cast.aminata) as by:
        sitting = sat(by)
    answer = aminata.post(at("sitting", sitting.pk), {})
    assert answer.status_code == 422
    assert "Aucune décision n’est choisie" in answer.content.decode()


def test_what_is_retained_is_paid_by_a_grant(aminata, requests, cast):
    first, _, third = requests
    with acting_for(cast.aminata) as by:
        decided(by, retained(first), retained(third))
    assert "Notez une subvention" in page(aminata, "assign")
    said = {
        "name": "Appui aux retours", "code": "AFD-12", "funder": "Bailleur inventé", "amount": "800 000",
        "begins": "2026-01-01", "ends": "2027-12-31", "source": "Convention 12",
    }  # fmt: skip
    aminata.post(at("note_grant"), said)
    with acting_for(cast.aminata):
        grant = Grant.objects.get()
    both = {"grant": grant.pk, "requests": [first.pk, third.pk]}
    answer = aminata.post(at("assign"), both)
    assert answer.status_code == 422
    assert "Il reste 800\u202f000\u00a0F\u00a0CFA" in answer.content.decode()
    done = aminata.post(at("assign"), {"grant": grant.pk, "requests": [first.pk]}, follow=True).content.decode()
    assert "1\u00a0demande financée, 450\u202f000\u00a0F\u00a0CFA en tout" in done
    shown = page(aminata, "grants")
    for figure in ("800\u202f000", "450\u202f000", "350\u202f000"):
        assert figure in shown
    assert "Appui aux retours" in page(aminata, "funding_request", first.pk)
    assert aminata.post(at("correct_grant", grant.pk), said).status_code == 422


def test_ceilings_are_dated_and_stand_beside_those_of_others(aminata, cast):
    said = {"kind": "equipement", "amount": "550 000", "begins": clock.today().isoformat(), "source": "Décision 4"}
    assert aminata.post(at("set_ceiling"), said).status_code == 302
    assert aminata.post(at("set_ceiling"), said).status_code == 422
    assert "en vigueur" in page(aminata, "ceilings")
    with acting_for(cast.aminata):
        ceiling = Ceiling.objects.get()
    aminata.post(at("remove_ceiling", ceiling.pk))
    assert "Aucun plafond encore" in page(aminata, "ceilings")


def test_the_body_that_pays_opens_no_file(aminata, requests):
    for address in ("/dossiers/", "/accompagnements/"):
        assert aminata.get(address).status_code == 403


@pytest.mark.parametrize("name", ["funding", "sittings", "assign", "grants", "ceilings", "sitting", "home"])
def test_pages_ask_as_many_questions_whatever_they_show(aminata, requests, cast, name, django_assert_max_num_queries):
    with acting_for(cast.aminata) as by:
        sitting = sat(by)
        decided(by, retained(requests[0]))
        granted(by)
        capped(by)
    address = "/" if name == "home" else at(name, sitting.pk) if name == "sitting" else at(name)
    aminata.get(address)
    with django_assert_max_num_queries(80) as few:
        aminata.get(address)
    with acting_for(cast.kadiatou) as by:
        more = [requests_of(submitted(by, case=accompanied(by, "fousseyni")))[0] for _ in range(2)]
    with acting_for(cast.aminata) as by:
        decided(by, retained(more[0]))
        granted(by, code="AFD-99")
        capped(by, "activite")
    with django_assert_max_num_queries(len(few)):
        aminata.get(address)
