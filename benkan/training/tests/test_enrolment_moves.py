"""Whatever each side does, in whatever order: rows are only added, no seat is given twice, strangers see nothing."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed
from benkan.common.errors import Impossible
from benkan.organisations.acting import acting_for
from benkan.training.lifecycles.enrolments import (
    MOVES,
    NAMED,
    SEATED,
    DropReason,
    EnrolmentStatus,
    RefusalReason,
)
from benkan.training.models import Enrolment, EnrolmentStatusRow, HandedName, Mark
from benkan.training.reads.attendance import attended as counted
from benkan.training.tests.factories import an_open_session, attended
from benkan.training.writes import enrolments as moves
from benkan.training.writes.sessions import begin_session

ACTS = {
    "accept": (moves.accept, {}),
    "refuse": (moves.refuse, {"reason": RefusalReason.FULL}),
    "offer": (moves.offer_place, {}),
    "yes": (moves.she_says_yes, {}),
    "no": (moves.she_says_no, {}),
    "withdraw": (moves.withdraw, {}),
    "drop": (moves.drop_out, {"reason": DropReason.WORK}),
    "back": (moves.come_back, {}),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(["kadiatou", "sekou"]), st.integers(0, 1), st.sampled_from(sorted(ACTS))), max_size=8
)


@pytest.fixture
def two(cast, signed_text):
    """Two people proposed for the one place of another organisation's session, one with her name."""
    agreed(cast)
    with acting_for(cast.sekou) as sekou:
        session = an_open_session(sekou, places=1)
    with acting_for(cast.kadiatou) as by:
        return [moves.enrol(by=by, case=accompanied(by), session=session, with_name=named) for named in (True, False)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_gives_a_seat_twice_or_shows_her_to_who_may_not(steps, cast, two):
    with transaction.atomic():
        rows = 2
        for key, which, name in steps:
            act, said = ACTS[name]
            with acting_for(getattr(cast, key)) as acting:
                try:
                    act(by=acting, enrolment=two[which], **said)
                except Impossible:
                    continue
            rows += 1
        _read(cast, two, rows)
        transaction.set_rollback(True)


def _read(cast, two, rows: int) -> None:
    for key in ("kadiatou", "sekou"):
        with acting_for(getattr(cast, key)):
            found = list(Enrolment.objects.order_by("asked_at"))
            assert [one.pk for one in found] == [one.pk for one in two]
            seats = [one.seat for one in found if one.seat]
            assert len(seats) == len(set(seats)) <= 1
            assert all((one.seat is not None) is (one.status in SEATED) for one in found)
            assert EnrolmentStatusRow.objects.count() == rows
    with acting_for(cast.sekou):
        assert HandedName.objects.exists() is (found[0].status in NAMED)
    for stranger in (cast.rokia, cast.binta):
        with acting_for(stranger):
            assert not Enrolment.objects.exists()
            assert not EnrolmentStatusRow.objects.exists()


DAYS = st.lists(st.sets(st.integers(0, 1)), min_size=1, max_size=5)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=DAYS)
def test_attendance_never_counts_twice(sheets, by):
    """However often the sheet of one day is typed: two half-days, as the last one says; no row is lost."""
    with transaction.atomic():
        session = an_open_session(by, places=2)
        people = [moves.enrol(by=by, case=accompanied(by), session=session) for _ in range(2)]
        begin_session(by=by, session=session)
        kept = set()
        for absent in sheets:
            attended(by, session, *(people[at] for at in absent))
            now = set(Mark.objects.values_list("pk", "state"))
            assert kept <= now
            kept = now
            for at, one in enumerate(people):
                assert counted(session)[one.pk].held == 2
                assert counted(session)[one.pk].present == (0 if at in absent else 2)
        transaction.set_rollback(True)


def test_every_status_is_reached_and_an_end_stays_one():
    assert {EnrolmentStatus.PROPOSED}.union(*MOVES.values()) == set(EnrolmentStatus)
    assert EnrolmentStatus.DONE in {status for status, to in MOVES.items() if not to}
