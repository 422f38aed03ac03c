"""Rows of the matrix for events of a life, and the objects of the SAR that they ask for."""

from collections.abc import Mapping

from benkan.cases.lifecycles.events import After, WhyAnnulled
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import told
from benkan.cases.writes import plan_visit
from benkan.cases.writes.event_absence import note_departure
from benkan.cases.writes.event_family import note_birth
from benkan.cases.writes.events import annul_event
from benkan.common import clock
from benkan.organisations.acting import acting_for
from tests.house.matrix import WRITERS, Row, of_file, own_object

NOTERS = ("accompagnement",)


def of_event(world) -> Mapping:
    return {"event_id": world.event.pk}


def of_stop(world) -> Mapping:
    return {"stop_id": world.stop.pk}


def of_file_and_death(world) -> Mapping:
    return of_file(world) | {"what": "deces"}


ROWS: dict[str, Row] = {
    "cases:events": own_object(*WRITERS, arguments=of_file),
    "cases:note_event": own_object(*WRITERS, arguments=of_file_and_death),
    "cases:of_age": own_object(*NOTERS, arguments=of_file),
    "cases:event": own_object(*NOTERS, arguments=of_event),
    "cases:event_restricted": own_object(*NOTERS, arguments=of_event),
    "cases:annul_event": own_object(*NOTERS, arguments=of_event),
    "cases:confirm_event": own_object(*WRITERS, method="post", arguments=of_event),
    "cases:event_person": own_object(*NOTERS, arguments=of_event),
    "cases:event_need": own_object(*NOTERS, method="post", arguments=of_event),
    "cases:second_grant": own_object(*NOTERS, method="post", arguments=of_event),
    "cases:settle_stop": own_object(*NOTERS, method="post", arguments=of_stop),
}


def make_events(made) -> None:
    """A birth; and a departure that had ended an accompaniment, annulled since."""
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        case = accompanied(by)
        plan_visit(by=by, case=case, mode="bureau", day=clock.today())
        gone = note_departure(by=by, registration=case.registration, told=told(), gone=True, after=After.CLOSED)
        annul_event(by=by, event=gone, why=WhyAnnulled.FALSE_NEWS)
        made.stop = gone.stops.filter(visit__isnull=False).get()
        made.event = note_birth(by=by, registration=made.case.registration, told=told(), children=1)
