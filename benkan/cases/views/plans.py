"""The plan of a person: begun, read, submitted, taken back, approved, revised; what was decided is told to her."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.plans import GoalForm
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.plans import IN_FORCE, PLAN_LABELS, LineStatus, PlanStatus
from benkan.cases.models import FundingRequest, Plan, PlanStatusRow
from benkan.cases.parts.plan import head_tag, shown_lines, to_tell
from benkan.cases.permissions import PLAN, READ
from benkan.cases.reads.plans import Plans, plans_of
from benkan.cases.views.found import case_of
from benkan.cases.views.plan_shown import LineShown
from benkan.cases.writes import funding as funding_writes
from benkan.cases.writes import plans as writes
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check, may
from benkan.people.views.found import answers_of, status_of


@dataclass(frozen=True)
class Move:
    """One move of a plan: what writes it, and what is said once done."""

    write: str
    done: str


MOVES = {
    "soumettre": Move("submit_plan", "Le plan est soumis. Rien n’est décidé\u00a0: ne promettez rien à la personne."),
    "reprendre": Move("take_back_plan", "Le plan est repris\u00a0: c’est de nouveau un brouillon."),
    "approuver": Move("approve_plan", "Le plan est approuvé."),
    "abandonner": Move("abandon_plan", "Le brouillon est abandonné."),
}


def plan_of(request, plan_id: UUID, right: Permission) -> Plan:
    """The plan under the row policy (404 where it is another organisation's), if the right is held (403)."""
    found = get_object_or_404(Plan, pk=plan_id)
    found.case = case_of(request, found.case_id, right)
    return found


@require_http_methods(["GET", "POST"])
def begin(request, case_id):
    """Begin a draft with her goal; where a plan is in force, a revision of it, with why."""
    case = case_of(request, case_id, PLAN)
    plans = plans_of(case)
    if plans.draft is not None and request.method == "GET":
        return redirect("cases:plan", plan_id=plans.draft.pk)
    earlier = plans.revisable
    form = GoalForm(
        answers_of(request), revision=earlier is not None, initial={"goal": earlier.goal} if earlier else None
    )
    if form.is_valid():
        with saying(form):
            made = writes.begin_plan(by=request.actor, case=case, **form.cleaned_data)
            messages.success(request, "Le brouillon est ouvert. Ajoutez ce qui sera fait, ligne par ligne.")
            return redirect("cases:plan", plan_id=made.pk)
    title = "Réviser le plan" if earlier else "Rédiger le plan"
    return _form(request, case, form, title, "Ouvrir le brouillon", reverse("cases:case", args=[case.pk]))


@require_http_methods(["GET", "POST"])
def goal(request, plan_id):
    found = plan_of(request, plan_id, PLAN)
    form = GoalForm(
        answers_of(request),
        revision=found.revises_id is not None,
        initial={"goal": found.goal, "why": found.why},
    )
    if form.is_valid():
        with saying(form):
            writes.say_goal(by=request.actor, plan=found, **form.cleaned_data)
            messages.success(request, "C’est noté.")
            return redirect("cases:plan", plan_id=found.pk)
    return _form(request, found.case, form, "But du plan", "Enregistrer", reverse("cases:plan", args=[found.pk]))


@require_GET
def plan(request, plan_id):
    """One version, with what may be done of it; opening it is a reading."""
    found = plan_of(request, plan_id, READ)
    record(verbs.PLAN_READ, by=request.actor, on=found, file_id=found.case.registration_id)
    return shown(request, found)


@require_POST
def move(request, plan_id, word):
    """Submit, take back, approve, abandon; what stands in the way is said on the plan's own page."""
    found = plan_of(request, plan_id, PLAN)
    if (wanted := MOVES.get(word)) is None:
        raise Http404
    form = forms.Form({})
    with saying(form, refusal=(Impossible, Refused)):
        getattr(writes, wanted.write)(by=request.actor, plan=found)
        messages.success(request, wanted.done)
        if word == "abandonner":
            return redirect("cases:case", case_id=found.case_id)
        return redirect("cases:plan", plan_id=found.pk)
    return shown(request, found, form)


@require_POST
def tell(request, request_id):
    """The person was told what was decided."""
    asked = get_object_or_404(FundingRequest.objects.filter(organisation=request.actor.organisation_id), pk=request_id)
    check(request.actor, PLAN)
    funding_writes.tell_decision(by=request.actor, request=asked)
    messages.success(request, "Noté\u00a0: la personne sait ce qui a été décidé.")
    return redirect("cases:case", case_id=asked.line.plan.case_id)


def shown(request, found: Plan, form: forms.Form | None = None):
    """The page of one version; with the sentences of `form` where something was refused."""
    found.refresh_from_db(fields=["status"])
    plans, lines = plans_of(found.case), shown_lines(found)
    rows = list(PlanStatusRow.objects.filter(plan=found))
    may_write = may(request.actor, PLAN) and found.case.status in UNDER_WAY
    context = {
        "plan": found,
        "case": found.case,
        "registration": found.case.registration,
        "tag": head_tag(found, rows, lines),
        "lines": lines,
        "asked": _asked(lines),
        "rejected": any(one.line.status == LineStatus.REJECTED for one in lines),
        "to_tell": to_tell(found.case),
        "form": form,
        "others": [one for one in plans.versions if one.pk != found.pk],
        "labels": {one.pk: PLAN_LABELS[PlanStatus(one.status)].lower() for one in plans.versions},
        **_allowed(request, found, lines, plans, may_write),
    }
    return render(request, "cases/plan.html", context, status=status_of(form) if form else 200)


def _allowed(request, found: Plan, lines: list[LineShown], plans: Plans, may_write: bool) -> dict:
    costs = any(one.line.cost for one in lines)
    submitted, in_force = found.status == PlanStatus.SUBMITTED, found.status in IN_FORCE
    author = request.actor.account_id in writes.authors_of(found)
    return {
        "drafted": may_write and found.status == PlanStatus.DRAFTED,
        "abandonable": not any(row.status == PlanStatus.SUBMITTED for row in found.statuses.all()),
        "may_take_back": may_write and submitted and not any(_decided(one) for one in lines),
        "awaits_colleague": submitted and not costs,
        "may_approve": may_write and submitted and not costs and not author,
        "may_decide_rejected": may_write and (in_force or found.status == PlanStatus.DRAFTED),
        "may_revise": may_write and plans.draft is None and plans.revisable is not None and plans.revisable == found,
    }


def _decided(one: LineShown) -> bool:
    return one.line.carried_from_id is None and one.line.status in (
        LineStatus.RETAINED,
        LineStatus.REJECTED,
        LineStatus.FUNDED,
    )


def _asked(lines: list[LineShown]) -> list[tuple[str, int, int]]:
    """By payer: its name, how many lines would be asked of it by submitting now, and how much they make."""
    sums: dict[str, tuple[int, int]] = {}
    for one in lines:
        if one.line.cost and one.line.status == LineStatus.PLANNED and one.line.payer:
            count, total = sums.get(one.line.payer.name, (0, 0))
            sums[one.line.payer.name] = count + 1, total + one.line.cost
    return [(name, count, total) for name, (count, total) in sorted(sums.items())]


def _form(request, case, form, title: str, button: str, back: str):
    context = {
        "case": case,
        "registration": case.registration,
        "form": form,
        "title": title,
        "button": button,
        "cancel_url": back,
    }
    return render(request, "cases/form.html", context, status=status_of(form))
