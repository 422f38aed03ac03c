"""The pages of a plan: begun from the accompaniment, written line by line, submitted, told."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.models import FundingRequest, Need, NeedStatusRow, Plan, PlanLine
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import (
    GOAL,
    capped,
    decided,
    drafted,
    granted,
    let_plans_leave,
    rejected,
    requests_of,
    retained,
    submitted,
    the_line,
    wanted,
)
from benkan.cases.writes.funding import assign
from benkan.demo.cast import body_of
from benkan.offers.words import Dimension, Level, Pillar
from benkan.organisations.acting import acting_for

SAID = {
    "pillar": Pillar.ECONOMIC,
    "dimension": Dimension.ECONOMIC,
    "level": Level.INDIVIDUAL,
    "title": "Petit commerce de céréales",
    "responsible": "",
    "begins": "",
    "ends": "",
}


@pytest.fixture
def agreed(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.aminata) as aminata:
        capped(aminata)


@pytest.fixture
def kadiatou(signed_in, cast, agreed):
    return signed_in(cast.kadiatou)


@pytest.fixture
def case(cast, agreed):
    with acting_for(cast.kadiatou) as by:
        return accompanied(by)


def at(name: str, *arguments) -> str:
    return reverse(f"cases:{name}", args=arguments)


def page(client, name: str, *arguments, **query) -> str:
    return client.get(at(name, *arguments), query).content.decode()


def test_from_the_accompaniment_to_the_submitted_plan(kadiatou, case, cast):
    assert "Rédiger le plan" in page(kadiatou, "case", case.pk)
    kadiatou.post(at("begin_plan", case.pk), {"goal": GOAL})
    with acting_for(cast.kadiatou):
        plan = Plan.objects.get()
        djigui = str(body_of("DJIGUI").pk)
    form = page(kadiatou, "add_line", plan.pk, aide="equipement")
    assert "Agence Djigui (au plus 550\u202f000\u00a0F\u00a0CFA)" in form
    answers = SAID | {"cost": "450 000 F CFA", "payer": djigui}
    kadiatou.post(f"{at('add_line', plan.pk)}?aide=equipement", answers)
    shown = page(kadiatou, "plan", plan.pk)
    assert "450\u202f000\u00a0F\u00a0CFA à Agence Djigui" in shown
    done = kadiatou.post(at("move_plan", plan.pk, "soumettre"), follow=True).content.decode()
    assert "Le plan est soumis" in done
    assert "Petit commerce de céréales" in page(kadiatou, "case", case.pk)
    assert "plan soumis" in page(kadiatou, "case", case.pk)


def test_a_ceiling_is_said_where_the_line_is_written(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        plan, djigui = drafted(by, wanted(0, "gestion"), case=case), str(body_of("DJIGUI").pk)
    answers = SAID | {"cost": "600000", "payer": djigui}
    answer = kadiatou.post(f"{at('add_line', plan.pk)}?aide=equipement", answers)
    assert answer.status_code == 422
    assert "Décision 2026-04" in answer.content.decode()
    answer = kadiatou.post(f"{at('add_line', plan.pk)}?aide=equipement", SAID | {"cost": "cent", "payer": djigui})
    assert "Écrivez un montant en francs" in answer.content.decode()
    answer = kadiatou.post(f"{at('add_line', plan.pk)}?aide=equipement", SAID | {"cost": "5000", "payer": ""})
    assert "Dites qui paie" in answer.content.decode()


def test_a_need_becomes_a_line_in_one_gesture(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        need = Need.objects.create(
            organisation_id=by.organisation_id, case=case, restricted=True, pillar="psychosocial",
            dimension="psychosociale", written_by_id=by.account_id,
        )  # fmt: skip
        NeedStatusRow.objects.create(
            need=need, organisation_id=by.organisation_id, status=need.status, by_id=by.account_id
        )
        plan = drafted(by, wanted(0, "gestion"), case=case)
    chosen = page(kadiatou, "add_line", plan.pk)
    assert "Besoin réservé, appui psychosocial" in chosen
    kadiatou.post(f"{at('add_line', plan.pk)}?besoin={need.pk}", {"level": Level.INDIVIDUAL})
    with acting_for(cast.kadiatou):
        line = PlanLine.objects.get(need=need)
        assert (line.restricted, line.pillar, line.title) == (True, "psychosocial", "")
    assert "Aide réservée" in page(kadiatou, "plan", plan.pk)
    assert f"besoin={need.pk}" not in page(kadiatou, "add_line", plan.pk)


@pytest.mark.parametrize(
    "query", ["aide=soins", "aide=xyz", "besoin=xyz", f"besoin={'0' * 8}-0000-4000-8000-{'0' * 12}"]
)
def test_what_is_not_offered_answers_no_line(kadiatou, cast, case, query):
    with acting_for(cast.kadiatou) as by:
        plan = drafted(by, wanted(0, "gestion"), case=case)
    assert kadiatou.get(f"{at('add_line', plan.pk)}?{query}").status_code == 404


def test_a_refusal_is_said_on_the_plan_s_own_page(kadiatou, cast, case):
    kadiatou.post(at("begin_plan", case.pk), {"goal": GOAL})
    with acting_for(cast.kadiatou):
        plan = Plan.objects.get()
    answer = kadiatou.post(at("move_plan", plan.pk, "soumettre"))
    assert answer.status_code == 422
    assert "aucune ligne" in answer.content.decode()
    assert kadiatou.post(at("move_plan", plan.pk, "vendre")).status_code == 404
    assert kadiatou.get(at("begin_plan", case.pk)).status_code == 302  # the draft is taken up again


def test_a_decision_is_told_from_the_accompaniment_and_the_work_of_the_day(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        plan = submitted(by, wanted(), wanted(50_000, "activite", title="Étal"), case=case)
        first, second = requests_of(plan)
    with acting_for(cast.aminata) as by:
        decided(by, retained(first, 400_000), rejected(second, "Montrez d’abord deux devis."))
    today = kadiatou.get("/").content.decode()
    assert "1\u00a0personne à qui dire une décision" in today
    assert "Montrez d’abord" not in today
    shown = page(kadiatou, "case", case.pk)
    assert "À lui dire\u00a0: «\u00a0Montrez d’abord deux devis.\u00a0»" in shown
    assert "400\u202f000\u00a0F\u00a0CFA retenus sur 450\u202f000\u00a0F\u00a0CFA" in shown
    for request in (first, second):
        kadiatou.post(at("tell_decision", request.pk))
    assert "Dites-le à la personne" not in page(kadiatou, "case", case.pk)
    assert "1\u00a0plan a une ligne rejetée" in kadiatou.get("/").content.decode()
    kadiatou.post(at("move_line", the_line_of(cast, plan, 1), "retirer"))
    assert "plan approuvé, non financé" in page(kadiatou, "case", case.pk)
    with acting_for(cast.aminata) as by:
        assign(by=by, grant=granted(by), requests=[first])
    assert "plan financé" in page(kadiatou, "case", case.pk)


def the_line_of(cast, plan, position):
    with acting_for(cast.kadiatou):
        return the_line(plan, position).pk


def test_opening_a_plan_is_a_reading(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        plan = drafted(by, case=case)
    page(kadiatou, "plan", plan.pk)
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.plan_read", file_id=case.registration_id).count() == 1


def test_a_plan_of_any_length_asks_as_many_questions(kadiatou, cast, case, django_assert_max_num_queries):
    def lines(plan, count):
        from benkan.cases.writes.plan_lines import add_line

        with acting_for(cast.kadiatou) as by:
            for at_ in range(count):
                add_line(by=by, plan=plan, wanted=wanted(1000 + at_, "activite"))

    with acting_for(cast.kadiatou) as by:
        plan = drafted(by, case=case)
    for name, key in (("plan", plan.pk), ("case", case.pk)):
        page(kadiatou, name, key)
        with django_assert_max_num_queries(150) as few:
            page(kadiatou, name, key)
        lines(plan, 3)
        with django_assert_max_num_queries(len(few)):
            page(kadiatou, name, key)


def test_the_work_of_the_day_asks_as_many_questions(kadiatou, cast, agreed, django_assert_max_num_queries):
    def asked(trait):
        with acting_for(cast.kadiatou) as by:
            requests = requests_of(submitted(by, case=accompanied(by, trait)))
        with acting_for(cast.aminata) as by:
            decided(by, rejected(requests[0]))

    asked("lassine")
    kadiatou.get("/")
    with django_assert_max_num_queries(150) as few:
        kadiatou.get("/")
    asked("fousseyni")
    asked("kadiatou")
    with django_assert_max_num_queries(len(few)):
        kadiatou.get("/")
    with acting_for(cast.kadiatou):
        assert FundingRequest.objects.count() == 3


def test_going_on_with_nothing_chosen_says_what_to_do(kadiatou, cast, case):
    with acting_for(cast.kadiatou) as by:
        plan = drafted(by, case=case)
    page = kadiatou.get(at("add_line", plan.pk))
    assert "Choisissez l’aide, puis continuez" not in page.content.decode()
    again = kadiatou.get(at("add_line", plan.pk), {"aide": ""}).content.decode()
    assert "Choisissez l’aide, puis continuez" in again
    assert 'aria-invalid="true"' in again
