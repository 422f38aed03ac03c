"""What help that is given adds to the work of the day: to validate, to pay, to hand over, to check."""

from benkan.cases.permissions import CHECK, PAY, PREPARE, VALIDATE
from benkan.cases.reads.checks import to_check
from benkan.cases.reads.deliveries import to_hand_over, to_pay, to_validate
from benkan.cases.views.delivery_shown import DeliveryShown, shown
from benkan.common.permissions import Actor, may
from benkan.common.work import first_and_count

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


def handing(by: Actor) -> dict | None:
    """Paid for those whom one accompanies: to hand over this week, the receipt signed."""
    if not may(by, PREPARE):
        return None
    waiting = to_hand_over(by).select_related("line__kind")
    first, count = first_and_count(waiting, FIRST)
    rows = [(DeliveryShown(one), one.line.plan.case) for one in first]
    return {"rows": rows, "count": count, "awaiting": count} if rows else None


def checking(by: Actor) -> dict | None:
    """Drawn, and of which one had no hand: by number, without a word of what for."""
    if not may(by, CHECK):
        return None
    rows, count = first_and_count(to_check(by), FIRST)
    return {"rows": rows, "count": count, "awaiting": count} if rows else None
