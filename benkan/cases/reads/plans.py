"""The plans of an accompaniment: their versions, their lines, and the request that speaks of each line."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from benkan.cases.lifecycles.plans import IN_FORCE, SET_ASIDE, LineStatus, PlanStatus
from benkan.cases.models import Case, FundingRequest, Plan, PlanLine
from benkan.cases.reads.once import once


@dataclass(frozen=True)
class Plans:
    """What one may begin from: the plan by which she is accompanied, its draft, and all versions, the latest first."""

    versions: list[Plan]

    @property
    def draft(self) -> Plan | None:
        return next((plan for plan in self.versions if plan.status == PlanStatus.DRAFTED), None)

    @property
    def in_force(self) -> Plan | None:
        return next((plan for plan in self.versions if plan.status in IN_FORCE), None)

    @property
    def revisable(self) -> Plan | None:
        """The one that a revision would replace: in force, or done."""
        done = next((plan for plan in self.versions if plan.status == PlanStatus.DONE), None)
        return self.in_force or done

    @property
    def shown(self) -> Plan | None:
        """The one that the page of the accompaniment shows: in force, else the draft, else the last."""
        return self.in_force or self.draft or next(iter(self.versions), None)


@once
def plans_of(case: Case | UUID) -> Plans:
    return Plans(list(Plan.objects.filter(case=case).order_by("-version")))


@once
def requests_of_lines(case: Case | UUID) -> dict[UUID, FundingRequest]:
    """By line, the latest request that speaks of it: its own, else that of the line it was carried from. Two queries.

    A line carried into a revision is not asked again: what was asked for the first speaks of all its copies.
    """
    carried = dict(PlanLine.objects.filter(plan__case=case).values_list("pk", "carried_from_id"))
    requests = FundingRequest.objects.filter(line__in=list(carried)).select_related("payer", "grant")
    own = {request.line_id: request for request in requests.order_by("filed_at", "pk")}
    found = {}
    for line in carried:
        at: UUID | None = line
        while at is not None and at not in own:
            at = carried.get(at)
        if at is not None:
            found[line] = own[at]
    return found


def living_lines(case: Case | UUID) -> QuerySet[PlanLine]:
    """Lines of the versions that still live, none cancelled."""
    lines = PlanLine.objects.filter(plan__case=case).exclude(plan__status__in=SET_ASIDE)
    return lines.exclude(status=LineStatus.CANCELLED)


@once
def lines_of(plan: Plan) -> list[PlanLine]:
    """The lines of one version in their order, cancelled ones left out, with all that a page says of them."""
    around = plan.lines.select_related("kind", "need", "responsible", "structure", "payer")
    return list(around.exclude(status=LineStatus.CANCELLED))
