"""Two people act at the same moment: the last place is given once, a sheet is typed once."""

import pytest

from benkan.cases.tests.factories import accompanied
from benkan.people.writes.consents import sign_for_demonstration
from benkan.training.lifecycles.enrolments import DropReason
from benkan.training.models import Enrolment, Mark
from benkan.training.tests.factories import a_running_session, an_open_session, attended
from benkan.training.writes.enrolments import accept, come_back, drop_out, enrol, withdraw
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def text(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)


def test_the_last_place_is_given_once(text):
    with as_("kadiatou") as by:
        session, cases = an_open_session(by, places=1), [accompanied(by) for _ in range(2)]
    first, second = overtaking(
        *(("kadiatou", lambda by, case=case: enrol(by=by, case=case, session=session)) for case in cases)
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert (first.value.status, second.value.status) == ("inscrite", "attente")


def test_the_last_place_goes_to_one_of_two_that_are_answered(text):
    with as_("sekou") as sekou:
        session = an_open_session(sekou, places=1)
    with as_("kadiatou") as by:
        both = [enrol(by=by, case=accompanied(by), session=session) for _ in range(2)]
    first, second = overtaking(
        ("sekou", lambda by: accept(by=by, enrolment=both[0])), ("seydou", lambda by: accept(by=by, enrolment=both[1]))
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    with as_("kadiatou"):
        assert sorted(Enrolment.objects.values_list("status", "seat")) == [("attente", None), ("inscrite", 1)]


def test_answered_and_withdrawn_at_once(text):
    with as_("sekou") as sekou:
        session = an_open_session(sekou)
    with as_("kadiatou") as by:
        enrolment = enrol(by=by, case=accompanied(by), session=session)
    first, second = overtaking(
        ("kadiatou", lambda by: withdraw(by=by, enrolment=enrolment)),
        ("sekou", lambda by: accept(by=by, enrolment=enrolment)),
    )
    assert (first.error, second.waited) == (None, True)
    assert "«\u00a0retirée\u00a0»" in str(second.error)


def test_two_type_the_same_sheet(text):
    with as_("kadiatou") as by:
        session = a_running_session(by, accompanied(by), accompanied(by))
    first, second = overtaking(*((key, lambda by: attended(by, session)) for key in ("kadiatou", "issa")))
    assert (first.value, second.value, second.waited) == (4, 0, True)
    with as_("kadiatou"):
        assert Mark.objects.count() == 4


def test_the_free_place_goes_to_who_comes_back_or_to_another(text):
    with as_("kadiatou") as by:
        session = a_running_session(by, accompanied(by), places=1)
        left, case = session.enrolments.get(), accompanied(by)
        drop_out(by=by, enrolment=left, reason=DropReason.CARE)
    first, second = overtaking(
        ("issa", lambda by: come_back(by=by, enrolment=left)),
        ("kadiatou", lambda by: enrol(by=by, case=case, session=session)),
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert (first.value.seat, second.value.status) == (1, "attente")
