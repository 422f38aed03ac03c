"""What one's organisation adds to a convoy: an announcement, a head count. Each time another row."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.arrivals.desk import find_desk
from benkan.arrivals.forms.counts import AnnouncementForm, HeadCountForm
from benkan.arrivals.gaps import gap_in_words
from benkan.arrivals.permissions import ANNOUNCE, COUNT
from benkan.arrivals.writes import announce, count_heads
from benkan.common.forms import saying
from benkan.common.permissions import check


@require_http_methods(["GET", "POST"])
def announce_again(request, convoy_id):
    """What one's own organisation announces of a convoy that is open already."""
    desk = find_desk(request.actor, convoy_id)
    check(request.actor, ANNOUNCE)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            announce(by=request.actor, convoy=desk.convoy, split=form.split, source=form.cleaned_data["source"])
            messages.success(request, "Votre annonce est ajoutée ; les autres restent.")
            return redirect(desk.home)
    own = [row for row in desk.counts.announcements if row.organisation_id == request.actor.organisation_id]
    context = {"desk": desk, "form": form, "before": own[0] if own else None}
    return render(request, "arrivals/announce_again.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def count(request, convoy_id):
    """Heads, and what is seen: sick, lone children, pregnant, cannot walk."""
    desk = find_desk(request.actor, convoy_id)
    check(request.actor, COUNT)
    form = HeadCountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            row = count_heads(by=request.actor, convoy=desk.convoy, split=form.split, triage=form.triage)
            announced = desk.counts.announced
            words = gap_in_words(announced.total if announced else None, row.total)
            messages.success(request, f"Comptage noté : {words}.")
            return redirect(desk.home)
    own = [row for row in desk.counts.head_counts if row.organisation_id == request.actor.organisation_id]
    context = {"desk": desk, "form": form, "before": own[0] if own else None}
    return render(request, "arrivals/count.html", context, status=422 if form.errors else 200)
