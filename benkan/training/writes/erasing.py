"""Who is erased, or was registered by mistake, follows no session any more; no word of hers is left, rows stay."""

from collections.abc import Sequence

from benkan.common.permissions import Actor
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.training.lifecycles.enrolments import OPEN, EnrolmentStatus
from benkan.training.models import Enrolment, HandedName
from benkan.training.writes.sessions import ENROLMENTS


def withdraw_annulled(*, by: Actor, registration: Registration) -> None:
    """A file made by mistake is enrolled nowhere (see `people.followers`)."""
    if registration.status == Status.ANNULLED:
        _withdraw(by, [registration])


def erase_enrolments(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """The copy of her name goes, on both sides, for it is this very row (see `people.erasers`); where only her
    telephone ends, it alone."""
    copies = HandedName.objects.filter(enrolment__registration__in=registrations).select_for_update(of=("self",))
    for copy in copies:
        copy.phone = ""
        if whole:
            copy.name = ""
        copy.save(update_fields=["name", "phone"])
    if whole:
        _withdraw(by, registrations)


def _withdraw(by: Actor, registrations: Sequence[Registration]) -> None:
    hers = Enrolment.objects.filter(registration__in=registrations, status__in=sorted(OPEN))
    for enrolment in hers.order_by("pk").select_for_update(of=("self",)):
        enrolment.seat = None
        ENROLMENTS.move(enrolment, EnrolmentStatus.WITHDRAWN, by, also=("seat",))
