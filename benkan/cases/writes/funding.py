"""A grant pays what was retained, never more than it has; and the person is told what was decided for her."""

from collections.abc import Iterable

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.funding import TO_TELL, FundingStatus
from benkan.cases.models import FundingRequest, Grant
from benkan.cases.permissions import KEEP_GRANTS, PLAN
from benkan.cases.reads.funding import sums_of, told_not_yet, unfunded
from benkan.cases.writes.asking import REQUESTS
from benkan.cases.writes.following import follow, hold_plans_of
from benkan.cases.writes.sittings import tell_followed
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour, montant, pluriel


@transaction.atomic
def assign(*, by: Actor, grant: Grant, requests: Iterable[FundingRequest]) -> list[FundingRequest]:
    """A grant pays these retained requests, all of them or none; what it has left is never passed.

    Raises `Impossible` with what is left and what they ask together, or where one is not to be funded any more.
    """
    check(by, KEEP_GRANTS)
    wanted = list(requests)
    hold_plans_of(by=by, requests=wanted)
    found = _held(by, wanted)
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk, organisation=by.organisation_id)
    check_open(grant)
    check_pays(grant, found)
    for request in found:
        request.grant, request.told_at, request.told_by_id = grant, None, None
        REQUESTS.move(request, FundingStatus.FUNDED, by, also=("grant", "told_at", "told_by"), amount=request.granted)
        record(verbs.FUNDING_ASSIGNED, by=by, on=request)
    tell_followed(by=by, followed=follow(by=by, requests=found))
    return found


@transaction.atomic
def tell_decision(*, by: Actor, request: FundingRequest) -> FundingRequest:
    """The person was told what was decided, and why; by whoever accompanies her."""
    check(by, PLAN)
    request = REQUESTS.held(request)
    if request.organisation_id != by.organisation_id:
        raise Impossible("C’est l’organisation qui a demandé qui le dit à la personne.")
    if request.told_at is not None:
        raise Impossible(f"Cela a déjà été dit à la personne, le {jour(request.told_at)}.")
    if request.status not in TO_TELL or not told_not_yet(FundingRequest.objects.filter(pk=request.pk)).exists():
        raise Impossible("Rien n’est encore décidé\u00a0: attendez le procès-verbal de l’organisme qui paie.")
    request.told_at, request.told_by_id = clock.now(), by.account_id
    request.save(update_fields=["told_at", "told_by"])
    record(verbs.DECISION_TOLD, by=by, on=request, file_id=request.line.plan.case.registration_id)
    return request


def check_pays(grant: Grant, requests: Iterable[FundingRequest]) -> None:
    """Raise `Impossible`, with both sums, where they ask more than the grant, which is held, has left."""
    total = sum(request.granted for request in requests)
    left = sums_of(Grant.objects.filter(pk=grant.pk))[0].left
    if total > left:
        raise Impossible(
            f"Il reste {montant(left)} de «\u00a0{grant.name}\u00a0», et les demandes choisies font {montant(total)}. "
            "Choisissez-en moins, ou une autre subvention. Rien n’a été financé."
        )


def _held(by: Actor, wanted: list[FundingRequest]) -> list[FundingRequest]:
    ids = {request.pk for request in wanted}
    if not ids:
        raise Impossible("Choisissez au moins une demande à financer.")
    held = FundingRequest.objects.filter(pk__in=ids, payer=by.organisation_id).select_for_update(of=("self",))
    locked = list(held.order_by("pk"))
    ready = set(unfunded(by).filter(pk__in=ids).values_list("pk", flat=True))
    if gone := [request.number for request in locked if request.pk not in ready]:
        raise Impossible(
            f"{pluriel(len(gone), 'demande n’est plus,demandes ne sont plus')} à financer\u00a0: {', '.join(gone)}. "
            "Rien n’a été financé\u00a0; rouvrez la liste."
        )
    return locked


def check_open(grant: Grant) -> None:
    """Raise `Impossible` where it pays nothing today."""
    today = clock.today()
    if not grant.begins <= today <= grant.ends:
        raise Impossible(
            f"«\u00a0{grant.name}\u00a0» vaut du {jour(grant.begins)} au {jour(grant.ends)}\u00a0: elle ne paie rien "
            "aujourd’hui. Choisissez une autre subvention."
        )
