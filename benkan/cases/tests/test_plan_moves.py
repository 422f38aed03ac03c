"""Whatever both sides do, in whatever order: no row is lost, no money given twice, nothing asked behind a plan."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import Prefetch
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.funding import LIVING, MOVES, FundingStatus
from benkan.cases.lifecycles.plans import IN_FORCE, LINE_MOVES, PLAN_MOVES, SET_ASIDE, LineStatus, PlanStatus
from benkan.cases.models import (
    Case,
    FundingRequest,
    FundingStatusRow,
    Grant,
    Plan,
    PlanLine,
    PlanLineStatusRow,
    PlanStatusRow,
    Sitting,
)
from benkan.cases.reads.funding import sums_of, unfunded, waiting
from benkan.cases.reads.plans import living_lines, plans_of, requests_of_lines
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import adjourned, granted, let_plans_leave, rejected, retained, sat, wanted
from benkan.cases.writes import close, reopen
from benkan.cases.writes.funding import assign
from benkan.cases.writes.plan_lines import add_line, cancel_line, change_line, contest_line, rewrite_line
from benkan.cases.writes.plans import abandon_plan, begin_plan, submit_plan, take_back_plan
from benkan.cases.writes.sittings import close_sitting, decide, take_back_decision
from benkan.common.errors import Impossible
from benkan.organisations.acting import acting_for

STANDING = ((Plan, PlanStatusRow), (PlanLine, PlanLineStatusRow), (FundingRequest, FundingStatusRow))
TABLES = (Plan, PlanStatusRow, PlanLine, PlanLineStatusRow, FundingRequest, FundingStatusRow, Sitting)


def _lines(case, *statuses):
    return living_lines(case).filter(status__in=statuses).order_by("written_at", "pk")


def _step_begin(by, case):
    begin_plan(by=by, case=case, goal="vendre du mil", why="Elle déménage")


def _step_add(by, case):
    add_line(by=by, plan=_draft(case), wanted=wanted(100_000))


def _step_add_free(by, case):
    add_line(by=by, plan=_draft(case), wanted=wanted(0, "gestion"))


def _step_change(by, case):
    change_line(by=by, line=_one(_lines(case, LineStatus.PLANNED)), wanted=wanted(90_000))


def _step_drop(by, case):
    cancel_line(by=by, line=_one(living_lines(case).order_by("-written_at", "pk")))


def _step_submit(by, case):
    submit_plan(by=by, plan=_draft(case))


def _step_take_back(by, case):
    take_back_plan(by=by, plan=_one(Plan.objects.filter(case=case, status__in=IN_FORCE)))


def _step_abandon(by, case):
    abandon_plan(by=by, plan=_draft(case))


def _step_rewrite(by, case):
    rewrite_line(by=by, line=_one(_lines(case, LineStatus.REJECTED)))


def _step_contest(by, case):
    contest_line(by=by, line=_one(_lines(case, LineStatus.REJECTED)))


def _step_close(by, case):
    close(by=by, case=case, reason=ClosingReason.SETTLED)


def _step_reopen(by, case):
    reopen(by=by, case=case)


def _step_retain(by, case):
    asked = _one(waiting(by))
    decide(by=by, sitting=sat(by), decisions=[retained(asked)])


def _step_reject(by, case):
    asked = _one(waiting(by))
    decide(by=by, sitting=sat(by), decisions=[rejected(asked)])


def _step_adjourn(by, case):
    asked = _one(waiting(by))
    decide(by=by, sitting=sat(by), decisions=[adjourned(asked)])


def _step_undo(by, case):
    sitting = _one(Sitting.objects.filter(closed_at=None, decisions__isnull=False).order_by("written_at"))
    take_back_decision(by=by, sitting=sitting, request=sitting.decisions.first().request)


def _step_sign(by, case):
    for sitting in Sitting.objects.filter(closed_at=None, decisions__isnull=False).order_by("written_at").distinct():
        close_sitting(by=by, sitting=sitting, minutes="PV 1")


def _step_fund(by, case):
    assign(by=by, grant=Grant.objects.get(), requests=[_one(unfunded(by))])


def _draft(case) -> Plan:
    return plans_of(case).draft or _nothing()


def _one(rows):
    return rows.first() or _nothing()


def _nothing():
    raise Impossible("rien de tel ici")


ASKING = (
    _step_begin, _step_add, _step_add_free, _step_change, _step_drop, _step_submit, _step_take_back, _step_abandon,
    _step_rewrite, _step_contest, _step_close, _step_reopen, _step_reopen,
)  # fmt: skip
PAYING = (_step_retain, _step_reject, _step_adjourn, _step_undo, _step_sign, _step_sign, _step_fund)
STEPS = st.lists(st.sampled_from(ASKING + PAYING), min_size=6, max_size=22)


@pytest.fixture
def case(cast, signed_text):
    """Somebody whom a grant may pay two lines and a half for; each story begins from her and is undone."""
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.aminata) as aminata:
        granted(aminata, 250_000)
    with acting_for(cast.kadiatou) as kadiatou:
        return accompanied(kadiatou)


# A story that fails is read as it was found: to shorten it takes minutes.
@pytest.mark.exhaustive
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
@example(steps=[_step_reject, _step_drop, _step_undo])
def test_no_sequence_of_moves_loses_a_row_or_gives_money_twice(cast, case, steps):
    with transaction.atomic():
        with acting_for(cast.kadiatou):
            hers = Case.objects.get(pk=case.pk)  # as the database holds her, whatever the story before did
        _play(cast, hers, [_step_begin, _step_add, _step_submit, *steps])
        transaction.set_rollback(True)


def _play(cast, case, steps):
    counts = _counts(cast)
    for step in steps:
        with acting_for(cast.kadiatou if step in ASKING else cast.aminata) as by, suppress(Impossible):
            step(by, case)
        after = _counts(cast)
        assert all(after[name] >= counts[name] for name in counts), step.__name__
        counts = after
        _check(cast, case)


def _counts(cast) -> dict:
    found = {}
    for account, models in ((cast.kadiatou, TABLES[:-1]), (cast.aminata, TABLES[-1:])):
        with acting_for(account):
            found |= {model.__name__: model.objects.count() for model in models}
    return found


def _check(cast, case):
    with acting_for(cast.kadiatou):
        for model, row in STANDING:
            in_order = Prefetch("statuses", row.objects.order_by("at", "pk"))
            for thing in model.objects.prefetch_related(in_order):
                assert list(thing.statuses.all())[-1].status == thing.status
        speaks = requests_of_lines(case)
        lines = list(living_lines(case).select_related("plan"))
        asked = {speaks[line.pk].pk for line in lines if line.pk in speaks}
        for request in FundingRequest.objects.filter(status__in=LIVING):
            assert request.pk in asked, "asked behind the plan"
        for line in lines:
            own = speaks.get(line.pk)
            assert (line.status == LineStatus.FUNDED) == (own is not None and own.status == FundingStatus.FUNDED)
        for plan in Plan.objects.filter(status=PlanStatus.FUNDED):
            costed = plan.lines.filter(cost__gt=0).exclude(status=LineStatus.CANCELLED)
            assert {line.status for line in costed} == {LineStatus.FUNDED}
    with acting_for(cast.aminata):
        assert sums_of(Grant.objects.all())[0].left >= 0


def test_the_tables_of_moves_know_every_status_and_end_somewhere():
    for moves in (PLAN_MOVES, LINE_MOVES, MOVES):
        statuses = type(next(iter(moves)))
        assert set(moves) == set(statuses)
        assert any(not after for after in moves.values())
    assert all(not PLAN_MOVES[status] for status in SET_ASIDE)
