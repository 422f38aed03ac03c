"""Deliveries that the draw says to check with her: which may be, which are to be today, and when it is tried again."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from benkan.cases.delivery_thresholds import CHECK_AFTER, CHECK_AGAIN
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.deliveries import DeliveryStatus
from benkan.cases.models import Case, CheckAttempt, DeliveryCheck
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.people.lifecycle import Status


def paid_until(today: dt.date) -> dt.date:
    """The last day on which what has no receipt yet may have been paid, to be asked about today."""
    return today - _days(CHECK_AFTER, today)


def tried_after(today: dt.date) -> dt.date:
    """Who was tried after this day is left alone today."""
    return today - _days(CHECK_AGAIN, today)


def checkable(by: Actor, *, paid: dt.date | None = None) -> QuerySet[DeliveryCheck]:
    """Drawn, received or paid long enough ago, and by none of one's own hands; the oldest first.

    `paid` is `paid_until` at hand already.

    Of a person whose accompaniment is over, too, but not of one whom nobody may look for any more: erased, or dead.
    """
    limit = paid or paid_until(clock.today())
    mine = Q(delivery__prepared_by=by.account_id) | Q(delivery__validated_by=by.account_id)
    mine |= Q(delivery__paid_by=by.account_id)
    rows = DeliveryCheck.objects.filter(
        Q(delivery__received_on__isnull=False) | Q(delivery__paid_on__lte=limit),
        delivery__status=DeliveryStatus.PAID, done_at__isnull=True,
    ).exclude(mine)  # fmt: skip
    rows = rows.exclude(delivery__line__plan__case__registration__status=Status.ERASED)
    rows = rows.exclude(Exists(_died(OuterRef("delivery__line__plan__case"))))
    return rows.select_related("delivery__request__kind", "delivery__line__plan__case").order_by("drawn_at", "pk")


def to_check(by: Actor, *, paid: dt.date | None = None, tried: dt.date | None = None) -> QuerySet[DeliveryCheck]:
    """Those to ask about today: nobody tried without finding her too short a time ago."""
    recent = CheckAttempt.objects.filter(check_of=OuterRef("pk"), at__date__gt=tried or tried_after(clock.today()))
    return checkable(by, paid=paid).exclude(Exists(recent))


def again_on(attempts: Collection[dt.datetime]) -> dt.date | None:
    """From which day it may be tried again; None before the first attempt."""
    return clock.day_of(max(attempts)) + _days(CHECK_AGAIN, clock.today()) if attempts else None


def _days(threshold, today: dt.date) -> dt.timedelta:
    return dt.timedelta(days=value_of(threshold, on=today))


def _died(case) -> QuerySet:
    """Status rows that say that she died, of an accompaniment that is closed."""
    return Case.objects.filter(pk=case, status=CaseStatus.CLOSED, statuses__reason="deces")
