"""What a grant is to pay and has not begun to: another grant of the same body takes it, with why."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.money import ChangeGrantForm
from benkan.cases.models import Grant
from benkan.cases.permissions import KEEP_GRANTS
from benkan.cases.reads.funding import PAGE, grants_open, movable, sums_of
from benkan.cases.views.funding_shown import requests_shown
from benkan.cases.writes.grant_changes import change_grant
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import pluriel
from benkan.people.views.found import answers_of, status_of


@require_http_methods(["GET", "POST"])
def change(request, grant_id):
    """By number, the longest waiting first; one audit row."""
    found = get_object_or_404(Grant, pk=grant_id, organisation=request.actor.organisation_id)
    check(request.actor, KEEP_GRANTS)
    rows, others = movable(request.actor, found), grants_open(request.actor).exclude(pk=found.pk)
    left = {one.grant.pk: one.left for one in sums_of(others)}
    form = ChangeGrantForm(rows, others, left, answers_of(request))
    if form.is_valid():
        with saying(form):
            done = change_grant(by=request.actor, left=found, **form.cleaned_data)
            words = pluriel(len(done), "demande est payée,demandes sont payées")
            messages.success(request, f"{words} par une autre subvention. Le motif est gardé sur les deux pages.")
            return redirect("cases:grant", grant_id=found.pk)
    page = list(rows[:PAGE])
    record(verbs.FUNDING_LISTED, by=request.actor, fields=["financees"], count=len(page))
    chosen = set(request.POST.getlist("requests"))
    context = {
        "grant": found,
        "form": form,
        "rows": [(row, str(row.request.pk) in chosen) for row in requests_shown(page)],
        "hidden": max(rows.count() - len(page), 0),
        "others": left,
    }
    return render(request, "cases/change_grant.html", context, status=status_of(form))
