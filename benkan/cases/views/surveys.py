"""The questionnaire in three steps, its answers, what is sealed of it; what she thinks of the help."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs, writes
from benkan.cases.engine.grids import grid_of
from benkan.cases.forms.surveys import BeginForm, DimensionForm, OpinionForm, ReasonForm
from benkan.cases.models import Case, Survey
from benkan.cases.permissions import FOLLOW, READ, READ_RESTRICTED
from benkan.cases.reads.surveys import answered_codes, restricted_shown, result_shown, scores_shown, shown
from benkan.cases.views.asking import ask
from benkan.cases.views.found import case_of
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people.views.found import answers_of


@require_http_methods(["GET", "POST"])
def begin(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    form = BeginForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            survey = writes.begin_survey(by=request.actor, case=found, **form.cleaned_data)
            return redirect("cases:survey_step", case_id=found.pk, survey_id=survey.pk, step=1)
    sentence = (
        "Trente questions, vingt minutes. Elle peut ne pas répondre, et s’arrêter quand elle veut\u00a0: l’aide n’en "
        "dépend pas."
    )
    return ask(request, found, form, title="Poser le questionnaire", button="Commencer", sentence=sentence)


@require_http_methods(["GET", "POST"])
def step(request, case_id, survey_id, step):
    """One dimension. Each answer is kept as soon as it is given; the last step finishes."""
    found = case_of(request, case_id, FOLLOW)
    survey = survey_of(found, survey_id)
    if survey.finished_at is not None:
        return redirect("cases:survey", case_id=found.pk, survey_id=survey.pk)
    grid = grid_of(survey.grid.content)
    codes = list(grid.dimensions)
    if not 1 <= step <= len(codes):
        raise Http404
    items = grid.of_dimension(codes[step - 1])
    form = DimensionForm(items, answered_codes(survey) - set(survey.answers), answers_of(request), survey.answers)
    last = step == len(codes)
    if form.is_valid():
        with saying(form):
            survey = writes.save_answers(by=request.actor, survey=survey, answers=form.answers)
            if request.htmx:
                return HttpResponse(status=204)
            return _onward(request, found, survey, step, last=last)
    more = {"template": "cases/survey_step.html", "survey": survey, "steps": list(grid.dimensions.values())}
    return ask(
        request, found, form, title=grid.dimensions[codes[step - 1]],
        button="Terminer le questionnaire" if last else "Suite", number=step,
        back=reverse("cases:survey_step", args=[found.pk, survey.pk, step - 1]) if step > 1 else "", **more,
    )  # fmt: skip


def _onward(request, case: Case, survey: Survey, step: int, *, last: bool):
    if not last:
        return redirect("cases:survey_step", case_id=case.pk, survey_id=survey.pk, step=step + 1)
    writes.finish_survey(by=request.actor, survey=survey)
    messages.success(request, "Le questionnaire est terminé. Remerciez-la\u00a0: tout reste dans son dossier.")
    return redirect("cases:survey", case_id=case.pk, survey_id=survey.pk)


@require_GET
def survey(request, case_id, survey_id):
    """Its answers, dimension by dimension, and how many were answered; opening it is a reading."""
    found = case_of(request, case_id, READ)
    one = survey_of(found, survey_id)
    record(verbs.SURVEY_READ, by=request.actor, on=one, file_id=found.registration_id)
    result = result_shown(one)
    context = {
        "case": found,
        "registration": found.registration,
        "survey": one,
        "dimensions": shown(one),
        "follows": may(request.actor, FOLLOW),
        "reads_restricted": may(request.actor, READ_RESTRICTED) and bool(one.restricted),
        "result": result,
        "scores": scores_shown(result) if result else [],
    }
    return render(request, "cases/survey.html", context)


@require_http_methods(["GET", "POST"])
def reserved(request, case_id, survey_id):
    """What is sealed of it, once the reason is given: the journal keeps the reason with the reading."""
    found = case_of(request, case_id, READ_RESTRICTED)
    one = survey_of(found, survey_id)
    form = ReasonForm(answers_of(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        record(verbs.RESERVED_READ, by=request.actor, on=one, file_id=found.registration_id, reason=reason)
        context = {"case": found, "registration": found.registration, "survey": one, "pairs": restricted_shown(one)}
        return render(request, "cases/survey_reserved.html", context)
    return ask(request, found, form, title="Lire les réponses réservées", button="Lire")


@require_http_methods(["GET", "POST"])
def opinion(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    form = OpinionForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.say_opinion(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, "Son avis est noté. Il ne change ni sa priorité ni l’aide qu’elle reçoit.")
            return redirect("cases:case", case_id=found.pk)
    sentence = "Son avis ne change rien à l’aide\u00a0: dites-le-lui. Mieux vaut qu’un collègue pose ces questions."
    return ask(request, found, form, title="Son avis sur l’aide", button="Noter son avis", sentence=sentence)


def survey_of(case: Case, survey_id: UUID) -> Survey:
    return get_object_or_404(Survey.objects.select_related("grid", "case"), pk=survey_id, case=case)
