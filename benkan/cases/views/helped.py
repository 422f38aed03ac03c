"""« Déjà aidée ? »: choose of whom, have a colleague agree where there are many, read what others have already done."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.cases.models import Case, HelpQuestion
from benkan.cases.reads.helped import already_helped, askable, partners
from benkan.cases.thresholds import HELP_LINES
from benkan.cases.writes.helped import approve_help, ask_help, needs_second
from benkan.common import clock
from benkan.common.permissions import check, check_either, may
from benkan.common.thresholds.reads import value_of
from benkan.linkage.permissions import HELPED, HELPED_MANY

SHOWN = 100


@require_http_methods(["GET", "POST"])
def choose(request):
    """The persons whom one accompanies; those of whom an answer is wanted."""
    check(request.actor, HELPED)
    if request.method == "POST":
        question = ask_help(by=request.actor, cases=_chosen(request.POST.getlist("cases")))
        return redirect("cases:helped", question_id=question.pk)
    cases = list(askable(request.actor)[: SHOWN + 1])
    today = HelpQuestion.objects.filter(asked_at__gte=clock.begins(clock.today())).select_related("asked_by")
    context = {
        "cases": cases[:SHOWN],
        "more": len(cases) > SHOWN,
        "most": value_of(HELP_LINES, on=clock.today()),
        "partners": partners(request.actor),
        "waiting": [one for one in today if needs_second(one)],
    }
    return render(request, "cases/helped_choose.html", context)


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
