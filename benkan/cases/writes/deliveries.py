"""Help is prepared with her by who accompanies: a tranche of what was granted, or a service rendered in one step.

It may be taken back until it is paid; what she received is noted."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.deliveries import (
    CANCELLING,
    DeliveryReason,
    DeliveryStatus,
    Mark,
    PaymentMeans,
    Receiver,
)
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import LineStatus
from benkan.cases.models import Case, Delivery, DeliveryReceiver, FundingRequest, PlanLine
from benkan.cases.numbers import RECEIPT, new_number
from benkan.cases.permissions import PREPARE
from benkan.cases.reads.deliveries import begins, sums_of
from benkan.cases.reads.plans import requests_of_lines
from benkan.cases.shared_fields import PLAN as PLAN_FIELDS
from benkan.cases.writes.delivery_lines import TRACK, follow_delivery, held, hold_case_of
from benkan.cases.writes.following import hold_plans
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour, montant
from benkan.notices.writes import tell
from benkan.organisations.purposes import Purpose
from benkan.people.sharing import check_may_leave


@dataclass(frozen=True)
class Received:
    """What a receipt says: the day, whose hands it came into, what it carries; of another than she, who and why."""

    day: dt.date
    receiver: Receiver
    mark: Mark | str = ""
    name: str = ""
    why: str = ""


@transaction.atomic
def prepare_delivery(
    *, by: Actor, line: PlanLine, amount: int, means: PaymentMeans, supplier: str = "", last: bool = False
) -> Delivery:
    """Prepare one tranche of what was granted for a line; `last`: what then remains of it stays unspent.

    Raises `Impossible` with what is left where it asks more, or where she is not accompanied now; `Refused` where she
    agrees no more that it leaves the organisation.
    """
    check(by, PREPARE)
    case, line = _held_line(line)
    request = requests_of_lines(case.pk).get(line.pk)
    if request is None or request.status != FundingStatus.FUNDED:
        raise Impossible("Aucune subvention ne paie encore cette ligne\u00a0: rien n’est à remettre.")
    request = FundingRequest.objects.select_for_update(of=("self",)).select_related("payer").get(pk=request.pk)
    if line.status not in (LineStatus.FUNDED, LineStatus.IN_PROGRESS):
        raise Impossible("Cette ligne est terminée ou retirée\u00a0: rouvrez la page pour voir où elle en est.")
    _check_amount(request, amount)
    if request.payer_id != by.organisation_id:
        check_may_leave(case.registration, request.payer, Purpose.REFERRAL, [PLAN_FIELDS])
    delivery = Delivery(
        organisation_id=by.organisation_id,
        payer_id=request.payer_id,
        line=line,
        request=request,
        grant_id=request.grant_id,
        number=new_number(RECEIPT),
        amount=amount,
        means=PaymentMeans(means),
        supplier="" if line.restricted else " ".join(supplier.split()),  # its name would tell of what for
        last=last or amount == sums_of([request])[request.pk].left,
        prepared_by_id=by.account_id,
    )
    delivery.save(force_insert=True)
    TRACK.begin(delivery, by)
    follow_delivery(by=by, delivery=delivery, case=case)
    tell(by=by, kind=notices.DELIVERY_PREPARED, page="cases:delivery", arguments=[delivery.pk],
         organisations=[delivery.payer_id])  # fmt: skip
    record(verbs.DELIVERY_PREPARED, by=by, on=delivery, file_id=case.registration_id)
    return delivery


@transaction.atomic
def render_service(*, by: Actor, line: PlanLine, day: dt.date) -> Delivery:
    """A line that costs nothing was done, on a day: one step, by who accompanies."""
    check(by, PREPARE)
    case, line = _held_line(line)
    if line.cost:
        raise Impossible("Cette ligne a un coût\u00a0: préparez ce qui lui est remis, l’organisme qui paie le valide.")
    if line.status not in (LineStatus.PLANNED, LineStatus.IN_PROGRESS):
        raise Impossible("Cette ligne est déjà notée rendue, ou retirée. Rouvrez la page.")
    if not begins(line.plan.status):
        raise Impossible("Ce plan n’est pas encore approuvé\u00a0: ce qu’il prévoit ne se note pas encore.")
    _check_day(case, day)
    delivery = Delivery(
        organisation_id=by.organisation_id, payer_id=by.organisation_id, line=line, number=new_number(RECEIPT),
        amount=0, status=DeliveryStatus.PAID, paid_on=day, received_on=day, receiver=Receiver.HERSELF,
        prepared_by_id=by.account_id,
    )  # fmt: skip
    delivery.save(force_insert=True)
    TRACK.begin(delivery, by)
    follow_delivery(by=by, delivery=delivery, case=case)
    record(verbs.DELIVERY_RENDERED, by=by, on=delivery, file_id=case.registration_id)
    return delivery


@transaction.atomic
def cancel_delivery(*, by: Actor, delivery: Delivery, reason: DeliveryReason, words: str = "") -> Delivery:
    """Take back what was prepared, until it is paid."""
    check(by, PREPARE)
    reason = DeliveryReason(reason)
    if reason not in CANCELLING:
        raise ValueError(f"a delivery is not cancelled for {reason}")
    case = hold_case_of(delivery, by=by)
    delivery = held(delivery)
    told = delivery.status == DeliveryStatus.VALIDATED
    TRACK.move(delivery, DeliveryStatus.CANCELLED, by, reason=reason, words=" ".join(words.split()))
    follow_delivery(by=by, delivery=delivery, case=case)
    if told:
        tell(by=by, kind=notices.DELIVERY_STOPPED, page="cases:delivery", arguments=[delivery.pk],
             organisations=[delivery.payer_id])  # fmt: skip
    record(verbs.DELIVERY_CANCELLED, by=by, on=delivery, file_id=case.registration_id, fields=[str(reason)])
    return delivery


@transaction.atomic
def note_received(*, by: Actor, delivery: Delivery, said: Received) -> Delivery:
    """The receipt is signed: the day, by whom. Said once; an error in what was paid is reversed by who pays.

    Raises `Impossible` where it is not paid yet, and where another received it without who and why.
    """
    check(by, PREPARE)
    case = hold_case_of(delivery, by=by)
    delivery = held(delivery)
    if delivery.status != DeliveryStatus.PAID:
        raise Impossible("Cette remise n’est pas payée\u00a0: le reçu se signe quand l’argent ou le kit est là.")
    if delivery.received_on is not None:
        raise Impossible(f"Ce reçu est déjà noté, le {jour(delivery.received_on)}. Rien n’a été noté deux fois.")
    receiver = Receiver(said.receiver)
    name, why = " ".join(said.name.split()), " ".join(said.why.split())
    if receiver != Receiver.HERSELF and not name:
        raise Impossible(
            "Écrivez le nom de qui a reçu à sa place\u00a0: il est scellé, et reste dans votre organisation."
        )
    if receiver == Receiver.MANDATED and not why:
        raise Impossible("Dites pourquoi une autre personne a reçu à sa place.")
    check_received_day(delivery, said.day)
    delivery.received_on, delivery.receiver, delivery.mark = said.day, receiver, said.mark
    delivery.save(update_fields=["received_on", "receiver", "mark"])
    if receiver != Receiver.HERSELF:
        DeliveryReceiver(delivery=delivery, organisation_id=by.organisation_id, name=name, why=why).save(
            force_insert=True
        )
    record(verbs.DELIVERY_RECEIVED, by=by, on=delivery, file_id=case.registration_id, fields=[str(receiver)])
    return delivery


def _held_line(line: PlanLine) -> tuple[Case, PlanLine]:
    """Her accompaniment, which goes on, and the line as it stands now; the case and its plans are held."""
    case = Case.objects.select_for_update(of=("self",)).select_related("registration").get(plans__lines=line.pk)
    if case.status != CaseStatus.OPEN:
        raise Impossible(
            f"L’accompagnement est «\u00a0{case.get_status_display().lower()}\u00a0»\u00a0: rien ne se remet "
            "maintenant. Reprenez-le d’abord, si la personne est là."
        )
    hold_plans([case.pk])
    return case, PlanLine.objects.select_related("plan", "payer").get(pk=line.pk)


def _check_amount(request: FundingRequest, amount: int) -> None:
    left = sums_of([request])[request.pk].left
    if amount < 1:
        raise Impossible("Écrivez le montant remis, en francs.")
    if amount > left:
        raise Impossible(
            f"{montant(amount)}, c’est trop\u00a0: de {montant(request.granted)} retenus, il reste {montant(left)} à "
            "remettre. Ramenez le montant. Rien n’a été préparé."
        )


def _check_day(case: Case, day: dt.date) -> None:
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore là. Notez ce qui est fait, quand c’est fait.")
    opened = clock.day_of(case.opened_at)
    if day < opened:
        raise Impossible(f"L’accompagnement s’est ouvert le {jour(opened)}\u00a0: donnez un jour à partir de là.")


def check_received_day(delivery: Delivery, day: dt.date) -> None:
    """Raise `Impossible` for a day to come, or before it was paid."""
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore là\u00a0: notez le jour où le reçu a été signé.")
    if delivery.paid_on and day < delivery.paid_on:
        raise Impossible(
            f"Cette remise a été payée le {jour(delivery.paid_on)}\u00a0: le reçu se signe ce jour-là ou après."
        )
