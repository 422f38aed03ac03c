"""Her « bilan de compétences »: trades, levels said and shown, papers, and the wish for a VAE."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from benkan.cases.forms.skills import ShownForm, SkillForm
from benkan.cases.models import Case, Skill
from benkan.cases.permissions import ASSESS
from benkan.cases.trades import trade_label
from benkan.cases.views.assessed_shown import skill_row
from benkan.cases.views.found import case_of
from benkan.cases.writes.skills import need_validation, note_skill, remove_skill, show_skill
from benkan.common.forms import saying
from benkan.people.views.found import answers_of, status_of
from benkan.people.words import language_words


@require_http_methods(["GET", "POST"])
def skills(request, case_id):
    """Those noted, with what can be done of each, and the form of the next one."""
    found = case_of(request, case_id, ASSESS)
    form = SkillForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            note_skill(by=request.actor, case=found, **form.answers)
            messages.success(request, "Le métier est noté.")
            return redirect("cases:skills", case_id=found.pk)
    held = found.skills.filter(removed_at=None).select_related("country")
    context = {
        "case": found,
        "registration": found.registration,
        "form": form,
        "skills": [skill_row(skill) for skill in held],
        "languages": language_words(found.registration.languages),
        "cancel_url": reverse("cases:case", args=[found.pk]),
    }
    return render(request, "cases/skills.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def show(request, case_id, skill_id):
    """The level shown by a task, before a centre or a master."""
    found, skill = _skill_of(request, case_id, skill_id)
    form = ShownForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            show_skill(by=request.actor, skill=skill, **form.cleaned_data)
            messages.success(request, "Le niveau montré est noté.")
            return redirect("cases:skills", case_id=found.pk)
    context = {
        "case": found,
        "registration": found.registration,
        "form": form,
        "title": "Niveau montré par une tâche",
        "button": "Noter ce niveau",
        "sentence": f"{trade_label(skill.trade)}.",
        "cancel_url": reverse("cases:skills", args=[found.pk]),
    }
    return render(request, "cases/form.html", context, status=status_of(form))


@require_POST
def remove(request, case_id, skill_id):
    found, skill = _skill_of(request, case_id, skill_id)
    remove_skill(by=request.actor, skill=skill)
    messages.success(request, "La ligne est retirée du bilan. Elle reste dans l’historique.")
    return redirect("cases:skills", case_id=found.pk)


@require_POST
def validation(request, case_id, skill_id):
    """Her wish for a VAE becomes a need, in one gesture."""
    found, skill = _skill_of(request, case_id, skill_id)
    need_validation(by=request.actor, skill=skill)
    messages.success(request, "La VAE est notée parmi ses besoins. Corrigez sa dimension si une autre convient.")
    return redirect("cases:skills", case_id=found.pk)


def _skill_of(request, case_id: UUID, skill_id: UUID) -> tuple[Case, Skill]:
    found = case_of(request, case_id, ASSESS)
    return found, get_object_or_404(found.skills, pk=skill_id)
