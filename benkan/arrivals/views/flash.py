"""The « fiche flash » of a convoy: one A4 page, without a name, for the actors of its entry point."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.permissions import SEE
from benkan.arrivals.reads.flash import flash
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import check


@require_GET
def sheet(request, convoy_id):
    """One audit row."""
    desk = find_desk(request.actor, convoy_id)
    check(request.actor, SEE)
    record(verbs.FLASH_READ, by=request.actor, on=desk.convoy)
    found = flash(desk.counts)
    context = {"desk": desk, "flash": found, "actors": found.counted.actors, "now": clock.now()}
    return render(request, "arrivals/flash.html", context)
