"""The requests asked of an organisation, as the rows of its lists say them: by number, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from benkan.cases.lifecycles.funding import DECIDED_AT_A_SITTING, FundingStatus
from benkan.cases.models import FundingRequest
from benkan.cases.views.plan_shown import help_words, person_words, request_state
from benkan.common import clock
from benkan.common.typography import depuis, montant


@dataclass(frozen=True)
class RequestShown:
    """One request, read with `asked_of`: its `since` and `signed_at` are the last status row's."""

    request: FundingRequest

    @property
    def person(self) -> str:
        return person_words(self.request)

    @property
    def help(self) -> str:
        return help_words(self.request)

    @property
    def signed(self) -> bool:
        return self.request.status not in DECIDED_AT_A_SITTING or self.request.signed_at is not None

    @property
    def state(self) -> tuple[str, str]:
        if self.undecided and self.request.contested:
            return "soon", "contestée"
        return request_state(self.request, signed=self.signed)

    @property
    def amount(self) -> str:
        granted = self.request.granted
        if granted is not None and granted != self.request.amount:
            return f"{montant(granted)} sur {montant(self.request.amount)}"
        return montant(self.request.amount)

    @property
    def waits(self) -> str:
        """Since when it waits to be decided, or to be funded."""
        return depuis(clock.day_of(self.request.filed_at if self.undecided else self.request.since))

    @property
    def undecided(self) -> bool:
        return self.request.status in (FundingStatus.FILED, FundingStatus.ADJOURNED)


def requests_shown(requests: Iterable[FundingRequest]) -> list[RequestShown]:
    return [RequestShown(request) for request in requests]
