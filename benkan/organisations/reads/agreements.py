"""Sharing agreements of one's organisation, in words: what each lets go, where it stands, until when."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour, pluriel
from benkan.organisations.agreements import LABELS, AgreementState, declared_fields, moves_of
from benkan.organisations.models import Agreement, AgreementStatus
from benkan.organisations.thresholds import AGREEMENT_WARNING


@dataclass(frozen=True)
class Shown:
    """An agreement as one of its sides reads it."""

    agreement: Agreement
    own_id: UUID
    today: dt.date
    warned_days: int

    @property
    def proposal(self) -> AgreementStatus:
        """Who proposed it; `statuses` are fetched with the list, the first is the oldest."""
        return self.agreement.statuses.all()[0]

    @property
    def proposed_by_us(self) -> bool:
        return self.proposal.organisation_id == self.own_id

    @property
    def giving(self) -> bool:
        return self.agreement.giver_id == self.own_id

    @property
    def other(self):
        return self.agreement.receiver if self.giving else self.agreement.giver

    @property
    def direction(self) -> str:
        return "nous transmettons" if self.giving else "nous recevons"

    @property
    def fields(self) -> list[str]:
        known = declared_fields()
        return [known[code].label if code in known else code for code in self.agreement.fields]

    @property
    def state(self) -> AgreementState:
        return AgreementState(self.agreement.status)

    @property
    def days_left(self) -> int:
        return (self.agreement.ends - self.today).days

    @property
    def is_waiting(self) -> bool:
        return self.state is AgreementState.PROPOSED and self.days_left >= 0

    @property
    def awaits_us(self) -> bool:
        return self.is_waiting and not self.proposed_by_us

    @property
    def is_signed_on(self) -> bool:
        """Signed, and not past: in force, or to begin."""
        return self.state is AgreementState.SIGNED and self.days_left >= 0

    @property
    def ends_soon(self) -> bool:
        return self.is_signed_on and self.agreement.begins <= self.today and self.days_left <= self.warned_days

    @property
    def words(self) -> tuple[str, str]:
        """Tone and words of a tag: where it stands, and until when."""
        if self.state is AgreementState.PROPOSED:
            if self.days_left < 0:
                return ("late", "jamais signé, ses jours sont passés")
            return ("soon", "attend notre signature" if self.awaits_us else "attend l’autre signature")
        if self.state is not AgreementState.SIGNED:
            return ("", LABELS[self.state].lower())
        return self._words_of_signed()

    def _words_of_signed(self) -> tuple[str, str]:
        if self.days_left < 0:
            return ("", f"fini le {jour(self.agreement.ends)}")
        if self.agreement.begins > self.today:
            return ("ok", f"signé, commence le {jour(self.agreement.begins)}")
        if self.ends_soon:
            left = pluriel(self.days_left, "jour") if self.days_left else ""
            return ("late", f"finit dans {left}" if left else "finit aujourd’hui")
        return ("ok", f"en vigueur jusqu’au {jour(self.agreement.ends)}")

    @property
    def moves(self) -> tuple[AgreementState, ...]:
        """What one may do of it now; what is past is not signed any more."""
        found = moves_of(self.state, proposed_it=self.proposed_by_us)
        return found if self.days_left >= 0 else ()


def agreements_of(by: Actor) -> list[Shown]:
    """All agreements of one's organisation, the latest to begin first; three queries and the threshold."""
    return [_shown(by, agreement) for agreement in _own(by)]


def agreement_of(by: Actor, agreement_id: UUID) -> Shown | None:
    """One of them; None where one is not a side of it."""
    found = _own(by).filter(pk=agreement_id).first()
    return _shown(by, found) if found else None


def _own(by: Actor) -> QuerySet[Agreement]:
    own = Q(giver=by.organisation_id) | Q(receiver=by.organisation_id)
    return Agreement.objects.filter(own).select_related("giver", "receiver").prefetch_related("statuses")


def _shown(by: Actor, agreement: Agreement) -> Shown:
    today = clock.today()
    return Shown(agreement, by.organisation_id, today, value_of(AGREEMENT_WARNING, on=today))
