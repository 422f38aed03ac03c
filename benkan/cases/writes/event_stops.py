"""What an event stops, in the same transaction; and, where it was not so, what a person takes up again.

What later parts of the platform add is stopped by them: `life_stops = ("benkan.cases.writes.X.stop_X",)` in an
`apps.py` names functions that take `(by=, case=)` and are called while the accompaniment is still under way.
"""

from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, LifeEvent, LifeEventStop, Visit
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.closing import still_open
from benkan.cases.writes.asking import withdraw_all
from benkan.cases.writes.cases import TRACK as CASES
from benkan.cases.writes.cases import reopen
from benkan.cases.writes.closing import keep_ending
from benkan.cases.writes.referral_ends import take_back_open
from benkan.cases.writes.visits import TRACK as VISITS
from benkan.cases.writes.visits import plan_visit
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.typography import jour
from benkan.notices.writes import take_back


def stop_all(*, by: Actor, event: LifeEvent, case: Case, reason: ClosingReason) -> None:
    """End an accompaniment that is held, at once: appointments, referrals, requests of money, the accompaniment itself,
    and notices that lead to any of them. Each is kept beside the event."""
    found = still_open(case)
    for stop in _named_stops():
        stop(by=by, case=case)
    pages = [reverse("cases:case", args=[case.pk])]
    for visit in _cancelled(by, case):
        _keep(event, visit=visit)
        pages.append(reverse("cases:visit", args=[case.pk, visit.pk]))
    for referral in take_back_open(by=by, registrations=[case.registration]):
        _keep(event, referral=referral)
        pages.append(reverse("cases:referral", args=[referral.pk]))
    for request in withdraw_all(by=by, registrations=[case.registration]):
        _keep(event, request=request)
    CASES.move(case, CaseStatus.CLOSED, by, reason=reason)
    keep_ending(case, found)
    _keep(event, case=case)
    record(verbs.CLOSED, by=by, on=case, file_id=case.registration_id, fields=[str(reason)])
    take_back(by=by, addresses=pages)


def pause(*, by: Actor, event: LifeEvent, case: Case, reason: str) -> None:
    """Suspend an accompaniment that is held, one that was lost too: she is found. Suspended already, it stays so."""
    if case.status == CaseStatus.SUSPENDED:
        return
    if case.status == CaseStatus.LOST:
        CASES.move(case, CaseStatus.OPEN, by)
    CASES.move(case, CaseStatus.SUSPENDED, by, reason=reason)
    _keep(event, case=case)
    record(verbs.SUSPENDED, by=by, on=case, file_id=case.registration_id)


@transaction.atomic
def settle_stop(*, by: Actor, stop: LifeEventStop, again: bool) -> LifeEventStop:
    """Take up again what an event had stopped, once the event is annulled; or say that it is not needed any more.

    An accompaniment is reopened, an appointment to come is taken anew. A referral and a request are begun anew from
    their own pages: this says that it was done. Raises `Impossible` where it was settled already.
    """
    check(by, NOTE_EVENT)
    stop = LifeEventStop.objects.select_for_update(of=("self",)).select_related("event", "case", "visit__case").get(
        pk=stop.pk
    )  # fmt: skip
    if not hasattr(stop.event, "annulment"):
        raise Impossible("Cet événement n’est pas annulé\u00a0: ce qu’il a arrêté le reste.")
    if stop.settled_at is not None:
        raise Impossible("Un collègue l’a déjà repris, ou a dit que ce n’était plus nécessaire. Rouvrez la page.")
    if again and stop.case is not None:
        reopen(by=by, case=stop.case)
    elif again and stop.visit is not None:
        _take_again(by, stop.visit)
    stop.settled_at, stop.settled_by_id = clock.now(), by.account_id
    stop.save(update_fields=["settled_at", "settled_by"])
    record(
        verbs.STOP_SETTLED, by=by, on=stop, file_id=stop.event.registration_id, fields=["repris" if again else "laisse"]
    )
    return stop


def _cancelled(by: Actor, case: Case) -> list[Visit]:
    """Appointments to come, and those whose day has passed without a word: nobody notes these any more."""
    held = Visit.objects.filter(case=case, status=VisitStatus.PLANNED).select_for_update(of=("self",))
    visits = list(held.order_by("pk"))
    for visit in visits:
        VISITS.move(visit, VisitStatus.CANCELLED, by)
        record(verbs.VISIT_CANCELLED, by=by, on=visit, file_id=case.registration_id)
    return visits


def _take_again(by: Actor, visit: Visit) -> None:
    if visit.day < clock.today():
        raise Impossible(
            f"Ce rendez-vous était le {jour(visit.day)}, ce jour est passé\u00a0: prenez-en un autre avec elle, puis "
            "dites que celui-ci n’est plus nécessaire."
        )
    plan_visit(
        by=by, case=visit.case, mode=visit.mode, day=visit.day, hour=visit.hour, place=visit.place, step=visit.step
    )


def _keep(event: LifeEvent, **what) -> None:
    LifeEventStop.objects.create(event=event, organisation_id=event.organisation_id, **what)


def _named_stops():
    for config in apps.get_app_configs():
        for name in getattr(config, "life_stops", ()):
            yield import_string(name)
