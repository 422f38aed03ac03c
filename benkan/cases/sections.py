"""What accompaniments add to the file of a person: by whom she is accompanied, and the way there."""

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case
from benkan.cases.permissions import KEEP, READ
from benkan.cases.views.shown import state
from benkan.common.permissions import Actor, may
from benkan.people.lifecycle import Status
from benkan.people.models import Registration


def accompaniment(by: Actor, registration: Registration) -> dict | None:
    """Her accompaniments, the latest first; whoever opens her file reads by whom, the rest is for who accompanies."""
    if registration.status in (Status.SIGNALLED, Status.ANNULLED):
        return None
    found = list(Case.objects.filter(registration=registration).select_related("worker"))
    keeps = may(by, KEEP)
    if not found and not keeps:
        return None
    under_way = any(case.status in UNDER_WAY for case in found)
    return {
        "cases": [(case, state(case)) for case in found],
        "reads": may(by, READ),
        "may_open": keeps and not under_way and registration.status == Status.COMPLETED,
        "waits": keeps and not under_way and registration.status == Status.REGISTERED,
    }
