"""Whatever both sides do, in whatever order: no row is lost, never more is given than granted, by three accounts."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benkan.cases.lifecycles.deliveries import COUNTED, MOVES, DeliveryReason, DeliveryStatus
from benkan.cases.models import Delivery, DeliveryStatusRow, FundingRequest, Plan, PlanLine
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import funded, prepared
from benkan.cases.tests.paying import let_plans_leave, wanted
from benkan.cases.writes import resume, suspend
from benkan.cases.writes.deliveries import cancel_delivery, render_service
from benkan.cases.writes.paying import pay_delivery, refuse_delivery, reverse_delivery, validate_delivery
from benkan.cases.writes.plans import begin_plan, submit_plan
from benkan.cases.writes.stopping import stop_deliveries
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for

WHO = ("kadiatou", "modibo", "assetou")
ACTS = (
    "prepare", "prepare", "last", "validate", "validate", "refuse", "pay", "pay", "cancel", "reverse", "render",
    "revise", "pause", "go_on", "stop",
)  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO)), min_size=5, max_size=10)


@pytest.fixture
def case(cast, signed_text):
    """Somebody for whom a grant pays 250 000 F, and who learns to manage; each story begins from her and is undone."""
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.kadiatou) as kadiatou:
        case, lines = accompanied(kadiatou), (wanted(250_000), wanted(0, "gestion"))
    funded(cast, *lines, case=case)
    return case


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_sequence_of_moves_gives_too_much_or_loses_a_row(cast, case, steps):
    with transaction.atomic():
        rows = 0
        for act, who in steps:
            with acting_for(getattr(cast, who)) as by, suppress(Impossible, Refused):
                _do(act, by, case)
            rows = _check(cast, rows)
        _check_sides(cast)
        transaction.set_rollback(True)


def _do(act: str, by, case) -> None:
    one = Delivery.objects.order_by("-prepared_at", "-pk").first()
    if act in ("prepare", "last"):
        line = _line(case, cost__gt=0)
        prepared(by, line, 100_000, last=act == "last")
    elif act == "render":
        render_service(by=by, line=_line(case, cost=0), day=clock.today())
    elif act == "revise":
        submit_plan(by=by, plan=begin_plan(by=by, case=case, why="Elle déménage"))
    elif act == "pause":
        suspend(by=by, case=case, reason="absence")
    elif act == "go_on":
        resume(by=by, case=case)
    elif act == "stop" and by.account_id == case.worker_id:
        stop_deliveries(by=by, case=case)
    elif one is None:
        return
    elif act == "validate":
        validate_delivery(by=by, delivery=one)
    elif act == "refuse":
        refuse_delivery(by=by, delivery=one, reason=DeliveryReason.PAPERS)
    elif act == "pay":
        pay_delivery(by=by, delivery=one, day=clock.today(), reference="BC 1")
    elif act == "cancel":
        cancel_delivery(by=by, delivery=one, reason=DeliveryReason.ABSENT)
    elif act == "reverse":
        reverse_delivery(by=by, delivery=one, reason=DeliveryReason.TWICE)


def _line(case, **which) -> PlanLine:
    found = PlanLine.objects.filter(plan__case=case, **which).order_by("-plan__version").first()
    if found is None:
        raise Impossible("who pays reads no plan")
    return found


def _check(cast, rows: int) -> int:
    with acting_for(cast.kadiatou):
        request = FundingRequest.objects.get()
        counted = Delivery.objects.filter(request=request, status__in=COUNTED).aggregate(sum=Sum("amount"))["sum"] or 0
        assert counted <= request.granted
        for one in Delivery.objects.all():
            assert one.statuses.order_by("at", "pk").last().status == one.status
            if one.amount and one.status in (DeliveryStatus.PAID, DeliveryStatus.REVERSED):
                assert len({one.prepared_by_id, one.validated_by_id, one.paid_by_id}) == 3
        for plan in Plan.objects.filter(status="acheve"):
            assert set(plan.lines.values_list("status", flat=True)) == {"rendue"}
        found = DeliveryStatusRow.objects.count()
    assert found >= rows
    return found


def _check_sides(cast) -> None:
    with acting_for(cast.sekou):
        assert not Delivery.objects.exists()
        assert not DeliveryStatusRow.objects.exists()
    with acting_for(cast.modibo):
        assert not Delivery.objects.filter(amount=0).exists()


def test_the_table_of_moves_knows_every_status_and_ends_somewhere():
    assert set(MOVES) == set(DeliveryStatus)
    assert any(not after for after in MOVES.values())
