"""Help that is given: three accounts, never more than was granted, and lines and plans that follow."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from benkan.cases.lifecycles.cases import ClosingReason, SuspensionReason
from benkan.cases.lifecycles.deliveries import DeliveryReason, PaymentMeans, Receiver
from benkan.cases.models import Delivery, DeliveryCheck, DeliveryReceiver, Plan, PlanLine
from benkan.cases.reads.deliveries import lines_to_give
from benkan.cases.tests.giving import costly, funded, given, paid, prepared, signed_for, validated
from benkan.cases.tests.paying import let_plans_leave, submitted, wanted
from benkan.cases.tests.test_plans import a_colleague
from benkan.cases.writes import close, suspend
from benkan.cases.writes.deliveries import cancel_delivery, prepare_delivery, render_service
from benkan.cases.writes.paying import (
    pay_delivery,
    refuse_delivery,
    reverse_delivery,
    validate_delivery,
)
from benkan.cases.writes.plans import approve_plan, begin_plan, submit_plan
from benkan.cases.writes.stopping import stop_deliveries
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for


@pytest.fixture
def plan(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    return funded(cast)


def stands(plan) -> tuple[str, set[str]]:
    """The plan, and its lines."""
    plan = Plan.objects.get(pk=plan.pk)
    return plan.status, set(plan.lines.values_list("status", flat=True))


def test_a_sum_is_paid_in_two_tranches_and_the_plan_follows(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        first = prepared(kadiatou, costly(plan), 300_000)
        assert stands(plan) == ("en_cours", {"en_cours"})
    paid(cast, first)
    with acting_for(cast.kadiatou) as kadiatou:
        assert stands(plan) == ("en_cours", {"en_cours"})
        with pytest.raises(Impossible, match="il reste 150\u202f000"):
            prepared(kadiatou, costly(plan), 150_001)
        second = prepared(kadiatou, costly(plan), 150_000)
        assert second.last
    paid(cast, second)
    with acting_for(cast.kadiatou) as kadiatou:
        assert stands(plan) == ("acheve", {"rendue"})
        assert lines_to_give(plan.case)[1][0].sums.left == 0
        told = Notice.objects.filter(kind="cases.delivery_decided", account_id=kadiatou.account_id)
        assert told.count() == 2


def test_what_is_left_of_the_last_tranche_stays_unspent(cast, plan):
    given(cast, plan, 400_000, last=True)
    with acting_for(cast.kadiatou) as kadiatou:
        assert stands(plan) == ("acheve", {"rendue"})
        with pytest.raises(Impossible, match="terminée"):
            prepared(kadiatou, costly(plan), 1)


def test_three_accounts_in_the_writes(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan))
        with pytest.raises(Refused):
            validate_delivery(by=kadiatou, delivery=delivery)
    with acting_for(cast.modibo) as modibo:
        with pytest.raises(Impossible, match="préparée"):
            pay_delivery(by=modibo, delivery=delivery, day=clock.today(), reference="BC 1")
        validate_delivery(by=modibo, delivery=delivery)
        with pytest.raises(Refused, match="un autre compte la paie"):
            pay_delivery(by=modibo, delivery=delivery, day=clock.today(), reference="BC 1")
    with acting_for(cast.aminata) as aminata, pytest.raises(Refused):
        pay_delivery(by=aminata, delivery=delivery, day=clock.today(), reference="BC 1")


@pytest.mark.parametrize(
    "said",
    [
        {"validated_by": "modibo", "paid_by": "modibo"},
        {"validated_by": "assetou"},  # in another's name
        {"status": "payee"},  # without hands
        {"supplier": "Boutique"},
        {"paid_on": dt.date(2026, 1, 1), "status": "payee"},
    ],
    ids=str,
)
def test_three_accounts_in_the_database(cast, plan, said):
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan))
    said = {name: getattr(cast, value) if name.endswith("_by") else value for name, value in said.items()}
    with acting_for(cast.modibo), pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**said)


def test_more_than_was_granted_is_refused_by_the_database_too(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan), 400_000)
        other = Delivery.objects.get(pk=delivery.pk)
        other.pk, other.number, other.amount = Delivery().pk, "R-26-999999-9", 60_000
        with pytest.raises(DatabaseError, match="more than was granted"), transaction.atomic():
            other.save(force_insert=True)
        other.amount, other.prepared_by = 10, cast.awa
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            other.save(force_insert=True)


def test_what_is_refused_or_cancelled_may_be_prepared_again(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        first = prepared(kadiatou, costly(plan))
    with acting_for(cast.modibo) as modibo:
        refuse_delivery(by=modibo, delivery=first, reason=DeliveryReason.PAPERS, words="Le devis manque")
    with acting_for(cast.kadiatou) as kadiatou:
        second = prepared(kadiatou, costly(plan))
    validated(cast, second)
    with acting_for(cast.kadiatou) as kadiatou:
        cancel_delivery(by=kadiatou, delivery=second, reason=DeliveryReason.ABSENT)
        prepared(kadiatou, costly(plan))
    with acting_for(cast.assetou) as assetou:
        with pytest.raises(Impossible, match="annulée"):
            pay_delivery(by=assetou, delivery=second, day=clock.today(), reference="BC 1")
        assert Notice.objects.filter(kind="cases.delivery_stopped").count() == 1


def test_a_payment_by_mistake_is_reversed_by_another_and_stays(cast, plan):
    delivery = given(cast, plan)
    with acting_for(cast.assetou) as assetou, pytest.raises(Refused, match="un autre compte la corrige"):
        reverse_delivery(by=assetou, delivery=delivery, reason=DeliveryReason.UNDELIVERED)
    with acting_for(cast.modibo) as modibo:
        reverse_delivery(by=modibo, delivery=delivery, reason=DeliveryReason.UNDELIVERED)
    with acting_for(cast.kadiatou) as kadiatou:
        assert stands(plan) == ("en_cours", {"en_cours"})
        prepared(kadiatou, costly(plan))
        assert [row.status for row in delivery.statuses.all()] == ["preparee", "validee", "payee", "contrepassee"]


def test_a_service_that_costs_nothing_is_rendered_in_one_step(cast, by):
    plan = submitted(by, wanted(0, "gestion"))
    line = plan.lines.get()
    with pytest.raises(Impossible, match="pas encore approuvé"):
        render_service(by=by, line=line, day=clock.today())
    with acting_for(cast.kadiatou) as kadiatou:
        Plan.objects.filter(pk=plan.pk).update(status="approuve")
        done = render_service(by=kadiatou, line=line, day=clock.today())
        assert stands(plan) == ("acheve", {"rendue"})
        with pytest.raises(Impossible, match="déjà notée rendue"):
            render_service(by=kadiatou, line=line, day=clock.today())
        reverse_delivery(by=kadiatou, delivery=done, reason=DeliveryReason.TWICE)
        assert stands(plan) == ("en_cours", {"en_cours"})
        render_service(by=kadiatou, line=line, day=clock.today())
    assert not DeliveryCheck.objects.exists()


def test_a_revision_carries_what_has_begun(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        first = prepared(kadiatou, costly(plan), 300_000)
        second = begin_plan(by=kadiatou, case=plan.case, why="Elle déménage")
        submit_plan(by=kadiatou, plan=second)
        assert stands(second) == ("en_cours", {"en_cours"})
    paid(cast, first)
    given(cast, second, 150_000)
    with acting_for(cast.kadiatou):
        assert stands(second) == ("acheve", {"rendue"})
        assert stands(plan) == ("remplace", {"en_cours"})


def test_nothing_is_paid_while_the_accompaniment_is_paused(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan), 100_000)
        suspend(by=kadiatou, case=plan.case, reason=SuspensionReason.PRISON)
        with pytest.raises(Impossible, match="suspendu"):
            prepared(kadiatou, costly(plan), 100_000)
    with acting_for(cast.modibo) as modibo, pytest.raises(Impossible, match="Voyez avec Service d’accueil"):
        validate_delivery(by=modibo, delivery=delivery)


def test_what_is_on_its_way_stops_with_the_accompaniment(cast, plan):
    with acting_for(cast.kadiatou) as kadiatou:
        first, second = (prepared(kadiatou, costly(plan), 100_000) for _ in range(2))
    validated(cast, first)
    with acting_for(cast.kadiatou) as kadiatou:
        close(by=kadiatou, case=plan.case, reason=ClosingReason.DIED)
        assert set(Delivery.objects.values_list("status", flat=True)) == {"annulee"}
        assert stop_deliveries(by=kadiatou, case=plan.case) == 0
    with acting_for(cast.assetou):
        assert Notice.objects.filter(kind="cases.delivery_stopped").count() == 1
        assert second.statuses.last().reason == "arret"


def test_a_receipt_is_signed_once_and_who_received_stays_with_her_organisation(cast, plan):
    delivery = given(cast, plan)
    with acting_for(cast.kadiatou) as kadiatou:
        with pytest.raises(Impossible, match="nom"):
            signed_for(kadiatou, delivery, Receiver.GUARDIAN)
        with pytest.raises(Impossible, match="pourquoi"):
            signed_for(kadiatou, delivery, Receiver.MANDATED, name="Sira")
        signed_for(kadiatou, delivery, Receiver.MANDATED, name="Sira Diallo", why="Elle accouche")
        with pytest.raises(Impossible, match="déjà noté"):
            signed_for(kadiatou, delivery)
        assert DeliveryReceiver.objects.get().name == "Sira Diallo"
    with acting_for(cast.assetou):
        assert Delivery.objects.get().receiver == "mandataire"
        assert not DeliveryReceiver.objects.exists()
        assert not PlanLine.objects.exists()
    with acting_for(cast.sekou):
        assert not Delivery.objects.exists()


def test_help_that_no_grant_pays_is_not_prepared(cast, by):
    plan = submitted(by, wanted(100_000, payer="SAR"))
    with pytest.raises(Impossible, match="Aucune subvention"):
        prepare_delivery(by=by, line=costly(plan), amount=1000, means=PaymentMeans.CASH)


def test_a_revision_without_cost_goes_on_where_help_has_begun(cast, by):
    plan = submitted(by, wanted(0, "gestion"), wanted(0, "gestion"))
    Plan.objects.filter(pk=plan.pk).update(status="approuve")
    render_service(by=by, line=plan.lines.first(), day=clock.today())
    assert stands(plan)[0] == "en_cours"
    second = submit_plan(by=by, plan=begin_plan(by=by, case=plan.case, why="Elle déménage"))
    assert second.status == "soumis"
    with acting_for(a_colleague(cast)) as colleague:
        assert approve_plan(by=colleague, plan=second).status == "en_cours"
