"""What help that is given adds to the work of the day: to validate, to pay, to hand over, to check."""

import datetime as dt

from django.db.models import QuerySet

from benkan.cases.models import Delivery, DeliveryCheck
from benkan.cases.permissions import CHECK, PAY, PREPARE, VALIDATE
from benkan.cases.reads.checks import paid_until, to_check, tried_after
from benkan.cases.reads.deliveries import to_hand_over, to_pay, to_validate
from benkan.cases.reads.once import once
from benkan.cases.views.delivery_shown import DeliveryShown, shown
from benkan.common import clock
from benkan.common.asking import Prepared, prepared, together
from benkan.common.permissions import Actor, may
from benkan.common.work import counted, first_of

FIRST = 5


def paying(by: Actor) -> dict | None:
    """For who validates and pays: the oldest first; None where nothing waits."""
    validate = to_validate(by) if may(by, VALIDATE) else None
    pay = to_pay(by) if may(by, PAY) else None
    if validate is None and pay is None:
        return None
    found = {
        "to_validate": validate.count() if validate is not None else 0,
        "validate": shown(validate[:FIRST]) if validate is not None else [],
        "to_pay": pay.count() if pay is not None else 0,
        "pay": shown(pay[:FIRST]) if pay is not None else [],
    }
    return found if found["to_validate"] or found["to_pay"] else None


@once
def _of_the_day(by: Actor) -> dict[Prepared, list]:
    """What is to hand over and to check, in one question; of who may."""
    today, asked = clock.today(), {}
    if may(by, PREPARE):
        asked[_to_hand_over] = _to_hand_over.of(by)
    if may(by, CHECK):
        asked[_to_check] = _to_check.of(by, paid=paid_until(today), tried=tried_after(today))
    return dict(zip(asked, together(*asked.values()), strict=True))


def handing(by: Actor) -> dict | None:
    """Paid for those whom one accompanies: to hand over this week, the receipt signed."""
    if not may(by, PREPARE):
        return None
    first, count = counted(_of_the_day(by)[_to_hand_over])
    rows = [(DeliveryShown(one), one.line.plan.case) for one in first]
    return {"rows": rows, "count": count, "awaiting": count} if rows else None


def checking(by: Actor) -> dict | None:
    """Drawn, and of which one had no hand: by number, without a word of what for."""
    if not may(by, CHECK):
        return None
    rows, count = counted(_of_the_day(by)[_to_check])
    return {"rows": rows, "count": count, "awaiting": count} if rows else None


@prepared
def _to_hand_over(by: Actor) -> QuerySet[Delivery]:
    return first_of(to_hand_over(by).select_related("line__kind"), FIRST)


@prepared
def _to_check(by: Actor, paid: dt.date, tried: dt.date) -> QuerySet[DeliveryCheck]:
    return first_of(to_check(by, paid=paid, tried=tried), FIRST)
