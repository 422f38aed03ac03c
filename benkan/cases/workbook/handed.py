"""What is to hand over, as a sheet for the road: a line for each payment of those whom one accompanies, and, once she
signed, the day and what her receipt carries.

Another who received in her place is named under seal, on the page: her name travels in no file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from benkan.cases import verbs
from benkan.cases.lifecycles.deliveries import COUNTED, LABELS, DeliveryStatus, Mark, Receiver
from benkan.cases.models import Delivery
from benkan.cases.permissions import PREPARE
from benkan.cases.reads.listed import readable
from benkan.cases.views.delivery_shown import DeliveryShown
from benkan.cases.workbook.marks import uuid_of
from benkan.cases.writes.deliveries import Received, check_received_day, note_received
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.organisations.models import Organisation
from benkan.people.lifecycle import Status
from benkan.workbooks.answers import day, day_words, one_of
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import Export, Prepared
from benkan.workbooks.returns import MARK, Answer, Held, Returning, mark_of

KIND = "remises"
ANSWERS = (
    Answer("day", Heading("Reçue le", 12), day),
    Answer("receiver", Heading("Reçue par", 14), one_of(Receiver)),
    Answer("signed", Heading("Le reçu porte", 20), one_of(Mark)),
)
HEADINGS = (
    MARK, Heading("Accompagnement", 18), Heading("Prénoms", 20), Heading("Nom", 18), Heading("Remise", 14),
    Heading("Pour", 30), Heading("Montant, F CFA", 14), Heading("Comment", 20), Heading("Où elle en est", 22),
    Heading("Payée le", 12), *(one.heading for one in ANSWERS),
)  # fmt: skip
LEFT_OUT = (
    "Ne sortent jamais d’ici\u00a0: le contact sûr, ce que couvre une aide réservée, le nom de qui a reçu à sa place."
)
BY_ANOTHER = (
    "Quand une autre personne a reçu à sa place, notez-le sur la page de la remise\u00a0: son nom est scellé, et ne "
    "voyage dans aucune liste."
)


def _given(by: Actor) -> QuerySet[Delivery]:
    """Money on its way or paid, of the accompaniments that one may read."""
    rows = Delivery.objects.filter(line__plan__case__in=readable(by), amount__gt=0)
    rows = rows.exclude(line__plan__case__registration__status=Status.ERASED)
    return rows.select_related("line__kind", "line__plan__case__registration")


def to_hand_over(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """Those of one's own accompaniments that wait for a receipt, by number."""
    own = _given(by).filter(line__plan__case__worker=by.account_id, status__in=COUNTED, received_on__isnull=True)
    rows = own.order_by("line__plan__case__number", "prepared_at", "pk")
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return Prepared(
        title="Remises à faire signer",
        name="remises à faire signer",
        sheet="Remises",
        source=f"Benkan, les accompagnements de {organisation.name}",
        shown="Affichées\u00a0: les remises des personnes que vous accompagnez, dont le reçu n’est pas signé.",
        headings=HEADINGS,
        count=rows.count(),
        rows=lambda: map(_row, rows.iterator(chunk_size=1_000)),
        left_out=LEFT_OUT,
        back=("Accompagnements", reverse("cases:list")),
    )


def _row(delivery: Delivery) -> Sequence[Value]:
    case, shown = delivery.line.plan.case, DeliveryShown(delivery)
    one, cells = case.registration, cells_of(delivery)
    return [
        mark_of(str(delivery.pk), cells), case.number, one.given_names, one.family_name, delivery.number, shown.words,
        delivery.amount, shown.means, shown.state[1], delivery.paid_on, *(cells[name] for name in cells),
    ]  # fmt: skip


def cells_of(delivery: Delivery) -> dict[str, str]:
    return {
        "day": day_words(delivery.received_on),
        "receiver": delivery.get_receiver_display(),
        "signed": delivery.get_mark_display(),
    }


def held(by: Actor, keys: Sequence[str]) -> Mapping[str, Held]:
    """The payments of these keys, as they stand now; one query."""
    asked = {key: pk for key in keys if (pk := uuid_of(key))}
    found = {one.pk: one for one in _given(by).filter(pk__in=asked.values())}
    return {key: _held(found[pk]) for key, pk in asked.items() if pk in found}


def _held(delivery: Delivery) -> Held:
    return Held(
        told=f"{delivery.line.plan.case.number}, remise {delivery.number}",
        cells=cells_of(delivery),
        locked=_locked(delivery),
        thing=delivery,
    )


def _locked(delivery: Delivery) -> str:
    if delivery.status != DeliveryStatus.PAID:
        state = LABELS[DeliveryStatus(delivery.status)].lower()
        return f"Cette remise n’est pas payée ({state})\u00a0: le reçu se signe quand l’argent ou le kit est là."
    if delivery.received_on is not None:
        return "Ce reçu est déjà noté\u00a0: il ne se change plus par une liste."
    return ""


def sound(one: Held, values: Mapping[str, Any]) -> str:
    """Why these answers, together, make no receipt; "" where they do."""
    if values.get("receiver", Receiver.HERSELF) != Receiver.HERSELF:
        return BY_ANOTHER
    if len(values) < len(ANSWERS):
        return "Dites les trois\u00a0: quel jour elle a reçu, qui a reçu, et ce que porte le reçu."
    try:
        check_received_day(one.thing, values["day"])
    except Impossible as sentence:
        return str(sentence)
    return ""


def change(by: Actor, one: Held, values: Mapping[str, Any]) -> None:
    said = Received(values["day"], Receiver(values["receiver"]), Mark(values["signed"]))
    note_received(by=by, delivery=one.thing, said=said)


TAKEN = Export(
    kind=KIND, label="Remises à faire signer", permission=PREPARE, verb=verbs.HANDED_TAKEN, prepare=to_hand_over
)
RETURNING = Returning(
    kind=KIND,
    label="Remises à faire signer",
    sentence=(
        "Pour chaque remise payée et reçue, dites quel jour, que c’est elle-même, et ce que porte le reçu. Le numéro "
        "du reçu est dans la colonne «\u00a0Remise\u00a0»\u00a0: il ne se change pas."
    ),
    permission=PREPARE,
    headings=HEADINGS,
    answers=ANSWERS,
    held=held,
    sound=sound,
    change=change,
    home=("Accompagnements", "cases:list"),
)
