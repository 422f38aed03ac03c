"""The queue of requests. Whoever decides reads numbers and dates, never a name."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from benkan.common import clock
from benkan.people.models import PersonRequest
from benkan.people.requests import LABELS, OPEN, RequestKind, RequestStatus, deadline

TONES = {RequestStatus.DONE: "ok", RequestStatus.NOTED: "soon", RequestStatus.GRANTED: "soon"}


@dataclass(frozen=True)
class Shown:
    """A request as the queue shows it: tone and words of its deadline and of where it stands."""

    request: PersonRequest
    number: str
    kind: str
    deadline: tuple[str, str]
    state: tuple[str, str]


def shown(request: PersonRequest, on: dt.date | None = None) -> Shown:
    return Shown(
        request=request,
        number=request.registration.number if request.registration_id else "",
        kind=RequestKind(request.kind).label,
        deadline=deadline(request.status, request.due, on or clock.today()),
        state=(TONES.get(RequestStatus(request.status), ""), LABELS[RequestStatus(request.status)].lower()),
    )


def requests_waiting(*statuses: RequestStatus) -> QuerySet[PersonRequest]:
    """The requests that stand at one of these, the first due first; of a file, the number alone is read."""
    found = PersonRequest.objects.filter(status__in=statuses or OPEN).select_related("registration")
    return found.only(*(field.name for field in PersonRequest._meta.concrete_fields), "registration__number").order_by(
        "due", "said_at", "pk"
    )


def requests_to_find() -> QuerySet[PersonRequest]:
    """Those that came without a file, which somebody who opens files must find before they are decided."""
    return requests_waiting().filter(registration=None)


def requests_to_decide() -> QuerySet[PersonRequest]:
    """Those upon which the delegate may decide: noted, and their file is known."""
    return requests_waiting(RequestStatus.NOTED).exclude(registration=None)


def requests_to_do() -> QuerySet[PersonRequest]:
    """What was granted, and whose file is known."""
    return requests_waiting(RequestStatus.GRANTED).exclude(registration=None)


def requests_closed() -> QuerySet[PersonRequest]:
    """The last answered, the most recent first."""
    closed = [status for status in RequestStatus if status not in OPEN]
    return requests_waiting(*closed).order_by("-said_at", "-pk")
