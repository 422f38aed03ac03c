"""A convoy put right by who opened it, or said not to have come; an announcement taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from benkan.arrivals.desk import find_desk
from benkan.arrivals.forms.counts import CorrectionForm, points_for
from benkan.arrivals.models import Announcement
from benkan.arrivals.permissions import ANNOUNCE
from benkan.arrivals.writes import cancel_convoy, correct_convoy, withdraw_announcement
from benkan.common.forms import saying
from benkan.common.permissions import check


@require_http_methods(["GET", "POST"])
def correct(request, convoy_id):
    """What was said of the convoy, said otherwise; or « il n’est pas venu »."""
    by = request.actor
    desk = find_desk(by, convoy_id)
    check(by, ANNOUNCE)
    convoy = desk.convoy
    points = points_for(by, ANNOUNCE, convoy.entry_point_id)
    cancelling = request.POST.get("venu", "")
    first = {name: getattr(convoy, name) for name in CorrectionForm.NAMES}
    posted = request.POST if request.method == "POST" and not cancelling else None
    form = CorrectionForm(posted, own_points=points, initial=first)
    if cancelling:
        came = cancelling == "oui"
        cancel_convoy(by=by, convoy=convoy, came=came)
        messages.success(request, f"Noté : ce convoi {'est venu' if came else 'n’est pas venu'}.")
        return redirect(desk.home)
    if form.is_valid():
        with saying(form):
            correct_convoy(by=by, convoy=convoy, answers=form.convoy)
            messages.success(request, "Le convoi est corrigé ; ce qui était dit avant est gardé.")
            return redirect(desk.home)
    context = {"desk": desk, "form": form, "own": convoy.organisation_id == by.organisation_id}
    return render(request, "arrivals/correct_convoy.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request, convoy_id, announcement_id):
    """Take back an announcement of one's own organisation."""
    desk = find_desk(request.actor, convoy_id)
    check(request.actor, ANNOUNCE)
    found = Announcement.objects.filter(convoy=desk.convoy, pk=announcement_id).first()
    if found is None:
        raise Http404
    withdraw_announcement(by=request.actor, announcement=found)
    messages.success(request, "L’annonce est retirée.")
    return redirect(desk.home)
