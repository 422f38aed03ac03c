"""What referrals add to the work of the day: those to answer, those that came back, those on which to call."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from benkan.cases.models import Referral
from benkan.cases.permissions import OVERDUE, READ_VITAL, RECEIVE, REFER
from benkan.cases.reads.once import once
from benkan.cases.reads.referrals import (
    PAGE,
    RETURNED,
    in_order,
    old_before,
    overdue,
    ranked,
    received,
    returned,
    sent,
)
from benkan.cases.reads.vital import unread
from benkan.cases.views.referral_lists import rows_of
from benkan.common import clock
from benkan.common.asking import Prepared, prepared, together
from benkan.common.permissions import Actor, may
from benkan.common.work import first_of

FIRST = 5


def to_answer(by: Actor) -> dict | None:
    """What was sent to one's organisation and awaits its answer, urgent first."""
    if not may(by, RECEIVE):
        return None
    waiting, _ = _of_the_day(by)
    if not waiting:
        return None
    count = waiting[0][1]
    rows = rows_of(by, _in_turn(_from_others, [pk for pk, _ in waiting]), sends=False)
    return {"count": count, "awaiting": count, "rows": rows}


def to_follow(by: Actor) -> dict | None:
    """For who accompanies: one's own that came back, or on which nobody answered in time."""
    if not may(by, REFER):
        return None
    _, found = _of_the_day(by)
    if not found:
        return None
    back = [pk for pk, status in found if status in RETURNED]
    late = [pk for pk, status in found if status not in RETURNED]
    shown = _in_turn(_to_others, [*back[:FIRST], *late[:FIRST]])
    return {
        "back": rows_of(by, [one for one in shown if one.status in RETURNED], sends=True),
        "back_count": len(back),
        "late": rows_of(by, [one for one in shown if one.status not in RETURNED], sends=True),
        "late_count": len(late),
        "awaiting": len(back) + len(late),
    }


@once
def _of_the_day(by: Actor) -> tuple[list, list]:
    """The first to answer, each with how many there are; one's own to follow, each with its status. All that is shown
    with a referral takes longer to plan than to read: it is asked of those that are shown alone."""
    asked = [_received.of(by)] if may(by, RECEIVE) else []
    if may(by, REFER):
        asked.append(_own.of(by, now=clock.now(), old=old_before()))
    found = together(*asked)
    return (found[0] if may(by, RECEIVE) else []), (found[-1] if may(by, REFER) else [])


@prepared
def _received(by: Actor) -> QuerySet[Referral]:
    return first_of(ranked(received(by)), FIRST).values_list("pk", "in_all")


@prepared
def _own(by: Actor, now: dt.datetime, old: dt.datetime) -> QuerySet[Referral]:
    mine = Referral.objects.filter(case__worker=by.account_id, organisation=by.organisation_id)
    found = ranked(returned(mine, old) | overdue(mine, now))  # of statuses that do not meet
    return found.values_list("pk", "status")[:PAGE]


@prepared
def _from_others(referrals) -> QuerySet[Referral]:
    """With what a row of the received ones shows: the accompaniment is not theirs to read."""
    return Referral.objects.filter(pk__any=referrals).select_related("kind", "organisation", "cercle")


@prepared
def _to_others(referrals) -> QuerySet[Referral]:
    """With what a row of the sent ones shows, and the number to call."""
    around = Referral.objects.select_related("kind", "receiver", "structure", "offer", "cercle", "case__registration")
    return around.filter(pk__any=referrals)


def _in_turn(read: Prepared, referrals: list[UUID]) -> list[Referral]:
    found = {one.pk: one for one in read(referrals=referrals)}
    return [found[pk] for pk in referrals]


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
