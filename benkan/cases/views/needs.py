"""Her needs: noted one after the other, corrected, said covered or not."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.cases.forms.needs import MoveNeedForm, NeedForm
from benkan.cases.lifecycles.needs import LABELS, NeedStatus
from benkan.cases.models import Case, Need, NeedStatusRow
from benkan.cases.permissions import ASSESS
from benkan.cases.views.assessed_shown import need_row
from benkan.cases.views.found import case_of
from benkan.cases.writes.needs import correct_need, move_need, note_need
from benkan.common.forms import saying
from benkan.people.views.found import answers_of, status_of


@require_http_methods(["GET", "POST"])
def needs(request, case_id):
    """Those noted already, and the form of the next one; « et terminer » leads back to the accompaniment."""
    found = case_of(request, case_id, ASSESS)
    form = NeedForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            note_need(by=request.actor, case=found, said=form.said())
            messages.success(request, "Le besoin est noté.")
            done = request.POST.get("suite") == "terminer"
            return redirect("cases:case" if done else "cases:needs", case_id=found.pk)
    moves = list(NeedStatusRow.objects.filter(need__case=found))
    held = found.needs.exclude(status=NeedStatus.WITHDRAWN).select_related("kind")
    context = {**_around(found), "form": form, "noted": [need_row(need, moves) for need in held]}
    return render(request, "cases/needs.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def correct(request, case_id, need_id):
    found, need = _need_of(request, case_id, need_id)
    form = NeedForm(answers_of(request), need=need)
    if form.is_valid():
        with saying(form):
            correct_need(by=request.actor, need=need, said=form.said())
            messages.success(request, "Le besoin est corrigé. Ce qui était noté avant est gardé.")
            return redirect("cases:case", case_id=found.pk)
    return _form(request, found, form, "Corriger le besoin", "Corriger", _named(need))


@require_http_methods(["GET", "POST"])
def move(request, case_id, need_id):
    found, need = _need_of(request, case_id, need_id)
    form = MoveNeedForm(need, answers_of(request))
    if form.is_valid():
        with saying(form):
            moved = move_need(
                by=request.actor,
                need=need,
                to=NeedStatus(form.cleaned_data["to"]),
                reason=form.cleaned_data.get("reason", ""),
            )
            messages.success(request, f"Ce besoin est maintenant\u00a0: {LABELS[NeedStatus(moved.status)].lower()}.")
            return redirect("cases:case", case_id=found.pk)
    return _form(request, found, form, "Où en est ce besoin", "Enregistrer", _named(need))


def _need_of(request, case_id: UUID, need_id: UUID) -> tuple[Case, Need]:
    found = case_of(request, case_id, ASSESS)
    return found, get_object_or_404(found.needs.select_related("kind"), pk=need_id)


def _named(need: Need) -> str:
    row = need_row(need)
    wish = f", «\u00a0{row['wish']}\u00a0»" if row["wish"] else ""
    return f"{row['label']}{wish}\u00a0: {LABELS[NeedStatus(need.status)].lower()}."


def _around(found: Case) -> dict:
    return {
        "case": found,
        "registration": found.registration,
        "cancel_url": reverse("cases:case", args=[found.pk]),
    }


def _form(request, found: Case, form, title: str, button: str, sentence: str):
    context = {**_around(found), "form": form, "title": title, "button": button, "sentence": sentence}
    return render(request, "cases/form.html", context, status=status_of(form))
