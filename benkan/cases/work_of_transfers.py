"""What moving adds to the work of the day: transfers to answer and to receive, people to hand on, who is late, and
second returns on which somebody must decide."""

import datetime as dt

from django.db.models import QuerySet

from benkan.cases.lifecycles.transfers import UNDER_WAY, TransferStatus
from benkan.cases.models import Case, LiaisonReceived, Transfer, TransferLink
from benkan.cases.permissions import KEEP, OVERDUE, RECEIVE, REFER
from benkan.cases.reads.liaisons import waiting
from benkan.cases.reads.listed import under_way
from benkan.cases.reads.once import once
from benkan.cases.reads.second_returns import undecided
from benkan.cases.reads.transfers import overdue, received, sent, to_open
from benkan.cases.views.transfer_lists import rows_of
from benkan.common import clock
from benkan.common.asking import Prepared, prepared, together
from benkan.common.permissions import Actor, may

FIRST = 5


@once
def _of_the_day(by: Actor) -> dict[Prepared, list]:
    """All that these parts show, in one question: by read, what it gives; nothing where one may not ask."""
    moment = {"now": clock.now()}
    reads = {
        _coming: may(by, RECEIVE),
        _met: may(by, KEEP),
        _asked: may(by, REFER),
        _sent_late: may(by, OVERDUE) or may(by, REFER),
        _received_late: may(by, OVERDUE),
        _returned: may(by, KEEP),
    }
    held = [read for read, allowed in reads.items() if allowed]
    found = together(*(read.of(by, **(moment if read in (_sent_late, _received_late) else {})) for read in held))
    return dict.fromkeys(reads, ()) | dict(zip(held, found, strict=True))


def transfers(by: Actor) -> dict | None:
    """To answer, to receive, to accompany from now on; and who is at another actor's with one's own card."""
    found = [_of_the_day(by)[read] for read in (_coming, _met, _asked)]
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


@prepared
def _coming(by: Actor) -> QuerySet[Transfer]:
    return received(by).filter(status__in=list(UNDER_WAY))[: FIRST + 1]


@prepared
def _met(by: Actor) -> QuerySet[TransferLink]:
    return to_open(by)[: FIRST + 1]


@prepared
def _asked(by: Actor) -> QuerySet[LiaisonReceived]:
    return waiting(by)[: FIRST + 1]


def late(by: Actor) -> dict | None:
    """For the focal point, and for who proposed: what nobody answered, or who was not received, in time."""
    ours, theirs = (_of_the_day(by)[read] for read in (_sent_late, _received_late))
    if not ours and not theirs:
        return None
    return {"sent": rows_of(by, ours, sends=True), "received": rows_of(by, theirs, sends=False)}


@prepared
def _sent_late(by: Actor, now: dt.datetime) -> QuerySet[Transfer]:
    return overdue(sent(by), now).order_by("answer_due")[:FIRST]


@prepared
def _received_late(by: Actor, now: dt.datetime) -> QuerySet[Transfer]:
    return overdue(received(by), now).order_by("answer_due")[:FIRST]


def second_returns(by: Actor) -> dict | None:
    """People whom one accompanies, or whom nobody does yet, and who came back once more."""
    found = _of_the_day(by)[_returned]
    return {"cases": found[:FIRST], "more": len(found) > FIRST} if found else None


@prepared
def _returned(by: Actor) -> QuerySet[Case]:
    mine = under_way().filter(organisation=by.organisation_id, worker=by.account_id)
    free = under_way().filter(organisation=by.organisation_id, worker=None)
    return undecided(mine | free).select_related("registration").order_by("opened_at")[: FIRST + 1]
