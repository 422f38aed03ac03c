"""Which paid lines of a plan may be noted as stopped, and which were: a line and its copies in revisions are one."""

from uuid import UUID

from benkan.cases.lifecycles.events import EventKind
from benkan.cases.lifecycles.plans import PAID
from benkan.cases.models import Case, PlanLine
from benkan.cases.reads.events import standing
from benkan.cases.reads.plans import lines_of, plans_of


def root_of(line: PlanLine) -> UUID:
    """The first of the copies of a line."""
    return _root(line.pk, _carried(line.plan.case_id))


def failed_roots(case: Case) -> set[UUID]:
    """The first copies of the lines whose project is noted stopped."""
    carried = _carried(case.pk)
    stopped = standing().filter(case=case, kind=EventKind.PROJECT).values_list("line_id", flat=True)
    return {_root(line, carried) for line in stopped}


def lines_that_may_stop(case: Case) -> list[PlanLine]:
    """Lines of the plan that is shown, paid for, not noted stopped yet."""
    plan = plans_of(case).shown
    if plan is None:
        return []
    carried, failed = _carried(case.pk), failed_roots(case)
    return [
        line for line in lines_of(plan) if line.cost and line.status in PAID and _root(line.pk, carried) not in failed
    ]


def _carried(case_id: UUID) -> dict[UUID, UUID | None]:
    return dict(PlanLine.objects.filter(plan__case=case_id).values_list("pk", "carried_from_id"))


def _root(line: UUID, carried: dict[UUID, UUID | None]) -> UUID:
    while (before := carried.get(line)) is not None:
        line = before
    return line
