"""« Déjà aidée ? »: choose of whom, have a colleague agree where there are many, read what others have already done."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.cases.forms.helped import WhyForm
from benkan.cases.models import Case, HelpQuestion
from benkan.cases.reads.helped import already_helped, askable, partners
from benkan.cases.thresholds import HELP_LINES
from benkan.cases.writes.helped import approve_help, ask_help, needs_second
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check, check_either, may
from benkan.common.thresholds.reads import value_of
from benkan.linkage.permissions import HELPED, HELPED_MANY
from benkan.people.views.found import answers_of, status_of

SHOWN = 100


@require_http_methods(["GET", "POST"])
def choose(request):
    """The persons whom one accompanies, or the one whose page leads here (`pour`); those chosen, and why."""
    check(request.actor, HELPED)
    chosen = _chosen(request.POST.getlist("cases") if request.method == "POST" else request.GET.getlist("pour"))
    form = WhyForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            question = ask_help(by=request.actor, cases=chosen, why=form.cleaned_data["why"])
            return redirect("cases:helped", question_id=question.pk)
    alone, mine = request.GET.getlist("pour"), askable(request.actor)
    cases = list((mine.filter(pk__in=_chosen(alone)) if alone else mine)[: SHOWN + 1])
    today = HelpQuestion.objects.filter(asked_at__gte=clock.begins(clock.today())).select_related("asked_by")
    context = {
        "form": form,
        "chosen": chosen,
        "alone": bool(alone),
        "cases": cases[:SHOWN],
        "more": len(cases) > SHOWN,
        "most": value_of(HELP_LINES, on=clock.today()),
        "partners": partners(request.actor),
        "waiting": [one for one in today if needs_second(one)],
    }
    return render(request, "cases/helped_choose.html", context, status=status_of(form))


@require_GET
def answer(request, question_id):
    """What others gave, to who asked and the day it was asked; to a colleague, what she is asked to approve."""
    question = get_object_or_404(HelpQuestion.objects.select_related("asked_by"), pk=question_id)
    check_either(request.actor, HELPED, HELPED_MANY)
    mine = question.asked_by_id == request.actor.account_id
    waits, over = needs_second(question), clock.day_of(question.asked_at) != clock.today()
    context = {"question": question, "mine": mine, "waits": waits, "over": over, "partners": partners(request.actor)}
    context |= {"asks": may(request.actor, HELPED), "approves": may(request.actor, HELPED_MANY)}
    if mine and not waits and not over:
        found = already_helped(question)
        cases = Case.objects.filter(pk__in=question.cases).select_related("registration").order_by("number")
        context["rows"] = [(case, found.get(case.pk, [])) for case in cases]
    return render(request, "cases/helped.html", context)


@require_POST
def approve(request, question_id):
    """A second colleague agrees."""
    question = approve_help(by=request.actor, question=get_object_or_404(HelpQuestion, pk=question_id))
    messages.success(request, f"C’est approuvé. {question.asked_by.name} peut lire la réponse aujourd’hui.")
    return redirect("cases:helped", question_id=question.pk)


def _chosen(typed: list[str]) -> set[UUID]:
    """What is no identifier is nobody's."""
    found = set()
    for one in typed:
        try:
            found.add(UUID(one))
        except ValueError:
            continue
    return found
