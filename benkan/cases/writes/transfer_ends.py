"""What happens to transfers that nobody decided: an accompaniment that ends, a file annulled or erased takes back those
under way, an erasure empties what was copied."""

import json
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.transfers import LABELS, MOVES, UNDER_WAY, TransferStatus
from benkan.cases.models import LiaisonRequest, Transfer, TransferExtract, TransferStatusRow
from benkan.cases.writes.emptying import empty_contact, empty_whole
from benkan.cases.writes.moving import Track
from benkan.common.permissions import Actor
from benkan.notices.writes import tell
from benkan.people.lifecycle import Status
from benkan.people.models import Registration

TRACK = Track(Transfer, TransferStatusRow, "transfer", MOVES, LABELS, "Ce transfert")


def take_back(*, by: Actor, registrations: Iterable[Registration]) -> None:
    """Those under way of these persons are withdrawn, and their receivers told."""
    hers = Transfer.objects.filter(
        case__registration__in=registrations, organisation=by.organisation_id, status__in=list(UNDER_WAY)
    )
    for transfer in hers.order_by("pk").select_for_update(of=("self",)):
        TRACK.move(transfer, TransferStatus.WITHDRAWN, by)
        record(verbs.TRANSFER_MOVED, by=by, on=transfer, fields=[TransferStatus.WITHDRAWN.value])
        tell(
            by=by, kind=notices.TRANSFER_WITHDRAWN, page="cases:transfer", arguments=[transfer.pk],
            organisations=[transfer.receiver_id],
        )  # fmt: skip


def withdraw_annulled(*, by: Actor, registration: Registration) -> None:
    """A file made by mistake is handed to nobody (see `people.followers`)."""
    if registration.status == Status.ANNULLED:
        take_back(by=by, registrations=[registration])


def erase_transfers(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what was copied of these persons, and the number of the card that they showed (see `people.erasers`).

    Of somebody who came by transfer, what her first holder copied is its own: it is hidden from here by her erasure.
    """
    copies = TransferExtract.objects.filter(
        transfer__case__registration__in=registrations, organisation=by.organisation_id
    )
    if not whole:
        empty_contact(copies)
        _forget_phones(copies)
        return
    take_back(by=by, registrations=registrations)
    empty_whole(copies)
    for copy in copies.select_for_update(of=("self",)):
        copy.answers = copy.restricted = ""
        copy.save(update_fields=["answers", "restricted"])
    # By what each side wrote: the receiver's words went with her file there, or go with this one.
    sent = TransferStatusRow.objects.filter(transfer__case__registration__in=registrations)
    sent.exclude(words="").update(words="")
    TransferStatusRow.objects.filter(transfer__link__registration__in=registrations).exclude(words="").update(words="")
    LiaisonRequest.objects.filter(registration__in=registrations).exclude(card="").update(card="")


def _forget_phones(copies: QuerySet[TransferExtract]) -> None:
    for copy in copies.select_for_update(of=("self",)):
        answers = json.loads(copy.answers or "{}")
        if answers.pop("phone", ""):
            copy.answers = json.dumps(answers, ensure_ascii=False)
            copy.save(update_fields=["answers"])
