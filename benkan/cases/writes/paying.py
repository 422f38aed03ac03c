"""Who pays validates, refuses, pays and corrects: never the account that prepared, never the same one twice."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.delivery_thresholds import CHECK_ONE_IN
from benkan.cases.engine.draw import is_drawn
from benkan.cases.lifecycles.deliveries import REFUSING, REVERSING, DeliveryReason, DeliveryStatus
from benkan.cases.models import Case, Delivery, DeliveryCheck
from benkan.cases.permissions import PAY, PREPARE, VALIDATE
from benkan.cases.writes.delivery_lines import (
    TRACK,
    beside_her,
    check_goes_on,
    follow_delivery,
    held,
    hold_case_of,
)
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour
from benkan.notices.writes import tell


@transaction.atomic
def validate_delivery(*, by: Actor, delivery: Delivery) -> Delivery:
    """Somebody else than who prepared says that it is to be paid."""
    check(by, VALIDATE)
    case, delivery = _held_by_us(by, delivery)
    check_may_validate(by=by, delivery=delivery)
    check_goes_on(case, delivery, by=by)
    delivery.validated_by_id = by.account_id
    TRACK.move(delivery, DeliveryStatus.VALIDATED, by, also=("validated_by",))
    tell(by=by, kind=notices.DELIVERY_VALIDATED, page="cases:delivery", arguments=[delivery.pk])
    record(verbs.DELIVERY_VALIDATED, by=by, on=delivery)
    return delivery


@transaction.atomic
def refuse_delivery(*, by: Actor, delivery: Delivery, reason: DeliveryReason, words: str = "") -> Delivery:
    """Not to be paid as it was prepared: by who validates, or, once validated, by who should pay; with its reason."""
    reason = _among(REFUSING, reason)
    case, delivery = _held_by_us(by, delivery)
    check(by, PAY if delivery.status == DeliveryStatus.VALIDATED else VALIDATE)
    TRACK.move(delivery, DeliveryStatus.REFUSED, by, reason=reason, words=" ".join(words.split()))
    follow_delivery(by=by, delivery=delivery, case=case)
    _tell_who_prepared(by, delivery)
    record(verbs.DELIVERY_REFUSED, by=by, on=delivery, fields=[str(reason)])
    return delivery


@transaction.atomic
def pay_delivery(*, by: Actor, delivery: Delivery, day: dt.date, reference: str) -> Delivery:
    """It is paid, on a day, by a cheque, a transfer or an invoice whose reference is kept; by a third account.

    Her line and her plan follow, and the draw says whether it is checked with her. Raises `Impossible` where her
    accompaniment is paused or over, `Refused` to who prepared or validated.
    """
    check(by, PAY)
    case, delivery = _held_by_us(by, delivery)
    check_may_pay(by=by, delivery=delivery, day=day)
    check_goes_on(case, delivery, by=by)
    reference = " ".join(reference.split())
    if not reference:
        raise Impossible("Donnez le numéro de la pièce\u00a0: chèque, virement, facture ou bon de caisse.")
    delivery.paid_by_id, delivery.paid_on, delivery.reference = by.account_id, day, reference
    TRACK.move(delivery, DeliveryStatus.PAID, by, also=("paid_by", "paid_on", "reference"))
    follow_delivery(by=by, delivery=delivery, case=case)
    _draw(by, delivery)
    _tell_who_prepared(by, delivery)
    record(verbs.DELIVERY_PAID, by=by, on=delivery)
    return delivery


@transaction.atomic
def reverse_delivery(*, by: Actor, delivery: Delivery, reason: DeliveryReason, words: str = "") -> Delivery:
    """What was paid by mistake, or came back, counts no more: the row stays, with why. By another than who paid.

    A service noted by mistake is corrected by who accompanies.
    """
    reason = _among(REVERSING, reason)
    case = hold_case_of(delivery, by=by)
    delivery = held(delivery)
    _check_may_reverse(by, delivery)
    TRACK.move(delivery, DeliveryStatus.REVERSED, by, reason=reason, words=" ".join(words.split()))
    follow_delivery(by=by, delivery=delivery, case=case)
    if delivery.amount:
        _tell_who_prepared(by, delivery)
    record(verbs.DELIVERY_REVERSED, by=by, on=delivery, fields=[str(reason)])
    return delivery


def drawn(delivery: Delivery, one_in: int) -> bool:
    """Whether the draw falls on it: run again with the rate kept on its check and the same secret key of the platform,
    it gives the same answer."""
    return is_drawn(settings.SECRET_KEY.encode(), delivery.pk.bytes, one_in)


def check_may_validate(*, by: Actor, delivery: Delivery) -> None:
    """Raise `Refused` to who prepared it."""
    if delivery.prepared_by_id == by.account_id:
        raise Refused("Vous avez préparé cette remise\u00a0: un autre compte la valide.")


def check_may_pay(*, by: Actor, delivery: Delivery, day: dt.date) -> None:
    """Raise `Refused` to who prepared or validated it, `Impossible` for a day to come or before it was prepared."""
    if by.account_id in (delivery.prepared_by_id, delivery.validated_by_id):
        raise Refused("Vous avez préparé ou validé cette remise\u00a0: un autre compte la paie.")
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore là\u00a0: notez le paiement le jour où il est fait.")
    prepared = clock.day_of(delivery.prepared_at)
    if day < prepared:
        raise Impossible(f"Cette remise a été préparée le {jour(prepared)}\u00a0: elle se paie ce jour-là ou après.")


def _draw(by: Actor, delivery: Delivery) -> None:
    """No notice: who prepared or handed it over does not learn that it is drawn."""
    one_in = value_of(CHECK_ONE_IN, on=clock.today())
    if not drawn(delivery, one_in):
        return
    with beside_her(delivery, by=by):
        DeliveryCheck(delivery=delivery, organisation_id=delivery.organisation_id, one_in=one_in, words="").save(
            force_insert=True
        )


def _check_may_reverse(by: Actor, delivery: Delivery) -> None:
    if not delivery.amount:
        check(by, PREPARE)
        return
    check(by, PAY)
    if delivery.payer_id != by.organisation_id:
        raise Refused("C’est l’organisme qui paie qui corrige ce qu’il a payé.")
    if by.account_id == delivery.paid_by_id:
        raise Refused("Vous avez payé cette remise\u00a0: un autre compte la corrige.")


def _held_by_us(by: Actor, delivery: Delivery) -> tuple[Case, Delivery]:
    """Her accompaniment, of which the status alone is used, and the delivery as it stands now, paid by us."""
    if delivery.payer_id != by.organisation_id or not delivery.amount:
        raise Refused("C’est l’organisme qui paie qui valide, paie ou refuse une remise.")
    case = hold_case_of(delivery, by=by)
    return case, held(delivery)


def _tell_who_prepared(by: Actor, delivery: Delivery) -> None:
    tell(
        by=by, kind=notices.DELIVERY_DECIDED, page="cases:delivery", arguments=[delivery.pk],
        organisations=[delivery.organisation_id], account_id=delivery.prepared_by_id,
    )  # fmt: skip


def _among(allowed: tuple[DeliveryReason, ...], reason: DeliveryReason) -> DeliveryReason:
    reason = DeliveryReason(reason)
    if reason not in allowed:
        raise ValueError(f"not a reason here: {reason}")
    return reason
