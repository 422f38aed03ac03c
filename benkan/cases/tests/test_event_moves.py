"""Whatever is noted and annulled, in whatever order: no row is lost, who died is due for nothing, and while her
accompaniment stands still nothing is due."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases import writes
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.events import After, RestrictedKind, WhyAnnulled
from benkan.cases.models import Case, CaseStatusRow, LifeEvent, LifeEventStop, Visit, VisitStatusRow
from benkan.cases.reads.events import has_died, standing, stops_of
from benkan.cases.reads.visits import following
from benkan.cases.reads.week import visits as work_of_visits
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import died, told
from benkan.cases.writes.event_absence import note_away, note_departure
from benkan.cases.writes.event_family import note_birth
from benkan.cases.writes.event_stops import settle_stop
from benkan.cases.writes.events import annul_event
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.organisations.acting import acting_for


def _annul_last(by, case):
    last = standing().filter(registration=case.registration).order_by("-at", "-pk").first()
    if last is None:
        raise Impossible("nothing to annul")
    annul_event(by=by, event=last, why=WhyAnnulled.MISTAKE)


def _take_up(by, case):
    stop = LifeEventStop.objects.filter(settled_at=None, event__registration=case.registration).first()
    if stop is None:
        raise Impossible("nothing to take up")
    settle_stop(by=by, stop=stop, again=True)


ACTS = {
    "death": lambda by, case: died(by, case.registration),
    "hospital": lambda by, case: note_away(
        by=by, registration=case.registration, told=told(), kind=RestrictedKind.HOSPITAL
    ),
    "departure": lambda by, case: note_departure(
        by=by, registration=case.registration, told=told(), gone=True, after=After.CLOSED
    ),
    "birth": lambda by, case: note_birth(by=by, registration=case.registration, told=told(), children=1),
    "appointment": lambda by, case: writes.plan_visit(by=by, case=case, mode="bureau", day=clock.today()),
    "resume": lambda by, case: writes.resume(by=by, case=case),
    "annul": _annul_last,
    "take_up": _take_up,
}
STEPS = st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=5)


def _held() -> list[set]:
    """Everything that was ever written."""
    models = (LifeEvent, LifeEventStop, CaseStatusRow, VisitStatusRow, Visit)
    return [set(model.objects.values_list("pk", flat=True)) for model in models]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_loses_a_row_or_asks_for_who_died(steps, cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        with clock.at(clock.now() - dt.timedelta(days=40)):
            case = accompanied(by)
        for step in steps:
            before = _held()
            try:
                ACTS[step](by, case)
            except Impossible:
                assert _held() == before  # refused, nothing was changed
            assert all(one <= other for one, other in zip(before, _held(), strict=True))
            _holds(by, Case.objects.get(pk=case.pk))
        Case.objects.filter(pk=case.pk).update(worker=None)  # the next example looks at its own


def _holds(by, case: Case) -> None:
    if has_died(case.registration):
        assert case.status == CaseStatus.CLOSED
        assert not Visit.objects.filter(case=case, status="prevue").exists()
    if case.status == CaseStatus.OPEN:
        return
    assert following(case).stopped
    shown = work_of_visits(by)
    assert shown is None or all(line.case.pk != case.pk for line in shown["lines"])


def test_what_was_stopped_is_kept_beside_its_event(cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        case = accompanied(by)
        event = died(by, case.registration)
        (stop,) = stops_of(event)
        assert stop.case == case
