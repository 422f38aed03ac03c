"""The clock of referrals, as plain functions: until when an answer is awaited, and what is due when none came.

An urgent or high one never lapses by itself: an urgent one is recalled again and again. An ordinary one that was
recalled in vain goes back to its sender. What went on paper to a structure never lapses: she may have been served.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from benkan.cases import thresholds as t
from benkan.cases.lifecycles.referrals import UNANSWERED, ReferralStatus, Urgency
from benkan.common.thresholds import Threshold
from benkan.common.thresholds.reads import Values

_UNITS = {"heure": "hours", "jour": "days"}
_ANSWER = {
    Urgency.URGENT: t.REFERRAL_URGENT_ANSWER,
    Urgency.HIGH: t.REFERRAL_HIGH_ANSWER,
    Urgency.ORDINARY: t.REFERRAL_ORDINARY_ANSWER,
}
_DONE = {
    Urgency.URGENT: t.REFERRAL_URGENT_DONE,
    Urgency.HIGH: t.REFERRAL_HIGH_DONE,
    Urgency.ORDINARY: t.REFERRAL_ORDINARY_DONE,
}
AWAITS_ANSWER = UNANSWERED | {ReferralStatus.TO_ASSESS}


@dataclass(frozen=True)
class Delays:
    """What the thresholds of a day allow: to answer, to say what was done, and after a recall."""

    answer: dt.timedelta
    done: dt.timedelta
    grace: dt.timedelta


def delays(urgency: Urgency, values: Values, day: dt.date) -> Delays:
    return Delays(
        answer=_lasting(_ANSWER[urgency], values, day),
        done=_lasting(_DONE[urgency], values, day),
        grace=_lasting(t.REFERRAL_GRACE, values, day),
    )


class Due(StrEnum):
    RECALL = "relancer"
    EXPIRE = "expirer"


@dataclass(frozen=True)
class Stand:
    """Where a referral stands, as far as the clock looks."""

    status: ReferralStatus
    urgency: Urgency
    answer_due: dt.datetime
    done_due: dt.datetime | None = None
    escalated_at: dt.datetime | None = None
    on_paper: bool = False


def limit_of(stand: Stand) -> dt.datetime | None:
    """Until when somebody is awaited; None where nobody is."""
    if stand.status in AWAITS_ANSWER:
        return stand.answer_due
    return stand.done_due if stand.status == ReferralStatus.ACCEPTED else None


def due(stand: Stand, now: dt.datetime, allowed: Delays) -> Due | None:
    """What is to be done at this moment; asked again at once after it was done, nothing."""
    limit = limit_of(stand)
    if limit is None or now < limit:
        return None
    if stand.escalated_at is None:
        return Due.RECALL
    if stand.status not in UNANSWERED:
        return None
    if stand.urgency == Urgency.URGENT:
        return Due.RECALL if now >= stand.escalated_at + allowed.answer else None
    lapses = stand.urgency == Urgency.ORDINARY and not stand.on_paper
    return Due.EXPIRE if lapses and now >= stand.escalated_at + allowed.grace else None


def _lasting(threshold: Threshold, values: Values, day: dt.date) -> dt.timedelta:
    return dt.timedelta(**{_UNITS[threshold.unit]: values.on(threshold, day)})
