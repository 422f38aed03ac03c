"""Counting a board anew, for whoever reads it and does not wish to wait for the hour."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from benkan.cases.reads.causes import SUBJECTS
from benkan.cases.reads.cohorts import CUTS, MONTHS, scope_of
from benkan.cases.views import cuts
from benkan.cases.writes.counting import count_board


@require_POST
def count_now(request):
    subject, cut = request.POST.get("sujet", ""), request.POST.get("par", "mois")
    scope = scope_of(MONTHS, cuts.own(request.actor))
    if cut not in CUTS or (subject and subject not in SUBJECTS):
        raise Http404
    count_board(by=request.actor, scope=scope, subject=subject, cut=cut)
    messages.success(request, "Compté à l’instant.")
    asked = {"par": cut} | ({"sujet": subject} if subject else {})
    return redirect(f"{reverse('cases:causes' if subject else 'cases:totals')}?{urlencode(asked)}")
