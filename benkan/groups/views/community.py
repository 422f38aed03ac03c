"""Community projects: works of a commune, and what is known of them, row by row; the numbers of all projects."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import check, check_either, may
from benkan.groups import forms, verbs
from benkan.groups.lifecycles.community import LABELS, MOVES, ProjectStatus
from benkan.groups.permissions import KEEP, READ, TOTALS
from benkan.groups.reads.totals import community_totals, group_totals
from benkan.groups.views.asking import asked, project_of
from benkan.groups.views.shown import project_state
from benkan.groups.writes import community as writes
from benkan.linkage.reads.undecided import undecided
from benkan.people.views.found import answers_of

_ROWS = {
    "population": (forms.PopulationForm, writes.say_population, "Population touchée"),
    "cofinancement": (forms.CofundingForm, writes.note_cofunding, "Une ligne de cofinancement"),
    "avancement": (forms.ProgressForm, writes.note_progress, "Avancement de l’ouvrage"),
}


@require_http_methods(["GET", "POST"])
def new_project(request):
    check(request.actor, KEEP)
    form = forms.ProjectForm(answers_of(request))
    return asked(
        request, None, form, lambda: writes.note_project(by=request.actor, **form.cleaned_data),
        title="Noter un projet communautaire", button="Noter le projet", done="Le projet est noté.",
    )  # fmt: skip


@require_GET
def project(request, project_id):
    found = project_of(request, project_id, READ)
    keeps = found.organisation_id == request.actor.organisation_id and may(request.actor, KEEP)
    status = ProjectStatus(found.status)
    context = {
        "project": found,
        "state": project_state(found),
        "population": found.population_rows.order_by("-year", "-at").first(),
        "cofunding": found.cofunding_rows.order_by("source", "day", "at"),
        "progress": found.progress_rows.order_by("-day", "-at"),
        "keeps": keeps,
        "moves": [(to.value, LABELS[to]) for to in ProjectStatus if to in MOVES[status]] if keeps else [],
        "thread": [{"day": clock.day_of(row.at), "words": row.get_status_display(), "state": "done"}
                   for row in found.statuses.all()],
    }  # fmt: skip
    return render(request, "groups/project.html", context)


@require_http_methods(["GET", "POST"])
def project_row(request, project_id, word):
    found = project_of(request, project_id, KEEP, own=True)
    if word not in _ROWS:
        raise Http404
    form_of, act, title = _ROWS[word]
    form = form_of(answers_of(request))
    return asked(
        request, found, form, lambda: act(by=request.actor, project=found, **form.cleaned_data),
        title=title, button="Noter", done="C’est noté.",
    )  # fmt: skip


@require_POST
def move_project(request, project_id, word):
    found = project_of(request, project_id, KEEP, own=True)
    if word not in set(ProjectStatus):
        raise Http404
    writes.move_project(by=request.actor, project=found, to=ProjectStatus(word))
    messages.success(request, "C’est noté.")
    return redirect("groups:project", project_id=found.pk)


@require_GET
def totals(request):
    """Groups and their members by region; works by region. « Population touchée » is in neither."""
    check_either(request.actor, TOTALS, READ)
    own = None if may(request.actor, TOTALS) else request.actor.organisation_id
    groups = group_totals(own)
    record(verbs.TOTALS_READ, by=request.actor, count=len(groups))
    groups = groups if len(groups) > 1 else []  # a line of zeros alone says less than a sentence
    context = {
        "groups": groups,
        "projects": community_totals(own),
        "own": own is not None,
        "today": clock.today(),
        "undecided": undecided(own),
    }
    return render(request, "groups/totals.html", context)
