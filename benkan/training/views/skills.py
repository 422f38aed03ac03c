"""Trades that are available, without a name; what is asked of those who accompany such people; their answer."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases.models import Skill
from benkan.cases.permissions import REFER
from benkan.cases.trades import trade_label
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check, check_either, may
from benkan.people.views.found import answers_of
from benkan.places.reads import regions
from benkan.training import verbs
from benkan.training.forms import AskForm, NobodyForm, SearchForm
from benkan.training.models import SkillRequest
from benkan.training.permissions import ENROL, SEARCH
from benkan.training.reads.skills import matching_own, skills_found
from benkan.training.views.asking import ask
from benkan.training.writes import skills as writes

LEVELS = dict(Skill.Level.choices)


@require_GET
def skills(request):
    """One audit row, with how many lines were shown."""
    check(request.actor, SEARCH)
    form = SearchForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    rows = skills_found(
        trade=said.get("metier") or "", region=UUID(said["region"]) if said.get("region") else None,
        shown_only=bool(said.get("montre")),
    )  # fmt: skip
    record(verbs.SKILLS_SEARCHED, by=request.actor, count=len(rows))
    names = dict(regions().values_list("pk", "name"))
    shown = [
        {
            "row": row,
            "trade": trade_label(row.trade),
            "level": LEVELS.get(row.level, ""),
            "region": names.get(row.region_id, "Région non dite"),
        }
        for row in rows
    ]
    context = {
        "form": form,
        "rows": sorted(shown, key=lambda one: (one["trade"], one["region"], one["level"])),
        "requests": [
            {"request": one, "trade": trade_label(one.trade)}
            for one in SkillRequest.objects.filter(organisation=request.actor.organisation_id, closed_at=None)
        ],
        "today": clock.today(),
    }
    return render(request, "training/skills.html", context)


@require_http_methods(["GET", "POST"])
def ask_skills(request):
    check(request.actor, SEARCH)
    asked = {"trade": "metier", "level": "niveau", "region": "region"}
    form = AskForm(answers_of(request), initial={name: request.GET.get(key, "") for name, key in asked.items()})
    if form.is_valid():
        with saying(form):
            made = writes.ask_skills(by=request.actor, **form.said)
            messages.success(request, "Votre demande attend les réponses de qui les accompagne.")
            return redirect("training:skill_request", request_id=made.pk)
    return ask(
        request, form, title="Demander au chargé d’accompagnement", button="Demander",
        back=reverse("training:skills"), back_words="Compétences disponibles",
        sentence="Vous ne lisez aucun nom. Qui vient vous est adressé par une orientation, avec son accord.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def skill_request(request, request_id):
    """For who asked: what was answered, by nobody named. For who accompanies: her own people of that trade."""
    found = get_object_or_404(SkillRequest.objects.select_related("organisation", "region"), pk=request_id)
    own = found.organisation_id == request.actor.organisation_id
    check_either(request.actor, SEARCH if own else ENROL)
    form = NobodyForm(answers_of(request))
    if not own and form.is_valid():
        with saying(form):
            writes.answer_skills(by=request.actor, request=found, **form.cleaned_data)
            messages.success(request, "Votre réponse est donnée.")
            return redirect("training:skill_request", request_id=found.pk)
    answers = list(found.answers.all())
    context = {
        "asked": found,
        "trade": trade_label(found.trade),
        "level": LEVELS.get(found.level, ""),
        "own": own,
        "open": found.closed_at is None and found.until >= clock.today(),
        "accepted": sum(one.accepted for one in answers),
        "refused": [one.get_reason_display() for one in answers if not one.accepted],
        "mine": matching_own(request.actor, found) if not own else [],
        "answered": [one for one in answers if one.organisation_id == request.actor.organisation_id],
        "form": form,
        "refers": may(request.actor, REFER),
    }
    return render(request, "training/skill_request.html", context, status=422 if form.errors else 200)


@require_POST
def propose(request, request_id, skill_id):
    """Somebody of one's own wishes it: noted, and an ordinary referral is begun."""
    found = get_object_or_404(SkillRequest, pk=request_id)
    check(request.actor, ENROL)
    skill = get_object_or_404(matching_own(request.actor, found), pk=skill_id)
    writes.answer_skills(by=request.actor, request=found)
    messages.success(
        request, f"Orientez-la maintenant vers {found.organisation.name}, avec son accord\u00a0: demande {found.code}."
    )
    return redirect("cases:refer", case_id=skill.case_id)


@require_POST
def close_skills(request, request_id):
    found = get_object_or_404(SkillRequest, pk=request_id, organisation=request.actor.organisation_id)
    writes.close_skills(by=request.actor, request=found)
    messages.success(request, "La demande est close.")
    return redirect("training:skills")
