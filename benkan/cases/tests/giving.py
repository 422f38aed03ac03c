"""Help given, made through the writes: the reception service prepares, two accounts of Djigui validate and pay."""

import datetime as dt

from benkan.cases.lifecycles.deliveries import DeliveryReason, PaymentMeans, Receiver
from benkan.cases.models import Case, Delivery, Grant, Plan, PlanLine
from benkan.cases.tests.paying import decided, granted, requests_of, retained, submitted, wanted
from benkan.cases.writes.deliveries import Received, note_received, prepare_delivery
from benkan.cases.writes.funding import assign
from benkan.cases.writes.paying import pay_delivery, validate_delivery
from benkan.common import clock
from benkan.organisations.acting import acting_for

GRANTED = 450_000


def funded(cast, *lines, case: Case | None = None, money: int = 5_000_000) -> Plan:
    """Kadiatou's plan, whose costly lines a grant of Djigui pays; of 450 000 F where no line is said."""
    with acting_for(cast.kadiatou) as kadiatou:
        plan = submitted(kadiatou, *(lines or (wanted(GRANTED),)), case=case)
        asked = requests_of(plan)
    with acting_for(cast.aminata) as aminata:
        decided(aminata, *(retained(one) for one in asked))
        grant = Grant.objects.first() or granted(aminata, money)
        assign(by=aminata, grant=grant, requests=asked)
    return plan


def costly(plan: Plan) -> PlanLine:
    return plan.lines.filter(cost__gt=0).order_by("written_at", "pk")[0]


def prepared(by, line: PlanLine, amount: int = GRANTED, **said) -> Delivery:
    return prepare_delivery(by=by, line=line, amount=amount, **{"means": PaymentMeans.CASH} | said)


def validated(cast, delivery: Delivery) -> Delivery:
    with acting_for(cast.modibo) as modibo:
        return validate_delivery(by=modibo, delivery=delivery)


def paid(cast, delivery: Delivery, day: dt.date | None = None) -> Delivery:
    validated(cast, delivery)
    with acting_for(cast.assetou) as assetou:
        return pay_delivery(by=assetou, delivery=delivery, day=day or clock.today(), reference="BC 12")


def given(cast, plan: Plan, amount: int = GRANTED, **said) -> Delivery:
    """Prepared, validated and paid."""
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan), amount, **said)
    return paid(cast, delivery)


def signed_for(by, delivery: Delivery, receiver=Receiver.HERSELF, **said) -> Delivery:
    return note_received(
        by=by, delivery=delivery, said=Received(day=clock.today(), receiver=receiver, mark="signature", **said)
    )


ABSENT = DeliveryReason.ABSENT
