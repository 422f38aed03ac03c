"""The plan on the page of an accompaniment: its lines, where each stands, what is to be told to the person."""

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import PLAN_LABELS, LineStatus, PlanStatus
from benkan.cases.models import Case, FundingRequest, GrantChange, Plan, PlanStatusRow
from benkan.cases.page import CasePart
from benkan.cases.permissions import PLAN
from benkan.cases.reads.events import has_died
from benkan.cases.reads.funding import last_rows, requests_of, signed_decisions, told_not_yet
from benkan.cases.reads.plans import Plans, lines_of, plans_of, requests_of_lines
from benkan.cases.views.plan_shown import LineShown, ToTell, plan_tag
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import depuis, jour

_WAITS_FOR = {PlanStatus.SUBMITTED: "en attente de décision", PlanStatus.APPROVED: "en attente de financement"}
DECISIONS = {
    FundingStatus.RETAINED: "Retenue",
    FundingStatus.ADJOURNED: "Ajournée",
    FundingStatus.REJECTED: "Rejetée",
}
_UNSAID = {PlanStatus.DRAFTED, PlanStatus.ABANDONED, PlanStatus.REPLACED}


def plan(by: Actor, case: Case) -> CasePart | None:
    """The plan in force, else its draft; a constant number of queries."""
    plans = plans_of(case)
    writes = may(by, PLAN) and case.status in UNDER_WAY
    if not plans.versions and not writes:
        return None
    rows = list(PlanStatusRow.objects.filter(plan__in=plans.versions))
    shown = plans.shown
    lines = shown_lines(shown) if shown else []
    return CasePart(
        "cases/parts/plan.html",
        {
            "plan": shown,
            "plans": plans,
            "lines": lines,
            "rejected": any(one.line.status == LineStatus.REJECTED for one in lines),
            "to_tell": [] if has_died(case.registration) else to_tell(case),
            "writes": writes,
            "leads": _leads(case),
        },
        tags=(head_tag(shown, rows, lines),) if shown else (),
        thread=_decisions(case) + _thread(plans, rows, lines) + _told(case),  # what was decided, then what followed
    )


def _leads(case: Case) -> bool:
    """Whether the plan holds the main button of the page: her assessment and her needs, which come first, are noted."""
    return case.screenings.exists() and case.needs.exists()


def shown_lines(version: Plan) -> list[LineShown]:
    """The lines of one version, each with the request that speaks of it, and that request's last word."""
    lines = lines_of(version)
    requests = requests_of_lines(version.case_id)
    asked = {line.pk: requests.get(line.pk) for line in lines if line.status != LineStatus.PLANNED}
    last = last_rows(request for request in asked.values() if request)
    found = []
    for line in lines:
        request = asked.get(line.pk)
        found.append(LineShown(line, request, last.get(request.pk) if request else None))
    return found


def head_tag(version: Plan, rows: list[PlanStatusRow], lines: list[LineShown]) -> tuple[str, str]:
    """Where a version stands; a rejection that nobody has answered comes before."""
    if version.status == PlanStatus.SUBMITTED and _to_rewrite(lines):
        return "late", "plan à revoir\u00a0: ligne rejetée"
    return plan_tag(version, [row for row in rows if row.plan_id == version.pk])


def to_tell(case: Case) -> list[ToTell]:
    """What was decided and the person does not know yet."""
    requests = list(
        told_not_yet(requests_of(case)).select_related("payer", "kind", "line", "line__kind").order_by("filed_at")
    )
    last = last_rows(requests)
    return [ToTell(request, last[request.pk], LineShown(request.line).words) for request in requests]


def _thread(plans: Plans, rows: list[PlanStatusRow], lines: list[LineShown]) -> list[dict]:
    current, entries = plans.in_force, []
    version = {plan.pk: plan.version for plan in plans.versions}
    for row in rows:
        if row.status in _UNSAID:
            continue
        number = f", version {version[row.plan_id]}" if len(version) > 1 else ""
        words = f"Plan {PLAN_LABELS[PlanStatus(row.status)].lower()}{number}"
        stands = current is not None and row.plan_id == current.pk and row.status == current.status
        waits = _WAITS_FOR.get(PlanStatus(row.status), "") if stands and not _to_rewrite(lines) else ""
        entries.append(_entry(row.at, f"{words}, {waits}" if waits else words, waits=bool(waits)))
    return entries


def _to_rewrite(lines: list[LineShown]) -> bool:
    """Nobody who pays is waited for any more, and a line was rejected: the next move is hers and her case worker's."""
    statuses = {one.line.status for one in lines}
    return LineStatus.REJECTED in statuses and LineStatus.TO_FUND not in statuses


def _decisions(case: Case) -> list[dict]:
    """Each decision that counts, by organism and never by name."""
    entries = []
    for row in signed_decisions(case):
        words = LineShown(row.request.line).words
        said = "Financée" if row.status == FundingStatus.FUNDED else DECISIONS[FundingStatus(row.status)]
        detail = [row.get_reason_display().lower(), row.request.payer.name]
        entries.append(_entry(row.at, f"{said}\u00a0: {words}", detail=", ".join(filter(None, detail))))
    changes = GrantChange.objects.filter(request__line__plan__case=case)
    for change in changes.select_related("request__line__kind", "request__payer"):
        words = f"Payée par une autre subvention\u00a0: {LineShown(change.request.line).words}"
        entries.append(
            _entry(change.at, words, detail=", ".join(filter(None, (change.request.payer.name, change.why))))
        )
    return entries


def _told(case: Case) -> list[dict]:
    told = FundingRequest.objects.filter(line__plan__case=case, told_at__isnull=False).values_list("told_at", flat=True)
    return [_entry(at, "Décision dite à la personne") for at in told]


def _entry(at, words: str, *, waits: bool = False, detail: str = "") -> dict:
    when = f"depuis {depuis(clock.day_of(at))}" if waits else jour(at)
    return {"day": at, "when": when, "words": words, "detail": detail, "state": "wait" if waits else "done"}
