"""What is given and paid: of one accompaniment, before the body that pays; and what is left of each sum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from benkan.cases.lifecycles.deliveries import COUNTED, ON_THE_WAY, DeliveryStatus
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import LineStatus, PlanStatus
from benkan.cases.models import Case, Delivery, DeliveryStatusRow, FundingRequest, PlanLine
from benkan.cases.reads.once import once
from benkan.cases.reads.plans import lines_of, plans_of, requests_of_lines
from benkan.common.permissions import Actor

PAGE = 100
_AROUND = ("organisation", "payer", "grant", "request__kind")  # no account: those of others are nobody’s to read
# A plan whose help begins: approved, at least.
_BEGINS = frozenset({PlanStatus.APPROVED, PlanStatus.FUNDED, PlanStatus.IN_PROGRESS})


@dataclass(frozen=True)
class Sums:
    """Of one request, in whole F CFA: granted, on its way (prepared or validated), paid."""

    granted: int
    on_the_way: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """What may still be prepared."""
        return self.granted - self.on_the_way - self.paid


@dataclass
class ToGive:
    """A line of a plan by which something may be given: what its request grants, and what was given so far."""

    line: PlanLine
    request: FundingRequest | None
    sums: Sums
    deliveries: list[Delivery] = field(default_factory=list)

    @property
    def costs(self) -> bool:
        return self.line.cost > 0

    @property
    def may_prepare(self) -> bool:
        funded = self.request is not None and self.request.status == FundingStatus.FUNDED
        begun = self.line.status in (LineStatus.FUNDED, LineStatus.IN_PROGRESS)
        return self.costs and funded and begun and self.sums.left > 0

    def may_render(self, plan_status: str) -> bool:
        """A service of an approved plan that nobody noted yet."""
        waits = self.line.status in (LineStatus.PLANNED, LineStatus.IN_PROGRESS)
        return not self.costs and waits and plan_status in _BEGINS


def sums_of(requests: Iterable[FundingRequest]) -> dict[UUID, Sums]:
    """What was prepared and paid of each request, in one query."""
    requests = list(requests)
    rows = (
        Delivery.objects.filter(request__in=[one.pk for one in requests], status__in=COUNTED)
        .values("request_id")
        .annotate(
            way=Coalesce(Sum("amount", filter=Q(status__in=ON_THE_WAY)), 0),
            paid=Coalesce(Sum("amount", filter=Q(status=DeliveryStatus.PAID)), 0),
        )
    )
    found = {row["request_id"]: (row["way"], row["paid"]) for row in rows}
    return {one.pk: Sums(one.granted or 0, *found.get(one.pk, (0, 0))) for one in requests}


@once
def of_case(case: Case | UUID) -> list[Delivery]:
    """All that was ever prepared or given in this accompaniment, the oldest first."""
    rows = Delivery.objects.filter(line__plan__case=case).select_related(*_AROUND, "line__kind")
    return list(rows.order_by("prepared_at", "pk"))


def lines_to_give(case: Case) -> tuple[str, list[ToGive]]:
    """The lines of the plan by which something is or was given, and where that plan stands ("" without one).

    Five queries, however many lines.
    """
    plans = plans_of(case)
    plan = plans.in_force or plans.revisable or plans.shown
    if plan is None:
        return "", []
    requests = requests_of_lines(case)
    sums = sums_of({request.pk: request for request in requests.values()}.values())
    given = of_case(case)
    found = []
    for line in lines_of(plan):
        request = requests.get(line.pk) if line.cost else None
        mine = [one for one in given if (one.request_id == request.pk if request else one.line_id == line.pk)]
        found.append(ToGive(line, request, sums[request.pk] if request else Sums(0), mine))
    return plan.status, found


def paid_by_us(by: Actor) -> QuerySet[Delivery]:
    """Deliveries that one's organisation pays, the oldest first, with when each entered the status it stands in."""
    last = DeliveryStatusRow.objects.filter(delivery=OuterRef("pk")).order_by("-at", "-id")
    rows = Delivery.objects.filter(payer=by.organisation_id, amount__gt=0).select_related(*_AROUND)
    return rows.annotate(since=Subquery(last.values("at")[:1])).order_by("prepared_at", "pk")


def to_validate(by: Actor) -> QuerySet[Delivery]:
    return paid_by_us(by).filter(status=DeliveryStatus.PREPARED).exclude(prepared_by=by.account_id)


def to_pay(by: Actor) -> QuerySet[Delivery]:
    """Validated by somebody else, and prepared by somebody else."""
    rows = paid_by_us(by).filter(status=DeliveryStatus.VALIDATED)
    return rows.exclude(Q(prepared_by=by.account_id) | Q(validated_by=by.account_id))


def to_hand_over(by: Actor) -> QuerySet[Delivery]:
    """Paid for those whom one accompanies, without a signed receipt: the longest paid first."""
    rows = Delivery.objects.filter(
        line__plan__case__worker=by.account_id, status=DeliveryStatus.PAID, received_on__isnull=True, amount__gt=0
    )
    return rows.select_related("line__plan__case__registration").order_by("paid_on", "pk")


def last_reasons(deliveries: Iterable[Delivery]) -> dict[UUID, DeliveryStatusRow]:
    """By delivery, the row of the status it stands in; one query."""
    rows = DeliveryStatusRow.objects.filter(delivery__in=[one.pk for one in deliveries])
    return {row.delivery_id: row for row in rows.order_by("at", "id")}


def begins(plan_status: str) -> bool:
    return plan_status in _BEGINS
