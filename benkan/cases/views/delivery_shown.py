"""How a delivery is said on pages: to who accompanies, with her name; to who pays, by the number of her card."""

from collections.abc import Iterable
from dataclasses import dataclass

from benkan.cases.lifecycles.deliveries import LABELS, ON_THE_WAY, DeliveryStatus
from benkan.cases.models import Delivery
from benkan.cases.views.plan_shown import LineShown, help_words
from benkan.common import clock
from benkan.common.typography import depuis, jour, montant

TONES = {
    DeliveryStatus.PREPARED: "",
    DeliveryStatus.VALIDATED: "soon",
    DeliveryStatus.PAID: "ok",
    DeliveryStatus.REFUSED: "late",
    DeliveryStatus.REVERSED: "late",
}


@dataclass(frozen=True)
class DeliveryShown:
    """One delivery as a row says it; restricted help says its pillar alone, on both sides."""

    delivery: Delivery

    @property
    def state(self) -> tuple[str, str]:
        one = self.delivery
        if not one.amount and one.status == DeliveryStatus.PAID:
            return "ok", "rendue"
        if one.status == DeliveryStatus.PAID and one.received_on:
            return "ok", "payée, reçu signé"
        if one.status == DeliveryStatus.PAID:
            return "soon", "payée, reçu à signer"
        return TONES.get(DeliveryStatus(one.status), ""), LABELS[DeliveryStatus(one.status)].lower()

    @property
    def amount(self) -> str:
        return montant(self.delivery.amount) if self.delivery.amount else "sans coût"

    @property
    def means(self) -> str:
        return self.delivery.get_means_display() or "service rendu"

    @property
    def help(self) -> str:
        """As who pays reads it."""
        return help_words(self.delivery.request)

    @property
    def words(self) -> str:
        """As who accompanies reads it."""
        return LineShown(self.delivery.line).words

    @property
    def waits(self) -> str:
        """Since when it waits, where it does; the day it was paid or ended otherwise."""
        since = getattr(self.delivery, "since", None) or self.delivery.prepared_at
        if self.delivery.status in ON_THE_WAY:
            return f"depuis {depuis(clock.day_of(since))}" if clock.day_of(since) < clock.today() else "aujourd’hui"
        return jour(self.delivery.paid_on or since)


def shown(deliveries: Iterable[Delivery]) -> list[DeliveryShown]:
    return [DeliveryShown(one) for one in deliveries]


def facts(delivery: Delivery, *, own: bool) -> list[tuple[str, str]]:
    """What a page says of it: what for, how much, how, by which grant, into whose hands."""
    one = DeliveryShown(delivery)
    restricted = delivery.line.restricted if own else delivery.request.kind_id is None
    title = "" if own or restricted else delivery.request.title
    pairs = [
        ("Pour", one.words if own else one.help),
        ("Ce qui sera fait", title),
        ("Montant", one.amount if delivery.amount else ""),
        ("Comment", one.means),
        ("Fournisseur", "" if restricted else delivery.supplier),
        ("Qui paie", delivery.payer.name if delivery.amount else ""),
        ("Subvention", f"{delivery.grant.name} ({delivery.grant.code})" if delivery.grant_id else ""),
        ("Dernière tranche", "oui" if delivery.last else ""),
        ("Payée le" if delivery.amount else "Rendue le", jour(delivery.paid_on) if delivery.paid_on else ""),
        ("Pièce", delivery.reference),
        ("Reçu signé le", jour(delivery.received_on) if delivery.received_on and delivery.amount else ""),
        ("Reçue par", delivery.get_receiver_display() if delivery.amount else ""),
        ("Le reçu porte", delivery.get_mark_display()),
    ]
    return [(label, words) for label, words in pairs if words]


def thread_of(delivery: Delivery) -> list[dict]:
    """Each status with its day and why; by organisation, never by account."""
    entries = []
    for row in delivery.statuses.select_related("organisation"):
        words = _entered(delivery, DeliveryStatus(row.status))
        detail = [row.organisation.name, row.get_reason_display().lower(), row.words]
        entries.append(
            {"day": row.at, "when": jour(row.at), "words": words, "detail": ", ".join(filter(None, detail)),
             "state": "done"}
        )  # fmt: skip
    if delivery.received_on and delivery.amount:
        entries.append(
            {"day": delivery.received_on, "when": jour(delivery.received_on), "words": "Reçu signé", "state": "done"}
        )
    return entries


def _entered(delivery: Delivery, status: DeliveryStatus) -> str:
    """A status as what happened on its day."""
    if status == DeliveryStatus.PAID and not delivery.amount:
        return "Rendue"
    return "Validée" if status == DeliveryStatus.VALIDATED else LABELS[status]
