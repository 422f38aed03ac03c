"""The clock of transfers and of liaison requests: nothing lapses; who is late is recalled, again after as long.

Named superiors are those who hold the right to recall (`cases.overdue`), on both sides of a transfer.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from benkan.cases import notices
from benkan.cases.lifecycles.transfers import TransferStatus
from benkan.cases.models import LiaisonReceived, LiaisonRequest, Transfer
from benkan.cases.thresholds import LIAISON_ANSWER, TRANSFER_ANSWER
from benkan.common import clock
from benkan.common.permissions import Nobody
from benkan.common.thresholds import Threshold
from benkan.common.thresholds.reads import Values
from benkan.notices.writes import tell


@transaction.atomic
def recall_overdue(*, by: Nobody, values: Values) -> dict[str, int]:
    """Recall what concerns this organisation and is late; gives how many of each. Twice at one moment does nothing.

    `values` are read before: the clock has no account.
    """
    return {
        "transfers": _transfers(by, values),
        "liaisons": _received(by, values),
        "silent": _silent(by),
    }


def _due(threshold: Threshold, values: Values) -> Q:
    """Never recalled, or as long ago as an answer may take."""
    now = clock.now()
    again = now - dt.timedelta(days=values.on(threshold, clock.day_of(now)))
    return Q(escalated_at__isnull=True) | Q(escalated_at__lte=again)


def _transfers(by: Nobody, values: Values) -> int:
    now = clock.now()
    late = Q(status=TransferStatus.PROPOSED, answer_due__lte=now) | Q(status=TransferStatus.ACCEPTED, met_due__lte=now)
    sent = Transfer.objects.filter(late, _due(TRANSFER_ANSWER, values), organisation=by.organisation_id)
    found = list(sent.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    for transfer in found:
        transfer.escalated_at = now
        transfer.save(update_fields=["escalated_at"])
        tell(
            by=by, kind=notices.TRANSFER_OVERDUE, page="cases:transfer", arguments=[transfer.pk],
            organisations=[transfer.organisation_id, transfer.receiver_id], day=clock.day_of(transfer.sent_at),
        )  # fmt: skip
    return len(found)


def _received(by: Nobody, values: Values) -> int:
    now = clock.now()
    late = LiaisonReceived.objects.filter(
        _due(LIAISON_ANSWER, values), organisation=by.organisation_id, answer="", due__lte=now
    )
    found = list(late.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    for liaison in found:
        liaison.escalated_at = now
        liaison.save(update_fields=["escalated_at"])
        tell(by=by, kind=notices.LIAISON_OVERDUE, page="cases:liaison", arguments=[liaison.pk])
    return len(found)


def _silent(by: Nobody) -> int:
    """On the asker's side once, whether anybody holds the card or not: no transfer came."""
    now = clock.now()
    answered = Transfer.objects.filter(receiver=by.organisation_id, liaison__isnull=False).values("liaison")
    asked = LiaisonRequest.objects.filter(organisation=by.organisation_id, due__lte=now, escalated_at=None)
    silent = asked.exclude(card="").exclude(pk__in=answered)
    found = list(silent.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    for one in found:
        one.escalated_at = now
        one.save(update_fields=["escalated_at"])
        tell(by=by, kind=notices.LIAISON_SILENT, page="cases:transfers", day=clock.day_of(one.asked_at))
    return len(found)
