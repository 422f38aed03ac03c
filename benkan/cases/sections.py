"""What accompaniments add to the file of a person: by whom she is accompanied, and the way there."""

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, TransferLink
from benkan.cases.permissions import KEEP, READ, RECEIVE
from benkan.cases.reads.liaisons import answered_by_transfer, asked_for
from benkan.cases.views.shown import state
from benkan.common.permissions import Actor, may
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.permissions import REGISTER


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
        "second_return": keeps and bool(found) and registration.episodes.filter(annulled=False).count() > 1,
    }


def moving(by: Actor, registration: Registration) -> dict | None:
    """How she came by transfer, or with the card of another actor, and the way to tell that one."""
    if registration.status not in (Status.REGISTERED, Status.COMPLETED):
        return None
    links = list(TransferLink.objects.filter(registration=registration).select_related("transfer__organisation"))
    asked = asked_for(registration)
    answers = answered_by_transfer(by, asked) if asked else {}
    asks = may(by, REGISTER)
    if not links and not asked and not asks:
        return None
    return {
        "links": links,
        "asked": [(one, answers.get(one.pk)) for one in asked],
        "asks": asks,
        "reads_transfers": may(by, RECEIVE),
    }
