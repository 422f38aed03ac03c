"""The page of the national administrator on how the platform stands: what `benkan doctor` says, from the same looks."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.common import clock
from benkan.common.permissions import check
from benkan.host import findings
from benkan.organisations.permissions import MANAGE_ORGANISATIONS


@require_GET
def state(request):
    """Database, worker, letters, room and last backup, each with what to do."""
    check(request.actor, MANAGE_ORGANISATIONS)
    found = [
        findings.database("default"),
        findings.worker("default", serving=True),
        findings.mail("default"),
        findings.disk(),
        findings.saved(),
    ]
    context = {"findings": found, "at": clock.now()}
    return render(request, "host/state.html", context)
