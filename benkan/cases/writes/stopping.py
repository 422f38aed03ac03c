"""What is on its way is stopped with the accompaniment: closed, annulled, erased, or because she died."""

from collections.abc import Sequence

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.deliveries import ON_THE_WAY, DeliveryReason, DeliveryStatus
from benkan.cases.models import Case, Delivery, DeliveryCheck, DeliveryReceiver, DeliveryStatusRow
from benkan.cases.writes.delivery_lines import TRACK, follow_delivery, held
from benkan.cases.writes.following import hold_plans
from benkan.common.permissions import Actor
from benkan.notices.writes import tell
from benkan.people.lifecycle import Status
from benkan.people.models import Registration


@transaction.atomic
def stop_deliveries(*, by: Actor, case: Case) -> int:
    """Withdraw all that is prepared or validated and not paid; gives how many. What was paid stays.

    Asks no right of its own: called by what ends an accompaniment, death included, once that was allowed. Whoever
    should have paid a validated one is told not to.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    hold_plans([case.pk])
    waiting = Delivery.objects.filter(line__plan__case=case.pk, status__in=ON_THE_WAY).order_by("request_id", "pk")
    stopped = 0
    for found in list(waiting):
        delivery = held(found)
        if delivery.status not in ON_THE_WAY:
            continue
        validated = delivery.status == DeliveryStatus.VALIDATED
        TRACK.move(delivery, DeliveryStatus.CANCELLED, by, reason=DeliveryReason.STOPPED)
        follow_delivery(by=by, delivery=delivery, case=case)
        if validated:
            tell(by=by, kind=notices.DELIVERY_STOPPED, page="cases:delivery", arguments=[delivery.pk],
                 organisations=[delivery.payer_id])  # fmt: skip
        stopped += 1
    if stopped:
        record(verbs.DELIVERY_STOPPED, by=by, on=case, file_id=case.registration_id, count=stopped)
    return stopped


def stop_annulled(*, by: Actor, registration: Registration) -> None:
    """A file made by mistake is given nothing more (see `people.followers`)."""
    if registration.status == Status.ANNULLED:
        _stop_all(by, [registration])


def erase_deliveries(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what deliveries say in words: suppliers, references, reasons, who received in her place, what she answered
    when asked (see `people.erasers`). Amounts, days, grants and receipts' numbers stay: they are counted."""
    if not whole:
        return
    _stop_all(by, registrations)
    hers = Delivery.objects.filter(line__plan__case__registration__in=registrations)
    hers.exclude(supplier="", reference="").update(supplier="", reference="")
    DeliveryStatusRow.objects.filter(delivery__in=hers).exclude(words="").update(words="")
    DeliveryReceiver.objects.filter(delivery__in=hers).delete()
    for row in DeliveryCheck.objects.filter(delivery__in=hers).select_for_update(of=("self",)):
        row.words = ""  # an empty text is sealed as well: nothing tells it from another
        row.save(update_fields=["words"])


def _stop_all(by: Actor, registrations: Sequence[Registration]) -> None:
    for case in Case.objects.filter(registration__in=registrations).order_by("pk"):
        stop_deliveries(by=by, case=case)
