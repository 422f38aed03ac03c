"""What one's organisation pays, as a sheet without a name: validated or refused by one account, paid by another.

Each row is written by the same writes as its page, so that no list makes of three accounts two: a row that this account
may not write is refused in a sentence, and the others go on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from benkan.cases import verbs
from benkan.cases.lifecycles.deliveries import LABELS, ON_THE_WAY, REFUSING, DeliveryReason, DeliveryStatus
from benkan.cases.models import Delivery
from benkan.cases.permissions import VALIDATE
from benkan.cases.reads.deliveries import last_reasons, paid_by_us
from benkan.cases.views.delivery_shown import DeliveryShown
from benkan.cases.workbook.marks import uuid_of
from benkan.cases.writes.delivery_lines import not_under_way, paused_among
from benkan.cases.writes.paying import (
    check_may_pay,
    check_may_validate,
    pay_delivery,
    refuse_delivery,
    validate_delivery,
)
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor
from benkan.organisations.models import Organisation
from benkan.workbooks.answers import day, day_words, one_of, words
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import Export, Prepared
from benkan.workbooks.returns import MARK, Answer, Held, Returning, mark_of

KIND = "remises-a-payer"


class Decision(models.TextChoices):
    """What a cell says of a delivery."""

    VALIDATED = "validee", "Validée"
    REFUSED = "refusee", "Refusée"


ANSWERS = (
    Answer("decision", Heading("Validée ou refusée", 18), one_of(Decision)),
    Answer("reason", Heading("Motif du refus", 26), one_of(DeliveryReason)),
    Answer("day", Heading("Payée le", 12), day),
    Answer("reference", Heading("Numéro de la pièce", 22), words(Delivery._meta.get_field("reference").max_length)),
)
HEADINGS = (
    MARK, Heading("Dossier", 14), Heading("Remise", 14), Heading("Préparée par", 28), Heading("Préparée le", 12),
    Heading("Aide", 28), Heading("Montant, F CFA", 14), Heading("Comment", 20), Heading("Fournisseur", 22),
    Heading("Subvention", 18), Heading("Pour vous", 24), *(one.heading for one in ANSWERS),
)  # fmt: skip
LEFT_OUT = "Ne sort jamais d’ici\u00a0: un nom. La personne n’est là que par le numéro de son dossier."


@dataclass(frozen=True)
class _Asked:
    """A delivery as this account would write it; `paused`: she is not accompanied at this moment."""

    by: Actor
    delivery: Delivery
    paused: bool


def to_pay(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """What waits to be validated or paid, the oldest first, with what this very account may do of it."""
    rows = paid_by_us(by).filter(status__in=ON_THE_WAY)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return Prepared(
        title="Remises à valider et à payer",
        name="remises à payer",
        sheet="Remises à payer",
        source=f"Benkan, les remises que paie {organisation.name}",
        shown="Affichées\u00a0: les remises préparées ou validées que votre organisation paie.",
        headings=HEADINGS,
        count=rows.count(),
        rows=lambda: (_row(by, one) for one in rows.iterator(chunk_size=1_000)),
        left_out=LEFT_OUT,
        back=("Remises", reverse("cases:deliveries")),
        names=False,
    )


def _row(by: Actor, delivery: Delivery) -> Sequence[Value]:
    shown, cells = DeliveryShown(delivery), cells_of(delivery)
    supplier = "" if delivery.request.kind_id is None else delivery.supplier
    return [
        mark_of(str(delivery.pk), cells), delivery.request.number, delivery.number, delivery.organisation.name,
        clock.day_of(delivery.prepared_at), shown.help, delivery.amount, shown.means, supplier, delivery.grant.code,
        _for_you(by, delivery), *(cells[answer.name] for answer in ANSWERS),
    ]  # fmt: skip


def _for_you(by: Actor, delivery: Delivery) -> str:
    if delivery.status == DeliveryStatus.PREPARED:
        return "à valider" if delivery.prepared_by_id != by.account_id else "à valider par un autre"
    return (
        "à payer"
        if by.account_id not in (delivery.prepared_by_id, delivery.validated_by_id)
        else "à payer par un autre"
    )


def cells_of(delivery: Delivery, reason: str = "") -> dict[str, str]:
    """What the cells that may be filled in say today; `reason` is that of the row of its status."""
    decided = {DeliveryStatus.PREPARED: "", DeliveryStatus.REFUSED: Decision.REFUSED.label}
    return {
        "decision": decided.get(DeliveryStatus(delivery.status), Decision.VALIDATED.label),
        "reason": reason,
        "day": day_words(delivery.paid_on),
        "reference": delivery.reference,
    }


def held(by: Actor, keys: Sequence[str]) -> Mapping[str, Held]:
    """The deliveries of these keys that one's organisation pays, as they stand now; a query or two for each
    organisation that prepared, however many rows."""
    asked = {key: pk for key in keys if (pk := uuid_of(key))}
    found = {one.pk: one for one in paid_by_us(by).filter(pk__in=asked.values())}
    paused = paused_among([one for one in found.values() if one.status in ON_THE_WAY], by=by)
    refused = last_reasons([one for one in found.values() if one.status == DeliveryStatus.REFUSED])
    reasons = {pk: row.get_reason_display() for pk, row in refused.items()}
    return {
        key: Held(
            told=f"Dossier {found[pk].request.number}, remise {found[pk].number}",
            cells=cells_of(found[pk], reasons.get(pk, "")),
            locked=_locked(found[pk]),
            thing=_Asked(by, found[pk], pk in paused),
        )
        for key, pk in asked.items()
        if pk in found
    }


def _locked(delivery: Delivery) -> str:
    if delivery.status in ON_THE_WAY:
        return ""
    if delivery.status == DeliveryStatus.PAID:
        return "Cette remise est déjà payée\u00a0: une erreur se corrige sur sa page, par un autre compte."
    state = LABELS[DeliveryStatus(delivery.status)].lower()
    return f"Cette remise est «\u00a0{state}\u00a0»\u00a0: elle ne se valide ni ne se paie plus."


def sound(one: Held, values: Mapping[str, Any]) -> str:
    """Why this account does not write these answers on this row; "" where it does."""
    try:
        _check(one.thing, values)
    except (Impossible, Refused) as sentence:
        return str(sentence)
    return ""


def _check(asked: _Asked, values: Mapping[str, Any]) -> None:
    decision, pays = values.get("decision"), {"day", "reference"} & set(values)
    if decision == Decision.REFUSED:
        _check_refusal(values, bool(pays))
        return
    if "reason" in values:
        raise Impossible("Un motif ne se donne que pour refuser\u00a0: écrivez «\u00a0Refusée\u00a0», ou effacez-le.")
    if asked.paused:
        raise Impossible(not_under_way(asked.delivery, by=asked.by))
    if decision == Decision.VALIDATED:
        if pays:
            raise Impossible("Qui valide ne paie pas\u00a0: laissez le jour et la pièce, un autre compte les écrit.")
        check_may_validate(by=asked.by, delivery=asked.delivery)
        return
    if asked.delivery.status == DeliveryStatus.PREPARED:
        raise Impossible("Cette remise n’est pas encore validée\u00a0: un autre compte la valide, puis elle se paie.")
    if len(pays) < 2:
        raise Impossible("Dites le jour où elle est payée, et le numéro de la pièce.")
    check_may_pay(by=asked.by, delivery=asked.delivery, day=values["day"])


def _check_refusal(values: Mapping[str, Any], pays: bool) -> None:
    if pays:
        raise Impossible("Une remise refusée n’est pas payée\u00a0: effacez le jour et la pièce, ou le refus.")
    if values.get("reason") not in REFUSING:
        said = ", ".join(f"«\u00a0{one.label}\u00a0»" for one in REFUSING)
        raise Impossible(f"Donnez le motif du refus, l’un de ces mots\u00a0: {said}.")


def change(by: Actor, one: Held, values: Mapping[str, Any]) -> None:
    delivery = one.thing.delivery
    if values.get("decision") == Decision.REFUSED:
        refuse_delivery(by=by, delivery=delivery, reason=DeliveryReason(values["reason"]))
    elif values.get("decision") == Decision.VALIDATED:
        validate_delivery(by=by, delivery=delivery)
    else:
        pay_delivery(by=by, delivery=delivery, day=values["day"], reference=values["reference"])


TAKEN = Export(
    kind=KIND, label="Remises à valider et à payer", permission=VALIDATE, verb=verbs.PAID_TAKEN, prepare=to_pay
)
RETURNING = Returning(
    kind=KIND,
    label="Remises à valider et à payer",
    sentence=(
        "Pour une remise préparée, écrivez «\u00a0Validée\u00a0», ou «\u00a0Refusée\u00a0» et le motif. Pour une "
        "remise validée par un autre compte, écrivez le jour du paiement et le numéro de la pièce, sans nom. Jamais "
        "les deux par le même compte."
    ),
    permission=VALIDATE,
    headings=HEADINGS,
    answers=ANSWERS,
    held=held,
    sound=sound,
    change=change,
    home=("Remises", "cases:deliveries"),
)
