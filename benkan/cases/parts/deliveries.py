"""« Remises » on the page of an accompaniment: what may be given now, what is on its way, what she received."""

import datetime as dt

from django.utils import timezone

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.deliveries import DeliveryStatus
from benkan.cases.models import Case
from benkan.cases.page import CasePart
from benkan.cases.permissions import PREPARE
from benkan.cases.reads.deliveries import lines_to_give, of_case
from benkan.cases.views.delivery_shown import DeliveryShown, shown
from benkan.cases.views.plan_shown import LineShown
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour

_SAID = {DeliveryStatus.PAID: "Remise", DeliveryStatus.REVERSED: "Remise corrigée"}


def deliveries(by: Actor, case: Case) -> CasePart | None:
    """None before a grant pays or a service begins; a constant number of queries."""
    plan_status, lines = lines_to_give(case)
    given = of_case(case)
    prepares = may(by, PREPARE) and case.status == CaseStatus.OPEN
    waiting = [
        {
            "line": one.line,
            "words": LineShown(one.line).words,
            "sums": one.sums,
            "prepare": one.may_prepare,
            "payer": one.request.payer.name if one.request else "",
        }
        for one in lines
        if one.may_prepare or one.may_render(plan_status)
    ]
    if not given and not waiting:
        return None
    to_sign = [one for one in given if one.status == DeliveryStatus.PAID and one.received_on is None]
    context = {"waiting": waiting if prepares else [], "rows": shown(given), "to_sign": len(to_sign)}
    return CasePart("cases/parts/deliveries.html", context, thread=[_entry(one) for one in given if one.paid_on])


def _entry(delivery) -> dict:
    row = DeliveryShown(delivery)
    words = f"{_SAID.get(DeliveryStatus(delivery.status), 'Remise')}\u00a0: {row.words}"
    if not delivery.amount:
        words = (
            f"Rendu\u00a0: {row.words}"
            if delivery.status == DeliveryStatus.PAID
            else f"Noté par erreur\u00a0: {row.words}"
        )
    detail = f"{row.amount}, {delivery.payer.name}" if delivery.amount else ""
    return {
        "day": _moment(delivery), "when": jour(delivery.paid_on), "words": words, "detail": detail, "state": "done"
    }  # fmt: skip


def _moment(delivery) -> dt.datetime:
    """When it was prepared if it was paid that day, else noon of the day when it was."""
    if clock.day_of(delivery.prepared_at) == delivery.paid_on:
        return delivery.prepared_at
    return timezone.make_aware(dt.datetime.combine(delivery.paid_on, dt.time(12)))
