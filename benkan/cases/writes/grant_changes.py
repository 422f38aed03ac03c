"""What one grant was to pay is paid by another of the same body, before anything of it is: a dated row with its reason,
never a rewriting."""

from collections.abc import Iterable

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.deliveries import TOUCHED
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import Delivery, FundingRequest, Grant, GrantChange
from benkan.cases.permissions import KEEP_GRANTS
from benkan.cases.writes.funding import check_open, check_pays
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import pluriel


@transaction.atomic
def change_grant(
    *, by: Actor, left: Grant, taken: Grant, requests: Iterable[FundingRequest], why: str
) -> list[FundingRequest]:
    """Have these requests, all of them or none, paid by another grant; what it has left is never passed.

    Raises `Impossible` where nothing says why, where one is not paid by that grant any more or is prepared already,
    and with what is left where they ask more.
    """
    check(by, KEEP_GRANTS)
    why = " ".join(why.split())
    if not why:
        raise Impossible("Dites pourquoi\u00a0: les deux bailleurs peuvent le demander.")
    if left.pk == taken.pk:
        raise Impossible("C’est déjà cette subvention qui paie. Choisissez-en une autre.")
    found = _held(by, left, requests)
    # In one order, whichever is left: two who exchange grants at once wait for each other, and never both.
    both = Grant.objects.filter(pk__in=(left.pk, taken.pk), organisation=by.organisation_id)
    held = {one.pk: one for one in both.select_for_update(of=("self",)).order_by("pk")}
    if taken.pk not in held:
        raise Impossible("Cette subvention est celle d’une autre organisation.")
    check_open(held[taken.pk])
    check_pays(held[taken.pk], found)
    for request in found:
        GrantChange.objects.create(
            organisation_id=by.organisation_id, request=request, left=left, taken=held[taken.pk],
            amount=request.granted, why=why, by_id=by.account_id,
        )  # fmt: skip
        request.grant = held[taken.pk]
        request.save(update_fields=["grant"])
        record(verbs.GRANT_CHANGED, by=by, on=request)
    return found


def _held(by: Actor, grant: Grant, wanted: Iterable[FundingRequest]) -> list[FundingRequest]:
    ids = {request.pk for request in wanted}
    if not ids:
        raise Impossible("Choisissez au moins une demande.")
    rows = FundingRequest.objects.filter(pk__in=ids, payer=by.organisation_id)
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    touched = set(Delivery.objects.filter(request__in=ids, status__in=TOUCHED).values_list("request", flat=True))
    for request in locked:
        if request.status != FundingStatus.FUNDED or request.grant_id != grant.pk:
            raise Impossible(
                f"«\u00a0{grant.name}\u00a0» ne paie plus la demande {request.number}\u00a0: rouvrez la page. Rien n’a "
                "été changé."
            )
    if gone := [request.number for request in locked if request.pk in touched]:
        raise Impossible(
            f"{pluriel(len(gone), 'demande est,demandes sont')} déjà en cours de remise\u00a0: {', '.join(gone)}. "
            "Refusez d’abord ce qui est préparé\u00a0; ce qui est payé reste à sa subvention. Rien n’a été changé."
        )
    return locked
