"""One accompaniment: what is known, what is next, who does what; its opening, its pauses and its end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs, writes
from benkan.cases.forms.cases import ConfideForm, SuspendForm
from benkan.cases.forms.surveys import ConcludeForm
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.models import Case
from benkan.cases.page import SHORTCUTS, parts_of
from benkan.cases.permissions import FOLLOW, KEEP, READ, REFER
from benkan.cases.reads.closing import still_open
from benkan.cases.reads.once import read_once
from benkan.cases.reads.transfers import moved_to
from benkan.cases.reads.workers import workers_of
from benkan.cases.views.asking import ask
from benkan.cases.views.found import case_of
from benkan.cases.views.shown import state, thread
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.linkage.permissions import HELPED
from benkan.organisations.models import Account
from benkan.people.facts import has_died
from benkan.people.views.found import answers_of, file_of, status_of
from benkan.people.words import age_words, destination_words


@require_GET
def case(request, case_id):
    """Opening it is a reading: one audit row."""
    found = case_of(request, case_id, READ)
    record(verbs.READ, by=request.actor, on=found, file_id=found.registration_id)
    keeps = may(request.actor, KEEP)
    with read_once():
        parts = list(parts_of(request.actor, found))
    context = {
        "case": found,
        "registration": found.registration,
        "age": age_words(found.registration),
        "destination": destination_words(found.registration),
        "state": state(found),
        "tags": [tag for part in parts for tag in part.tags],
        "parts": [render_to_string(part.template, {"case": found, **part.context}, request) for part in parts],
        "shortcuts": [SHORTCUTS[part.template] for part in parts if part.template in SHORTCUTS],
        "thread": sorted(
            thread(found) + [entry for part in parts for entry in part.thread], key=lambda entry: entry["day"]
        ),
        "keeps": keeps,
        "under_way": found.status in UNDER_WAY,
        "paused": found.status in (CaseStatus.SUSPENDED, CaseStatus.LOST),
        "closed": found.status == CaseStatus.CLOSED and not has_died(found.registration),
        "moved": moved_to(found),
        "may_transfer": may(request.actor, REFER),
        "may_ask_helped": may(request.actor, HELPED) and found.worker_id == request.actor.account_id,
    }
    return render(request, "cases/case.html", context)


@require_POST
def open_case(request, registration_id):
    """Begin to accompany this person; who accompanies is whoever opens it."""
    registration = file_of(request, registration_id, KEEP)
    opened = writes.open_case(by=request.actor, registration=registration)
    messages.success(request, "L’accompagnement est ouvert. Commencez par évaluer les besoins avec la personne.")
    return redirect("cases:case", case_id=opened.pk)


@require_http_methods(["GET", "POST"])
def confide(request, case_id):
    found = case_of(request, case_id, KEEP)
    others = [one for one in workers_of(request.actor) if one.pk != found.worker_id]
    if not others:
        return render(request, "cases/confide_nobody.html", {"case": found, "registration": found.registration})
    form = ConfideForm(others, answers_of(request))
    if form.is_valid():
        with saying(form):
            worker = Account.objects.get(pk=form.cleaned_data["worker"])
            writes.confide(by=request.actor, case=found, worker=worker)
            messages.success(request, f"Cet accompagnement est confié à {worker.name}.")
            return redirect("cases:case", case_id=found.pk)
    return _page(request, found, form, "Confier l’accompagnement", "Confier")


@require_http_methods(["GET", "POST"])
def suspend(request, case_id):
    found = case_of(request, case_id, KEEP)
    form = SuspendForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.suspend(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, "L’accompagnement est suspendu. Rien n’est perdu, et rien n’est en retard.")
            return redirect("cases:case", case_id=found.pk)
    return _page(request, found, form, "Suspendre l’accompagnement", "Suspendre")


@require_POST
def resume(request, case_id):
    found = case_of(request, case_id, KEEP)
    writes.resume(by=request.actor, case=found)
    messages.success(request, "L’accompagnement est repris.")
    return redirect("cases:case", case_id=found.pk)


@require_http_methods(["GET", "POST"])
def close(request, case_id):
    found = case_of(request, case_id, KEEP)
    open_still = still_open(found)
    lost = found.status == CaseStatus.LOST
    form = ConcludeForm(answers_of(request), lost=lost, surveyed=open_still.survey is not None)
    if form.is_valid():
        with saying(form):
            writes.conclude(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, "L’accompagnement est clos. Il reste lisible, et peut être rouvert.")
            return redirect("cases:case", case_id=found.pk)
    return ask(
        request, found, form, title="Clore l’accompagnement", button="Clore", template="cases/close.html",
        still_open=open_still, begins_survey=may(request.actor, FOLLOW),
    )  # fmt: skip


@require_POST
def reopen(request, case_id):
    found = case_of(request, case_id, KEEP)
    writes.reopen(by=request.actor, case=found)
    messages.success(request, "L’accompagnement est rouvert, avec tout ce qu’il contenait.")
    return redirect("cases:case", case_id=found.pk)


def _page(request, found: Case, form, title: str, button: str, sentence: str = ""):
    context = {
        "case": found,
        "registration": found.registration,
        "form": form,
        "title": title,
        "button": button,
        "sentence": sentence,
        "cancel_url": reverse("cases:case", args=[found.pk]),
    }
    return render(request, "cases/form.html", context, status=status_of(form))
