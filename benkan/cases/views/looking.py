"""Attempts to reach somebody, « perdue de vue », and places where nobody can go."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from benkan.cases import writes
from benkan.cases.forms.visits import AttemptForm, ZoneForm
from benkan.cases.lifecycles.visits import AttemptResult
from benkan.cases.permissions import FOLLOW
from benkan.cases.views.asking import ask
from benkan.cases.views.found import case_of
from benkan.cases.writes.attempts import missing_to_lose
from benkan.common import clock
from benkan.common.forms import saying
from benkan.people.views.found import answers_of


@require_http_methods(["GET", "POST"])
def attempt(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    initial = {"day": clock.today(), "means": request.GET.get("moyen", "")}
    form = AttemptForm(answers_of(request), initial=initial)
    if form.is_valid():
        with saying(form):
            noted = writes.note_attempt(by=request.actor, case=found, **form.cleaned_data)
            reached = noted.result == AttemptResult.REACHED
            messages.success(request, _said(found, reached))
            return redirect("cases:note_visit" if reached else "cases:case", case_id=found.pk)
    sentence = "Chaque tentative a son jour et son moyen. À qui répond, ne dites que ce que le contact sûr permet."
    return ask(request, found, form, title="Noter une tentative", button="Noter la tentative", sentence=sentence)


def _said(case, reached: bool) -> str:
    if reached:
        return "Elle est jointe\u00a0: notez l’appel ou la visite."
    missing = missing_to_lose(case)
    return f"La tentative est notée. Avant de la dire perdue de vue, il manque\u00a0: {missing}." if missing else (
        "La tentative est notée. Vous pouvez la noter perdue de vue, ou essayer encore."
    )  # fmt: skip


@require_POST
def lose(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    writes.lose(by=request.actor, case=found)
    messages.success(request, "Elle est notée perdue de vue. Rien n’est en retard\u00a0; si elle revient, reprenez.")
    return redirect("cases:case", case_id=found.pk)


@require_http_methods(["GET", "POST"])
def zone(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    form = ZoneForm(answers_of(request), initial={"since": clock.today()})
    if form.is_valid():
        with saying(form):
            writes.close_zone(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, "La zone est notée inaccessible\u00a0: rien n’est en retard, un appel compte.")
            return redirect("cases:case", case_id=found.pk)
    sentence = "Tant que la zone est inaccessible, le délai des visites est arrêté."
    return ask(request, found, form, title="Zone inaccessible", button="Noter la zone inaccessible", sentence=sentence)


@require_POST
def open_zone(request, case_id):
    found = case_of(request, case_id, FOLLOW)
    writes.open_zone(by=request.actor, case=found)
    messages.success(request, "La zone est de nouveau accessible\u00a0: le délai repart où il s’était arrêté.")
    return redirect("cases:case", case_id=found.pk)
