"""One line of a plan: from a need in one gesture or from a kind of help; corrected, retired, written again."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from benkan.cases.forms.plans import LineForm
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.models import Need, Plan, PlanLine
from benkan.cases.permissions import PLAN
from benkan.cases.reads.funding import ceilings_on, payers
from benkan.cases.reads.plans import lines_of
from benkan.cases.views.plan_shown import LineShown
from benkan.cases.views.plans import plan_of, shown
from benkan.cases.writes import plan_lines as writes
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.offers.models import HelpKind, Structure
from benkan.offers.reads.directory import kinds_on
from benkan.organisations.models import Organisation
from benkan.people.views.found import answers_of, status_of

RESTRICTED = "reservee"  # what the address says of a line that names its pillar only


@dataclass(frozen=True)
class Move:
    write: str
    done: str


MOVES = {
    "retirer": Move("cancel_line", "La ligne est retirée du plan."),
    "recrire": Move("rewrite_line", "Le plan est de nouveau un brouillon\u00a0: changez la ligne, puis soumettez-le."),
    "contester": Move("contest_line", "La demande est déposée de nouveau\u00a0: une autre séance la décidera."),
}


@require_http_methods(["GET", "POST"])
def add(request, plan_id):
    """First what it answers: a need or a kind of help; then the rest of the line."""
    plan = plan_of(request, plan_id, PLAN)
    chosen = _chosen(request, plan)
    if chosen is None:
        nothing = request.GET.get("aide") == ""  # « Continuer » was pressed, and nothing chosen
        return render(request, "cases/plan_choose.html", _choices(plan) | {"nothing": nothing})
    kind, need = chosen
    form = _form_of(request, kind, need)
    if form.is_valid():
        with saying(form):
            made = writes.add_line(by=request.actor, plan=plan, wanted=form.wanted)
            messages.success(request, f"Ligne ajoutée\u00a0: {LineShown(made).words}.")
            return redirect("cases:plan", plan_id=plan.pk)
    return _page(request, plan, form, "Ajouter une ligne", "Ajouter au plan")


@require_http_methods(["GET", "POST"])
def change(request, line_id):
    line = line_of(request, line_id)
    form = _form_of(request, line.kind, line.need, line)
    if form.is_valid():
        with saying(form):
            writes.change_line(by=request.actor, line=line, wanted=form.wanted)
            messages.success(request, "La ligne est corrigée.")
            return redirect("cases:plan", plan_id=line.plan_id)
    return _page(request, line.plan, form, "Modifier la ligne", "Enregistrer")


@require_POST
def move(request, line_id, word):
    """Take it out, write it otherwise, contest its rejection; what stands in the way is said on the plan's page."""
    line = line_of(request, line_id)
    if (wanted := MOVES.get(word)) is None:
        raise Http404
    form = forms.Form({})
    with saying(form, refusal=(Impossible, Refused)):
        getattr(writes, wanted.write)(by=request.actor, line=line)
        messages.success(request, wanted.done)
        return redirect("cases:plan", plan_id=line.plan_id)
    return shown(request, line.plan, form)


def line_of(request, line_id: UUID) -> PlanLine:
    """The line under the row policy (404 where it is another organisation's), if the right is held (403)."""
    line = get_object_or_404(PlanLine.objects.select_related("kind", "need", "payer"), pk=line_id)
    line.plan = plan_of(request, line.plan_id, PLAN)
    return line


def _chosen(request, plan: Plan) -> tuple[HelpKind | None, Need | None] | None:
    """The kind and the need that the address names; None while nothing is chosen. A need of somebody else: 404."""
    need_id, code = request.GET.get("besoin", ""), request.GET.get("aide", "")
    if need_id:
        try:
            need = get_object_or_404(Need.objects.select_related("kind"), pk=UUID(need_id), case=plan.case_id)
        except ValueError:
            raise Http404 from None
        return need.kind, need
    if code == RESTRICTED:
        return None, None
    if not code:
        return None
    return get_object_or_404(kinds_on(clock.today()).filter(restricted=False), code=code), None


def _choices(plan: Plan) -> dict:
    answered = {line.need_id for line in lines_of(plan)}
    needs = (
        Need.objects.filter(case=plan.case_id, status__in=WAITING)
        .select_related("kind")
        .exclude(pk__in=answered - {None})
    )
    headings: dict[str, list[HelpKind]] = {}
    for kind in kinds_on(clock.today()).filter(restricted=False):
        headings.setdefault(kind.heading, []).append(kind)
    return {
        "plan": plan,
        "registration": plan.case.registration,
        "needs": list(needs),
        "headings": list(headings.items()),
        "restricted": RESTRICTED,
    }


def _form_of(request, kind: HelpKind | None, need: Need | None, line: PlanLine | None = None) -> LineForm:
    return LineForm(
        answers_of(request),
        kind=kind,
        need=need,
        actors=Organisation.objects.filter(closed_at__isnull=True).order_by("name"),
        structures=Structure.objects.filter(closed_at__isnull=True),
        payers=_payers(request, line),
        ceilings=ceilings_on(clock.today(), kind.code) if kind else {},
        line=line,
    )


def _payers(request, line: PlanLine | None) -> list[Organisation]:
    known = payers(request.actor)
    if line is not None and line.payer is not None and line.payer not in known:
        known.append(line.payer)
    return known


def _page(request, plan: Plan, form: LineForm, title: str, button: str):
    about = form.kind.label if form.kind else "Aide réservée\u00a0: seul son pilier est écrit"
    context = {
        "case": plan.case,
        "registration": plan.case.registration,
        "form": form,
        "title": title,
        "button": button,
        "sentence": f"{about}.",
        "cancel_url": reverse("cases:plan", args=[plan.pk]),
    }
    return render(request, "cases/form.html", context, status=status_of(form))
