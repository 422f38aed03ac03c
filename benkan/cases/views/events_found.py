"""The event that a page is about, found before the right is checked: strangers learn nothing of it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.cases.models import LifeEvent, LifeEventStop
from benkan.common.permissions import Permission, check
from benkan.people.lifecycle import refuse_erased


def event_of(request, event_id: UUID, right: Permission) -> LifeEvent:
    """The event under the row policy (404 where it is another organisation's), if the right is held (403)."""
    around = LifeEvent.objects.select_related(
        "registration__household__lives_as", "case__worker", "line__plan__case", "annulment"
    )
    event = get_object_or_404(around, pk=event_id)
    check(request.actor, right)
    refuse_erased(event.registration)
    return event


def stop_of(request, stop_id: UUID, right: Permission) -> LifeEventStop:
    """The same for one thing that an event stopped."""
    stop = get_object_or_404(LifeEventStop.objects.select_related("event__registration"), pk=stop_id)
    check(request.actor, right)
    refuse_erased(stop.event.registration)
    return stop
