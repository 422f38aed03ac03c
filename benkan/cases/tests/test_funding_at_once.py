"""Two people act at once on one request, or on the last money of a grant: one wins, the other is told."""

import pytest
from django.db import connections

from benkan.cases.models import FundingRequest, Grant, Plan
from benkan.cases.reads.funding import sums_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import (
    decided,
    granted,
    let_plans_leave,
    rejected,
    requests_of,
    retained,
    sat,
    submitted,
    the_line,
    wanted,
)
from benkan.cases.writes.funding import assign
from benkan.cases.writes.plan_lines import add_line, cancel_line, change_line
from benkan.cases.writes.plans import begin_plan, submit_plan, take_back_plan
from benkan.cases.writes.sittings import close_sitting, decide
from benkan.common.errors import Impossible
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def agreed(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    let_plans_leave(account_of("fanta"), account_of("drissa"))


def asked(*traits: str, cost: int = 450_000) -> tuple[Plan, FundingRequest]:
    with as_("kadiatou") as kadiatou:
        plan = submitted(kadiatou, wanted(cost), case=accompanied(kadiatou, *traits))
        return plan, requests_of(plan)[0]


def test_one_request_is_decided_once(agreed):
    _, request = asked()
    with as_("aminata") as aminata:
        one, other = sat(aminata), sat(aminata)
    first, second = overtaking(
        ("aminata", lambda by: decide(by=by, sitting=one, decisions=[retained(request)])),
        ("aminata", lambda by: decide(by=by, sitting=other, decisions=[rejected(request)])),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "déjà «\u00a0retenue" in str(second.error)
    with as_("aminata"):
        assert [row.status for row in FundingRequest.objects.get().statuses.all()] == ["deposee", "retenue"]


def test_the_last_money_of_a_grant_is_given_once(agreed):
    (_, one), (_, other) = asked(), asked("lassine")
    with as_("aminata") as aminata:
        decided(aminata, retained(one), retained(other))
        grant = granted(aminata, 800_000)
    first, second = overtaking(
        ("aminata", lambda by: assign(by=by, grant=grant, requests=[one])),
        ("aminata", lambda by: assign(by=by, grant=grant, requests=[other])),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "Il reste 350\u202f000" in str(second.error)
    with as_("aminata"):
        assert sums_of(Grant.objects.all())[0].left == 350_000


def test_a_plan_taken_back_while_it_is_decided(agreed):
    plan, request = asked()
    with as_("aminata") as aminata:
        sitting = sat(aminata)
    first, second = overtaking(
        ("kadiatou", lambda by: take_back_plan(by=by, plan=plan)),
        ("aminata", lambda by: decide(by=by, sitting=sitting, decisions=[retained(request)])),
    )
    assert (first.value.status, second.waited) == ("redige", True)
    assert "déjà «\u00a0reprise" in str(second.error)


def test_a_line_given_up_while_the_minutes_are_signed(agreed):
    plan, request = asked()
    with as_("aminata") as aminata:
        sitting = sat(aminata)
        decide(by=aminata, sitting=sitting, decisions=[retained(request)])
    with as_("kadiatou"):
        line = the_line(plan)
    first, second = overtaking(
        ("aminata", lambda by: close_sitting(by=by, sitting=sitting, minutes="PV 1")),
        ("kadiatou", lambda by: cancel_line(by=by, line=line)),
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    with as_("kadiatou"):
        assert (FundingRequest.objects.get().status, the_line(plan).status) == ("reprise", "annulee")


def test_two_drafts_are_not_begun_at_once(agreed):
    with as_("kadiatou") as kadiatou:
        case = accompanied(kadiatou)
    begin = ("kadiatou", lambda by: begin_plan(by=by, case=case, goal="vendre du mil"))
    first, second = overtaking(begin, begin)
    assert (first.error, second.waited) == (None, True)
    assert "brouillon existe déjà" in str(second.error)


def test_erasure_leaves_no_word_of_her_in_her_plans(agreed):
    """Read by the owner, whom no policy binds: neither what stands, nor what stood before a correction."""
    plan, request = asked()
    with as_("aminata") as aminata:
        decided(aminata, rejected(request))
    with as_("kadiatou") as kadiatou:
        second = begin_plan(by=kadiatou, case=plan.case, why="Kadiatou attend un enfant")
        cancel_line(by=kadiatou, line=the_line(second))
        line = add_line(by=kadiatou, plan=second, wanted=wanted(200_000, title="Étal de Kadiatou"))
        change_line(by=kadiatou, line=line, wanted=wanted(200_000, title="Étal"))
        submit_plan(by=kadiatou, plan=second)
    with as_("hawa") as hawa:
        wish = people.note_request(by=hawa, kind="effacement", registration=plan.case.registration)
        wish = people.decide_request(by=hawa, request=wish, granted=True)
    with as_("kadiatou") as kadiatou:
        people.erase(by=kadiatou, request=wish)
    columns = ("plan.goal", "plan.why", "planline.title", "planlineevent.title", "fundingrequest.title")
    with connections["owner"].cursor() as cursor:
        for table, column in (one.split(".") for one in (*columns, "fundingstatusrow.words")):
            cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE {column} <> '') FROM cases_{table}")  # noqa: S608 - our own names
            rows, left = cursor.fetchone()
            assert (rows > 0, left) == (True, 0), f"{table}.{column}"
        cursor.execute("SELECT status FROM cases_fundingrequest ORDER BY filed_at")
        assert [status for (status,) in cursor.fetchall()] == ["rejetee", "reprise"]
