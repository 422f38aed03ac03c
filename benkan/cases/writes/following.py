"""What a decision on money changes on the side of the person: her lines and her plan follow, in the same transaction.

Whoever pays reads no plan. When its decision counts, the transaction acts for a moment as the organisation that asked,
moves what must follow and gives nothing of it back but whom to tell. Rows that follow say no account: nobody there
decided them. Locks are always taken in this order: sitting, case, plans, requests, grant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import (
    AGREED,
    IN_FORCE,
    LINE_LABELS,
    LINE_MOVES,
    PAID,
    PLAN_LABELS,
    PLAN_MOVES,
    LineStatus,
    PlanStatus,
)
from benkan.cases.models import FundingRequest, Plan, PlanLine, PlanLineStatusRow, PlanStatusRow
from benkan.cases.reads.plans import living_lines, requests_of_lines
from benkan.cases.writes.moving import Track
from benkan.common.permissions import Actor, Nobody
from benkan.organisations.acting import entered

PLANS = Track(Plan, PlanStatusRow, "plan", PLAN_MOVES, PLAN_LABELS, "Ce plan")
LINES = Track(PlanLine, PlanLineStatusRow, "line", LINE_MOVES, LINE_LABELS, "Cette ligne du plan")

# Where a decision takes the line that asked; an adjourned one still waits.
_LINE_AFTER = {
    FundingStatus.RETAINED: LineStatus.RETAINED,
    FundingStatus.REJECTED: LineStatus.REJECTED,
    FundingStatus.FUNDED: LineStatus.FUNDED,
}
_BEGUN = {LineStatus.IN_PROGRESS, LineStatus.DELIVERED}


@dataclass(frozen=True)
class Followed:
    """An accompaniment in which something was decided: whom to tell of it, without a word of what."""

    organisation_id: UUID
    case_id: UUID
    account_id: UUID


def hold_plans(cases) -> dict[UUID, Plan]:
    """All versions of the plans of these accompaniments, held until the transaction ends, always in the same order."""
    held = Plan.objects.filter(case__in=cases).select_for_update(of=("self",)).order_by("pk")
    return {plan.pk: plan for plan in held}


def hold_plans_of(*, by: Actor, requests: Iterable[FundingRequest]) -> None:
    """The same for requests, from the side that pays, which does not learn which plans these are."""
    for organisation_id, asked in _by_asker(requests):
        with on_the_side_of(organisation_id, by=by):
            hold_plans(list(Plan.objects.filter(lines__requests__in=asked).values_list("case", flat=True).distinct()))


def is_given_up(*, by: Actor, request: FundingRequest) -> bool:
    """Whether whoever asked has given up every line that the request speaks of; its plans are held."""
    with on_the_side_of(request.organisation_id, by=by):
        case_id = PlanLine.objects.values_list("plan__case", flat=True).get(requests=request)
        return all(line.status == LineStatus.CANCELLED for line in copies_of(request, case_id))


def follow(*, by: Actor, requests: Iterable[FundingRequest]) -> list[Followed]:
    """Bring lines and plans to what was decided of their requests, whose plans are held; gives whom to tell."""
    followed = []
    for organisation_id, asked in _by_asker(requests):
        with on_the_side_of(organisation_id, by=by):
            followed += _follow_in(Nobody(organisation_id), asked)
    return followed


def settle(*, by: Actor, plan: Plan) -> None:
    """Approve a submitted plan once whoever pays has agreed to each line that costs; funded once each is paid; in
    progress and done with the help that is given.

    A plan in which nothing costs is approved by a colleague, never by this.
    """
    costed = [
        LineStatus(status)
        for status in plan.lines.filter(cost__gt=0).values_list("status", flat=True)
        if status != LineStatus.CANCELLED
    ]
    if costed and plan.status == PlanStatus.SUBMITTED and all(status in AGREED for status in costed):
        PLANS.move(plan, PlanStatus.APPROVED, by)
    if costed and plan.status == PlanStatus.APPROVED and all(status in PAID for status in costed):
        PLANS.move(plan, PlanStatus.FUNDED, by)
    _follow_help(plan, by)


def _follow_help(plan: Plan, by: Actor) -> None:
    """In progress from the first help that is prepared or given; done when each line is; not done any more when what
    was paid is reversed."""
    statuses = set(plan.lines.exclude(status=LineStatus.CANCELLED).values_list("status", flat=True))
    ended = statuses == {LineStatus.DELIVERED}
    if statuses & _BEGUN and plan.status in (PlanStatus.APPROVED, PlanStatus.FUNDED):
        PLANS.move(plan, PlanStatus.IN_PROGRESS, by)
    if ended and plan.status == PlanStatus.IN_PROGRESS:
        PLANS.move(plan, PlanStatus.DONE, by)
    elif not ended and plan.status == PlanStatus.DONE:
        PLANS.move(plan, PlanStatus.IN_PROGRESS, by)


def copies_of(request: FundingRequest, case_id: UUID) -> list[PlanLine]:
    """The lines that a request speaks of, in each version that still lives: the plan in force, and its revision."""
    speaks = requests_of_lines(case_id)
    return [line for line in living_lines(case_id) if (own := speaks.get(line.pk)) and own.pk == request.pk]


def _follow_in(follower: Nobody, requests: list[FundingRequest]) -> list[Followed]:
    cases: dict[UUID, list[FundingRequest]] = defaultdict(list)
    worker_of = {}
    for request in FundingRequest.objects.filter(pk__in=[one.pk for one in requests]).select_related(
        "line__plan__case"
    ):
        case = request.line.plan.case
        cases[case.pk].append(request)
        worker_of[case.pk] = case.worker_id or request.filed_by_id
    for case_id, asked in cases.items():
        for request in asked:
            _move_lines(request, case_id, follower)
        for plan in Plan.objects.filter(case=case_id, status__in=IN_FORCE):
            settle(by=follower, plan=plan)
    return [Followed(follower.organisation_id, case_id, worker_of[case_id]) for case_id in cases]


def _move_lines(request: FundingRequest, case_id: UUID, follower: Nobody) -> None:
    to = _LINE_AFTER.get(FundingStatus(request.status))
    if to is None:
        return
    for line in copies_of(request, case_id):
        if line.status not in (to, LineStatus.CANCELLED):
            LINES.move(line, to, follower)


def _by_asker(requests: Iterable[FundingRequest]) -> Iterator[tuple[UUID, list[FundingRequest]]]:
    grouped: dict[UUID, list[FundingRequest]] = defaultdict(list)
    for request in requests:
        grouped[request.organisation_id].append(request)
    yield from sorted(grouped.items())


@contextmanager
def on_the_side_of(organisation_id: UUID, *, by: Actor) -> Iterator[None]:
    with entered(account_id=by.account_id, organisation_id=organisation_id):
        yield
