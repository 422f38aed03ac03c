"""Lines and plans follow the help that is given: begun with the first delivery prepared, rendered when all is paid.

Who pays reads neither the plan nor the accompaniment: the transaction acts for a moment as the organisation that
prepared (see `writes.following`), and gives back whom to tell alone. Locks: case, plans, requests, grant, delivery.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import Sum

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.deliveries import LABELS, MOVES, ON_THE_WAY, DeliveryStatus
from benkan.cases.lifecycles.plans import IN_FORCE, LineStatus, PlanStatus
from benkan.cases.models import Case, Delivery, DeliveryStatusRow, FundingRequest, Plan, PlanLine
from benkan.cases.reads.plans import living_lines
from benkan.cases.writes.following import LINES, copies_of, hold_plans, on_the_side_of, settle
from benkan.cases.writes.moving import Track
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, Nobody

TRACK = Track(Delivery, DeliveryStatusRow, "delivery", MOVES, LABELS, "Cette remise")
_NOT_PAST = (*IN_FORCE, PlanStatus.DONE)


@contextmanager
def beside_her(delivery: Delivery, *, by: Actor) -> Iterator[Actor]:
    """Act for the organisation that prepared: oneself where it is one's own, else nobody of it."""
    if delivery.organisation_id == by.organisation_id:
        yield by
        return
    with on_the_side_of(delivery.organisation_id, by=by):
        yield Nobody(delivery.organisation_id)


def hold_case_of(delivery: Delivery, *, by: Actor) -> Case:
    """Her accompaniment and its plans, held until the transaction ends, before the request and the delivery are."""
    with beside_her(delivery, by=by):
        found = Case.objects.filter(plans__lines=delivery.line_id).values_list("pk", flat=True)[0]
        case = Case.objects.select_for_update(of=("self",)).select_related("registration").get(pk=found)
        hold_plans([case.pk])
        return case


def check_goes_on(case: Case, delivery: Delivery, *, by: Actor) -> None:
    """Raise `Impossible` where she is not accompanied at this moment: nothing is validated nor paid meanwhile."""
    if case.status != CaseStatus.OPEN:
        raise Impossible(not_under_way(delivery, by=by))


def not_under_way(delivery: Delivery, *, by: Actor) -> str:
    """The sentence for who pays, with whom to ask where that is somebody else."""
    whom = "" if delivery.organisation_id == by.organisation_id else f" Voyez avec {delivery.organisation.name}."
    return f"L’accompagnement de ce dossier n’est pas en cours\u00a0: rien n’est validé ni payé maintenant.{whom}"


def paused_among(deliveries: Iterable[Delivery], *, by: Actor) -> set[UUID]:
    """Those of persons who are not accompanied at this moment; a query for each organisation that prepared."""
    of: dict[UUID, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        of[delivery.organisation_id].append(delivery)
    found: set[UUID] = set()
    for prepared in of.values():
        with beside_her(prepared[0], by=by):
            rows = Delivery.objects.filter(pk__in=[one.pk for one in prepared])
            found |= set(rows.exclude(line__plan__case__status=CaseStatus.OPEN).values_list("pk", flat=True))
    return found


def held(delivery: Delivery) -> Delivery:
    """The delivery as it stands now, held after the request whose sum it takes part of."""
    if delivery.request_id is not None:
        FundingRequest.objects.select_for_update(of=("self",)).get(pk=delivery.request_id)
    return Delivery.objects.select_for_update(of=("self",)).select_related("payer", "organisation").get(pk=delivery.pk)


def follow_delivery(*, by: Actor, delivery: Delivery, case: Case) -> None:
    """Bring the line, in each version that lives, and the plans to what was given; all are held."""
    with beside_her(delivery, by=by) as actor:
        to = _line_after(delivery)
        for line in _lines(delivery, case.pk):
            if line.status != to and line.status != LineStatus.CANCELLED and _leads(line, to):
                LINES.move(line, to, actor)
        for plan in Plan.objects.filter(case=case.pk, status__in=_NOT_PAST):
            settle(by=actor, plan=plan)


def _leads(line: PlanLine, to: LineStatus) -> bool:
    """What is rejected or not agreed to yet is moved by who decides it, never by what is given."""
    return LINES.may_move(line, to)


def _line_after(delivery: Delivery) -> LineStatus:
    if delivery.request_id is None:
        return LineStatus.DELIVERED if delivery.status == DeliveryStatus.PAID else LineStatus.IN_PROGRESS
    rows = Delivery.objects.filter(request=delivery.request_id)
    paid = rows.filter(status=DeliveryStatus.PAID)
    total = paid.aggregate(total=Sum("amount"))["total"] or 0
    granted = FundingRequest.objects.values_list("granted", flat=True).get(pk=delivery.request_id)
    over = total >= granted or paid.filter(last=True).exists()
    waits = rows.filter(status__in=ON_THE_WAY).exists()
    return LineStatus.DELIVERED if over and not waits else LineStatus.IN_PROGRESS


def _lines(delivery: Delivery, case_id: UUID) -> list[PlanLine]:
    if delivery.request_id is not None:
        return copies_of(FundingRequest.objects.get(pk=delivery.request_id), case_id)
    carried = dict(PlanLine.objects.filter(plan__case=case_id).values_list("pk", "carried_from_id"))
    first = _first(delivery.line_id, carried)
    return [line for line in living_lines(case_id) if _first(line.pk, carried) == first]


def _first(line: UUID, carried: dict[UUID, UUID | None]) -> UUID:
    """The line of which this one is a copy, through every revision."""
    while (before := carried.get(line)) is not None:
        line = before
    return line
