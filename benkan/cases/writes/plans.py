"""A plan is drafted, submitted to whoever pays, taken back, approved where nothing costs, revised, given up."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.funding import LIVING, UNDECIDED, FundingStatus
from benkan.cases.lifecycles.plans import AGREED, LineStatus, PlanStatus
from benkan.cases.models import Case, FundingStatusRow, GrantChange, Plan, PlanLine
from benkan.cases.permissions import PLAN
from benkan.cases.reads.funding import requests_of
from benkan.cases.reads.plans import lines_of, plans_of, requests_of_lines
from benkan.cases.writes.asking import REQUESTS, ask, check_may_ask, withdraw_all
from benkan.cases.writes.following import LINES, PLANS, hold_plans, settle
from benkan.cases.writes.needs_of_lines import plan_needs
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people.models import Registration

# What a revision copies of a line; where it stands, too, once it is before whoever pays.
_COPIED = (
    "need_id", "kind_id", "restricted", "pillar", "dimension", "level", "title", "responsible_id", "structure_id",
    "payer_id", "cost", "begins", "ends", "second_of_id",
)  # fmt: skip
CARRIED_AS_THEY_STAND = AGREED | {LineStatus.TO_FUND, LineStatus.REJECTED}
_BEFORE_WHO_PAYS = (LineStatus.TO_FUND, LineStatus.RETAINED)


@transaction.atomic
def begin_plan(*, by: Actor, case: Case, goal: str = "", why: str = "") -> Plan:
    """Begin a draft; where a plan is in force or done, a revision of it, which says `why` and carries its lines.

    What is before whoever pays, or paid, is carried as it stands and is not asked again. Raises `Impossible` where a
    draft exists, or the accompaniment is over.
    """
    check(by, PLAN)
    case = under_way(case)
    hold_plans([case.pk])
    plans = plans_of(case)
    if plans.draft is not None:
        raise Impossible("Un brouillon existe déjà pour cette personne\u00a0: reprenez-le.")
    earlier, why = plans.revisable, _one_line(why)
    if earlier is not None and not why:
        raise Impossible("Dites pourquoi le plan est revu\u00a0: l’ancienne version reste, avec ce motif.")
    plan = Plan(
        organisation_id=by.organisation_id,
        case=case,
        version=(Plan.objects.filter(case=case).aggregate(last=Max("version"))["last"] or 0) + 1,
        revises=earlier,
        why=why if earlier else "",
        goal=_one_line(goal) or (earlier.goal if earlier else ""),
        written_by_id=by.account_id,
    )
    plan.save(force_insert=True)
    PLANS.begin(plan, by)
    if earlier is not None:
        _carry(earlier, plan, by)
    record(verbs.PLAN_BEGUN, by=by, on=plan, file_id=case.registration_id)
    return plan


@transaction.atomic
def say_goal(*, by: Actor, plan: Plan, goal: str, why: str = "") -> Plan:
    """What she wants to reach, in her words; of a revision, also why."""
    check(by, PLAN)
    plan = held_draft(plan)
    plan.goal = _one_line(goal)
    if plan.revises_id is not None:
        plan.why = _one_line(why) or plan.why
    plan.save(update_fields=["goal", "why"])
    record(verbs.PLAN_GOAL_SAID, by=by, on=plan, file_id=plan.case.registration_id)
    return plan


@transaction.atomic
def submit_plan(*, by: Actor, plan: Plan) -> Plan:
    """Ask whoever pays for each line that costs and was not asked yet; in a plan without any, a colleague approves.

    The version that it revises is replaced.

    Raises `Impossible` with what is missing or over a ceiling, `Refused` where the person did not agree that it leaves
    the organisation or no agreement carries it. Either all is asked, or nothing.
    """
    check(by, PLAN)
    plan = held_draft(plan)
    lines = lines_of(plan)
    _check_complete(plan, lines)
    asking = [line for line in lines if line.cost and line.status == LineStatus.PLANNED]
    check_may_ask(plan.case.registration, lines, asking)
    if plan.revises is not None and PLANS.may_move(plan.revises, PlanStatus.REPLACED):
        PLANS.move(plan.revises, PlanStatus.REPLACED, by)
    PLANS.move(plan, PlanStatus.SUBMITTED, by)
    for line in asking:
        LINES.move(line, LineStatus.TO_FUND, by)
    plan_needs(by=by, lines=lines)
    ask(by=by, plan=plan, asking=asking)
    settle(by=by, plan=plan)
    record(verbs.PLAN_SUBMITTED, by=by, on=plan, file_id=plan.case.registration_id, count=len(asking))
    return plan


@transaction.atomic
def take_back_plan(*, by: Actor, plan: Plan) -> Plan:
    """Back to the draft, as long as nobody who pays has decided any of its lines."""
    check(by, PLAN)
    plan = _held(plan)
    if plan.status != PlanStatus.SUBMITTED:
        raise Impossible("Ce plan n’est pas devant qui paie\u00a0: il n’y a rien à reprendre.")
    if plans_of(plan.case_id).draft is not None:
        raise Impossible(
            "Une révision de ce plan est en brouillon\u00a0: abandonnez-la d’abord, puis reprenez ce plan."
        )
    requests = list(
        requests_of(plan.case).filter(line__plan=plan).select_for_update(of=("self",)).select_related("payer")
    )
    for request in requests:
        if request.status not in UNDECIDED | {FundingStatus.WITHDRAWN}:
            raise Impossible(
                f"{request.payer.name} a déjà examiné une ligne de ce plan\u00a0: il n’est plus à reprendre. Une ligne "
                "rejetée se récrit, et le plan se révise."
            )
    for request in requests:
        if request.status in UNDECIDED:
            REQUESTS.move(request, FundingStatus.WITHDRAWN, by)
    for line in plan.lines.filter(status=LineStatus.TO_FUND, requests__in=requests).distinct():
        LINES.move(line, LineStatus.PLANNED, by)
    PLANS.move(plan, PlanStatus.DRAFTED, by)
    record(verbs.PLAN_TAKEN_BACK, by=by, on=plan, file_id=plan.case.registration_id)
    return plan


@transaction.atomic
def approve_plan(*, by: Actor, plan: Plan) -> Plan:
    """A colleague approves a plan that asks no money: neither who wrote it nor who submitted it."""
    check(by, PLAN)
    plan = _held(plan)
    if plan.status == PlanStatus.SUBMITTED and (awaits := awaits_money(plan)):
        raise Impossible(awaits)
    if by.account_id in authors_of(plan):
        raise Impossible("Vous avez rédigé ou soumis ce plan\u00a0: un collègue l’approuve, pas vous.")
    PLANS.move(plan, PlanStatus.APPROVED, by)
    settle(by=by, plan=plan)  # a revision of a plan whose help has begun
    record(verbs.PLAN_APPROVED, by=by, on=plan, file_id=plan.case.registration_id)
    return plan


@transaction.atomic
def abandon_plan(*, by: Actor, plan: Plan) -> Plan:
    """Give up a draft that was never submitted."""
    check(by, PLAN)
    plan = held_draft(plan)
    if plan.statuses.filter(status=PlanStatus.SUBMITTED).exists():
        raise Impossible("Ce plan a déjà été soumis\u00a0: retirez les lignes de trop et soumettez-le de nouveau.")
    PLANS.move(plan, PlanStatus.ABANDONED, by)
    record(verbs.PLAN_ABANDONED, by=by, on=plan, file_id=plan.case.registration_id)
    return plan


def authors_of(plan: Plan) -> set[UUID]:
    """Accounts that wrote the plan or one of its lines, or submitted it."""
    submitted = plan.statuses.filter(status=PlanStatus.SUBMITTED).values_list("by_id", flat=True)
    wrote = plan.lines.filter(carried_from=None).values_list("written_by_id", flat=True)
    return {plan.written_by_id, *submitted, *wrote} - {None}


def awaits_money(plan: Plan) -> str:
    """Why a colleague does not approve it: whoever pays decides of a line that costs; "" where none does."""
    if plan.lines.filter(cost__gt=0).exclude(status=LineStatus.CANCELLED).exists():
        return "Une ligne de ce plan demande de l’argent\u00a0: c’est à l’organisme qui paie de décider."
    return ""


def held_draft(plan: Plan) -> Plan:
    """The plan as it stands now, held, still a draft of an accompaniment under way; `Impossible` otherwise."""
    plan = _held(plan)
    if plan.status != PlanStatus.DRAFTED:
        raise Impossible(
            "Ce plan n’est plus un brouillon\u00a0: rien n’a été changé. Pour le changer, reprenez-le ou révisez-le."
        )
    return plan


def erase_plan_words(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what was written of these persons in their plans, before and after corrections, and in what was asked of
    whoever pays (see `people.erasers`). Amounts, kinds and statuses stay: they are counted."""
    if not whole:
        return
    hold_plans(list(Case.objects.filter(registration__in=registrations).values_list("pk", flat=True)))
    withdraw_all(by=by, registrations=registrations)
    of_them = {"case__registration__in": registrations}
    Plan.objects.filter(**of_them).update(goal="", why="")
    PlanLine.objects.filter(plan__case__registration__in=registrations).exclude(title="").update(title="")
    # Last: the change above left what stood before it.
    lines = PlanLine.objects.filter(plan__case__registration__in=registrations)
    PlanLine.pgh_event_model.objects.filter(pgh_obj__in=lines.values("pk")).update(title="")
    told = FundingStatusRow.objects.filter(request__line__plan__case__registration__in=registrations)
    told.exclude(words="").update(words="")
    changed = GrantChange.objects.filter(request__line__plan__case__registration__in=registrations)
    changed.exclude(why="").update(why="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_empty_request_titles(%s::uuid[])", [[one.pk for one in registrations]])


def _carry(earlier: Plan, plan: Plan, by: Actor) -> None:
    asked = requests_of_lines(earlier.case_id)
    for line in lines_of(earlier):
        kept = line.status if line.status in CARRIED_AS_THEY_STAND else LineStatus.PLANNED
        if kept in _BEFORE_WHO_PAYS and ((request := asked.get(line.pk)) is None or request.status not in LIVING):
            kept = LineStatus.PLANNED  # taken back meanwhile: it is asked anew
        copied = PlanLine(
            **{name: getattr(line, name) for name in _COPIED},
            organisation_id=by.organisation_id,
            plan=plan,
            carried_from_id=line.pk,
            status=kept,
            written_by_id=by.account_id,
        )
        copied.save(force_insert=True)
        LINES.begin(copied, by)


def _check_complete(plan: Plan, lines: list[PlanLine]) -> None:
    if not plan.goal:
        raise Impossible("Notez d’abord ce que la personne veut atteindre, avec ses mots\u00a0: le plan est le sien.")
    if not lines:
        raise Impossible("Ce plan n’a aucune ligne\u00a0: ajoutez ce qui sera fait, puis soumettez-le.")
    if any(line.status == LineStatus.REJECTED for line in lines):
        raise Impossible("Une ligne rejetée est encore là\u00a0: récrivez-la ou retirez-la, puis soumettez le plan.")


def _held(plan: Plan) -> Plan:
    case = under_way(plan.case)
    held = hold_plans([case.pk])[plan.pk]
    held.case = case
    return held


def under_way(case: Case) -> Case:
    """The accompaniment, held before its plans are; `Impossible` once it is over."""
    held = Case.objects.select_related("registration__destination").select_for_update(of=("self",))
    case = held.get(pk=case.pk)
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement est clos ou transmis\u00a0: son plan ne change plus. Rouvrez-le d’abord.")
    return case


def _one_line(text: str) -> str:
    return " ".join(text.split())
