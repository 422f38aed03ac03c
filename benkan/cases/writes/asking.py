"""Each line that costs is asked of whoever pays it: what it may be asked, what is handed on, and what is taken back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from benkan.arrivals.ages import age_group_of
from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.funding import LABELS, MOVES, FundingStatus
from benkan.cases.models import Ceiling, FundingRequest, FundingStatusRow, Plan, PlanLine
from benkan.cases.reads.funding import ceilings_on
from benkan.cases.reads.second_grant import asked_title, check_second_grant
from benkan.cases.shared_fields import PLAN
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.common.typography import jour, montant
from benkan.notices.writes import tell
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.sharing import check_may_leave
from benkan.places.models import Level, Place

REQUESTS = Track(FundingRequest, FundingStatusRow, "request", MOVES, LABELS, "Cette demande")
_BEFORE_MONEY = (FundingStatus.FILED, FundingStatus.ADJOURNED, FundingStatus.RETAINED)


def check_may_ask(registration: Registration, lines: Sequence[PlanLine], asking: Sequence[PlanLine]) -> None:
    """Raise, before anything is asked, where a payer is missing or closed, a ceiling is passed, or what must be handed
    to another organisation may not leave."""
    for line in asking:
        if line.payer is None:
            raise Impossible(f"Dites qui paie «\u00a0{line}\u00a0»\u00a0: cette ligne a un coût.")
        if line.payer.closed_at is not None:
            raise Impossible(f"{line.payer.name} est fermée dans Benkan\u00a0: choisissez un autre acteur pour payer.")
    check_ceilings(lines, asking)
    for payer in _others({line.payer for line in asking}, registration.organisation_id):
        check_may_leave(registration, payer, Purpose.REFERRAL, [PLAN])


def check_ceilings(lines: Iterable[PlanLine], asking: Iterable[PlanLine], on: dt.date | None = None) -> None:
    """Raise `Impossible`, naming the ceiling and its act, where lines of one kind for one payer go over it together.

    A restricted line says no kind, so that no ceiling can be held against it: the body that pays judges.
    """
    ceilings = ceilings_on(on or clock.today())
    together: dict[tuple[UUID, str], int] = defaultdict(int)
    for line in lines:
        # A second grant has its own share of the ceiling, by its own rule.
        if line.cost and line.payer_id and line.kind_id and line.second_of_id is None:
            together[line.payer_id, line.kind_id] += line.cost
    for line in asking:
        if line.second_of_id is not None:
            check_second_grant(line)
            continue
        ceiling = ceilings.get((line.payer_id, line.kind_id))
        if ceiling is not None and together[line.payer_id, line.kind_id] > ceiling.amount:
            raise Impossible(over(ceiling, together[line.payer_id, line.kind_id]))


def over(ceiling: Ceiling, cost: int) -> str:
    return (
        f"{montant(cost)}, c’est plus que le plafond\u00a0: {ceiling.organisation.name} paie au plus "
        f"{montant(ceiling.amount)} pour «\u00a0{ceiling.kind.label}\u00a0» depuis le {jour(ceiling.begins)} "
        f"({ceiling.source}). Ramenez le coût à ce plafond, ou inscrivez le reste sur une autre ligne, payée par un "
        "autre acteur."
    )


def ask(*, by: Actor, plan: Plan, asking: Sequence[PlanLine]) -> list[FundingRequest]:
    """File a request for each line, with what the payer reads, and tell each payer once."""
    registration, today = plan.case.registration, clock.today()
    said = {
        "number": registration.number,
        "sex": registration.sex,
        "age_group": age_group_of(registration.age_on(today), today),
        "region": region_of(registration.destination),
    }
    filed = []
    for line in asking:
        request = FundingRequest(
            organisation_id=by.organisation_id,
            payer=line.payer,
            line=line,
            kind=line.kind,
            pillar=line.pillar,
            dimension=line.dimension,
            title=asked_title(line),
            amount=line.cost,
            filed_by_id=by.account_id,
            **said,
        )
        request.save(force_insert=True)
        REQUESTS.begin(request, by)
        record(verbs.FUNDING_FILED, by=by, on=request, file_id=registration.pk)
        filed.append(request)
    tell_payers(by=by, requests=filed)
    return filed


def tell_payers(*, by: Actor, requests: Iterable[FundingRequest]) -> None:
    """One notice for each payer, however many lines."""
    payers = {request.payer_id for request in requests}
    if payers:
        tell(by=by, kind=notices.FUNDING_FILED, page="cases:funding", organisations=payers)


def withdraw(*, by: Actor, request: FundingRequest) -> None:
    """Take back a request that no grant pays yet."""
    if request.status not in _BEFORE_MONEY:
        raise Impossible("Cette demande est financée\u00a0: ce qui est payé reste dans le plan.")
    REQUESTS.move(request, FundingStatus.WITHDRAWN, by)


def withdraw_all(*, by: Actor, registrations: Iterable[Registration]) -> list[FundingRequest]:
    """Take back all that is asked for these persons and that no grant pays: nobody decides of them any more. Gives what
    was taken back."""
    living = FundingRequest.objects.filter(
        line__plan__case__registration__in=registrations, status__in=_BEFORE_MONEY
    ).select_for_update(of=("self",))
    taken = list(living.order_by("pk"))
    for request in taken:
        REQUESTS.move(request, FundingStatus.WITHDRAWN, by)
    return taken


def withdraw_annulled(*, by: Actor, registration: Registration) -> None:
    """Whose file was annulled is asked for no more (see `people.followers`)."""
    if registration.status == Status.ANNULLED:
        withdraw_all(by=by, registrations=[registration])


def region_of(place: Place | None) -> Place | None:
    """The region around a place, or the place itself if it is one; None where it is not known."""
    if place is None:
        return None
    return next((one for one in (place, *place.within) if one.level == Level.REGION), None)


def _others(payers: set[Organisation], own: UUID) -> list[Organisation]:
    return sorted((payer for payer in payers if payer.pk != own), key=lambda payer: payer.name)
