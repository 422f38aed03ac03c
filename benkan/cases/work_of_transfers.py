"""What moving adds to the work of the day: transfers to answer and to receive, people to hand on, who is late, and
second returns on which somebody must decide."""

from benkan.cases.lifecycles.transfers import UNDER_WAY, TransferStatus
from benkan.cases.permissions import KEEP, OVERDUE, RECEIVE, REFER
from benkan.cases.reads.liaisons import waiting
from benkan.cases.reads.listed import under_way
from benkan.cases.reads.second_returns import undecided
from benkan.cases.reads.transfers import overdue, received, sent, to_open
from benkan.cases.views.transfer_lists import rows_of
from benkan.common.permissions import Actor, may

FIRST = 5


def transfers(by: Actor) -> dict | None:
    """To answer, to receive, to accompany from now on; and who is at another actor's with one's own card."""
    coming = received(by).filter(status__in=list(UNDER_WAY)) if may(by, RECEIVE) else None
    met = to_open(by) if may(by, KEEP) else None
    asked = waiting(by) if may(by, REFER) else None
    found = [list(one[: FIRST + 1]) if one is not None else [] for one in (coming, met, asked)]
    if not any(found):
        return None
    waits, to_accompany, liaisons = found
    return {
        "rows": rows_of(by, waits[:FIRST], sends=False),
        "to_answer": sum(one.status == TransferStatus.PROPOSED for one in waits),
        "to_accompany": to_accompany[:FIRST],
        "liaisons": liaisons[:FIRST],
        "more": any(len(one) > FIRST for one in found),
    }


def late(by: Actor) -> dict | None:
    """For the focal point, and for who proposed: what nobody answered, or who was not received, in time."""
    if not (may(by, OVERDUE) or may(by, REFER)):
        return None
    ours = list(overdue(sent(by)).order_by("answer_due")[:FIRST])
    theirs = list(overdue(received(by)).order_by("answer_due")[:FIRST]) if may(by, OVERDUE) else []
    if not ours and not theirs:
        return None
    return {"sent": rows_of(by, ours, sends=True), "received": rows_of(by, theirs, sends=False)}


def second_returns(by: Actor) -> dict | None:
    """People whom one accompanies, or whom nobody does yet, and who came back once more."""
    if not may(by, KEEP):
        return None
    mine = under_way().filter(organisation=by.organisation_id, worker=by.account_id)
    free = under_way().filter(organisation=by.organisation_id, worker=None)
    found = list(undecided(mine | free).select_related("registration").order_by("opened_at")[: FIRST + 1])
    return {"cases": found[:FIRST], "more": len(found) > FIRST} if found else None
