"""What referrals add to the work of the day: those to answer, those that came back, those on which to call."""

from benkan.cases.models import Referral
from benkan.cases.permissions import OVERDUE, READ_VITAL, RECEIVE, REFER
from benkan.cases.reads.referrals import RETURNED, in_order, overdue, received, returned, sent
from benkan.cases.reads.vital import unread
from benkan.cases.views.referral_lists import rows_of
from benkan.common.permissions import Actor, may

FIRST = 5


def to_answer(by: Actor) -> dict | None:
    """What was sent to one's organisation and awaits its answer, urgent first."""
    if not may(by, RECEIVE):
        return None
    waiting = received(by)
    count = waiting.count()
    if not count:
        return None
    return {"count": count, "awaiting": count, "rows": rows_of(by, in_order(waiting).found[:FIRST], sends=False)}


def to_follow(by: Actor) -> dict | None:
    """For who accompanies: one's own that came back, or on which nobody answered in time."""
    if not may(by, REFER):
        return None
    around = Referral.objects.select_related("kind", "receiver", "structure", "organisation", "offer", "cercle")
    mine = around.select_related("case__registration").filter(
        case__worker=by.account_id, organisation=by.organisation_id
    )
    found = in_order(returned(mine) | overdue(mine)).found  # of statuses that do not meet
    if not found:
        return None
    back = [one for one in found if one.status in RETURNED]
    late = [one for one in found if one.status not in RETURNED]
    return {
        "back": rows_of(by, back[:FIRST], sends=True),
        "back_count": len(back),
        "late": rows_of(by, late[:FIRST], sends=True),
        "late_count": len(late),
        "awaiting": len(back) + len(late),
    }


def to_recall(by: Actor) -> dict | None:
    """For the focal point: what is late with the number to call. What awaits one's own answer stands above already."""
    if not may(by, OVERDUE):
        return None
    ours, theirs = overdue(sent(by)), overdue(received(by, "en-cours"))
    count = ours.count() + theirs.count()
    if not count:
        return None
    return {
        "count": count,
        "awaiting": count,
        "sent": rows_of(by, in_order(ours).found[:FIRST], sends=True),
        "received": rows_of(by, in_order(theirs).found[:FIRST], sends=False),
    }


def vital(by: Actor) -> dict | None:
    """For the data-protection delegate: people sent on without their consent, whose reason is to be read."""
    if not may(by, READ_VITAL):
        return None
    count = unread(by)
    return {"count": count} if count else None
