"""Notices are told, read, and let go when their time is over."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.notices.kinds import NoticeKind
from benkan.notices.models import Digest, Notice, NoticeRead
from benkan.notices.reads import notices_of
from benkan.notices.thresholds import KEPT_DAYS


def tell(
    *,
    by: Actor,
    kind: NoticeKind,
    page: str,
    arguments: Iterable = (),
    organisations: Iterable[UUID] | None = None,
    account_id: UUID | None = None,
    place_id: UUID | None = None,
    day: dt.date | None = None,
) -> None:
    """Tell it, in the transaction of what happened: to one's own organisation unless others are said.

    A kind without a right is told to one account; `page` and `arguments` name the route where the rest is read.
    """
    if (kind.right is None) == (account_id is None):
        raise ValueError(f"{kind.code} is told to the holders of a right, or to one account")
    told = {by.organisation_id} if organisations is None else set(organisations)
    address, at = reverse(page, args=list(arguments)), clock.now()
    Notice.objects.bulk_create(
        Notice(
            organisation_id=organisation_id, told_by_id=by.organisation_id, kind=kind.code, account_id=account_id,
            place_id=place_id, day=day, address=address, at=at,
        )
        for organisation_id in sorted(told)
    )  # fmt: skip


@transaction.atomic
def mark_read(*, by: Actor, notices: Iterable[Notice]) -> None:
    """Say that these were read by who asks; again is harmless."""
    NoticeRead.objects.bulk_create(
        [NoticeRead(notice=notice, account_id=by.account_id) for notice in notices], ignore_conflicts=True
    )


def mark_all_read(*, by: Actor) -> None:
    mark_read(by=by, notices=notices_of(by, unread=True))


def want_digest(*, by: Actor, wanted: bool) -> None:
    """Ask for the letter of the day, or for none."""
    Digest.objects.update_or_create(account_id=by.account_id, defaults={"wanted": wanted})


@transaction.atomic
def take_back(*, by: Actor, addresses: Iterable[str]) -> int:
    """Remove one's organisation's notices that lead to these pages: what they told is so no more; gives how many."""
    return Notice.objects.filter(organisation=by.organisation_id, address__in=list(addresses)).delete()[0]


def let_go(*, by: Actor) -> int:
    """Remove one's organisation's notices whose time is over; gives how many."""
    limit = clock.now() - dt.timedelta(days=value_of(KEPT_DAYS, on=clock.today()))
    return Notice.objects.filter(organisation=by.organisation_id, at__lt=limit).delete()[0]
