"""What happens to referrals that nobody decided: the clock recalls and returns them, an annulled or an erased file
takes back those that are open, and an erasure empties what was copied."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.referrals import OPEN, ReferralStatus, Urgency
from benkan.cases.models import Extract, Referral, ReferralStatusRow, VitalReason
from benkan.cases.referral_clock import AWAITS_ANSWER, Due, Stand, delays, due
from benkan.cases.writes.emptying import empty_contact, empty_whole
from benkan.cases.writes.referrals import TRACK
from benkan.common import clock
from benkan.common.permissions import Actor, Nobody
from benkan.common.thresholds.reads import Values
from benkan.notices.writes import tell
from benkan.people.lifecycle import Status
from benkan.people.models import Registration


class TheClock(Nobody):
    """What the clock does is signed by no account, on the sender's side."""


@transaction.atomic
def look_at_overdue(*, by: TheClock, values: Values) -> dict[Due, int]:
    """Recall or return what this organisation sent and nobody answered in time; gives how many of each.

    Twice at the same moment does nothing the second time. `values` are read before: the clock has no account.
    """
    now, done = clock.now(), dict.fromkeys(Due, 0)
    for referral in _awaited(by, now):
        allowed = delays(Urgency(referral.urgency), values, clock.day_of(now))
        what = due(stand_of(referral), now, allowed)
        if what is Due.RECALL:
            _recall(by, referral, now)
        elif what is Due.EXPIRE:
            _expire(by, referral)
        if what is not None:
            done[what] += 1
    return done


def stand_of(referral: Referral) -> Stand:
    return Stand(
        ReferralStatus(referral.status),
        Urgency(referral.urgency),
        answer_due=referral.answer_due,
        done_due=referral.done_due,
        escalated_at=referral.escalated_at,
        on_paper=referral.structure_id is not None,
    )


def _awaited(by: Actor, now: dt.datetime) -> list[Referral]:
    """Held until the transaction ends; one that somebody is answering at this moment is looked at next time."""
    unanswered = Q(status__in=list(AWAITS_ANSWER), answer_due__lte=now)
    unclosed = Q(status=ReferralStatus.ACCEPTED, done_due__lte=now)
    late = Referral.objects.filter(unanswered | unclosed, organisation=by.organisation_id)
    return list(late.order_by("pk").select_for_update(of=("self",), skip_locked=True))


def _recall(by: Actor, referral: Referral, now: dt.datetime) -> None:
    """Tell the focal points of both sides; the page shows the number to call."""
    referral.escalated_at = now
    referral.save(update_fields=["escalated_at"])
    sides = [side for side in (referral.organisation_id, referral.receiver_id) if side]
    tell(
        by=by, kind=notices.REFERRAL_OVERDUE, page="cases:referral", arguments=[referral.pk], organisations=sides,
        day=clock.day_of(referral.sent_at),
    )  # fmt: skip


def _expire(by: Actor, referral: Referral) -> None:
    TRACK.move(referral, ReferralStatus.EXPIRED, by)
    record(verbs.REFERRAL_MOVED, by=by, on=referral, fields=[ReferralStatus.EXPIRED.value])
    page = {"page": "cases:referral", "arguments": [referral.pk]}
    tell(by=by, kind=notices.REFERRAL_RETURNED, account_id=referral.sent_by_id, **page)
    if referral.receiver_id:
        tell(by=by, kind=notices.REFERRAL_WITHDRAWN, organisations=[referral.receiver_id], **page)


def withdraw_annulled(*, by: Actor, registration: Registration) -> None:
    """A file made by mistake sends nobody anywhere (see `people.followers`)."""
    if registration.status == Status.ANNULLED:
        take_back_open(by=by, registrations=[registration])


def erase_referrals(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what was copied of these persons (see `people.erasers`): the receiver's copy is this very row.

    Where only her telephone or her papers end, those groups go, and the rest stays.
    """
    hers = Referral.objects.filter(case__registration__in=registrations, organisation=by.organisation_id)
    if not whole:
        empty_contact(Extract.objects.filter(referral__in=hers))
        return
    take_back_open(by=by, registrations=registrations)
    empty_whole(Extract.objects.filter(referral__in=hers))
    VitalReason.objects.filter(referral__in=hers).delete()
    ReferralStatusRow.objects.filter(referral__in=hers).exclude(words="").update(words="")


def take_back_open(*, by: Actor, registrations: Sequence[Registration]) -> list[Referral]:
    """Withdraw the open ones of these persons, without a word of why, and tell their receivers; gives them."""
    taken = []
    hers = Referral.objects.filter(case__registration__in=registrations, status__in=list(OPEN))
    for referral in hers.order_by("pk").select_for_update(of=("self",)):
        TRACK.move(referral, ReferralStatus.WITHDRAWN, by, on_paper=referral.structure_id is not None)
        record(verbs.REFERRAL_MOVED, by=by, on=referral, fields=[ReferralStatus.WITHDRAWN.value])
        if referral.receiver_id:
            tell(
                by=by, kind=notices.REFERRAL_WITHDRAWN, page="cases:referral", arguments=[referral.pk],
                organisations=[referral.receiver_id],
            )  # fmt: skip
        taken.append(referral)
    return taken
