"""She is erased: no copy of her name is left on either side, her place is free; everything counted of her stays."""

from types import SimpleNamespace

import pytest

from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed
from benkan.people.models import Registration
from benkan.people.writes.consents import sign_for_demonstration
from benkan.training.models import Enrolment, HandedName, Mark
from benkan.training.reads.names import names_of
from benkan.training.tests.erasing import erase
from benkan.training.tests.factories import an_open_session, attended
from benkan.training.writes.enrolments import accept, enrol
from benkan.training.writes.erasing import erase_enrolments
from benkan.training.writes.sessions import begin_session, finish_session
from benkan.workbooks.tests.at_once import account_of, as_


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    agreed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        return accompanied(by, given_names="Zoumanata")


def _enrolled(case):
    with as_("sekou") as sekou:
        session = an_open_session(sekou)
    with as_("kadiatou") as by:
        enrolment = enrol(by=by, case=case, session=session, with_name=True)
    with as_("sekou") as sekou:
        accept(by=sekou, enrolment=enrolment)
        begin_session(by=sekou, session=session)
        attended(sekou, session)
    return session, enrolment


def test_no_word_of_hers_is_left_and_every_row_is(case):
    session, enrolment = _enrolled(case)
    with as_("sekou") as sekou:
        finish_session(by=sekou, session=session)
        assert names_of(sekou, [enrolment])[enrolment.pk] == ("Zoumanata Traoré", "76 00 00 00")
    erase(case)
    with as_("sekou") as sekou:
        assert names_of(sekou, [enrolment]) == {}
        assert Enrolment.objects.get().status == "suivie"
        assert Mark.objects.count() == 2
    with as_("kadiatou"):
        copy = HandedName.objects.get()
        assert (copy.name, copy.phone) == ("", "")


def test_who_is_erased_before_the_end_gives_her_place_back(case):
    _, enrolment = _enrolled(case)
    erase(case)
    with as_("sekou"):
        found = Enrolment.objects.get(pk=enrolment.pk)
        assert (found.status, found.seat) == ("retiree", None)


def test_where_her_telephone_ends_it_ends_with_the_organiser_too(case):
    _, enrolment = _enrolled(case)
    with as_("kadiatou") as by:
        erase_enrolments(by=by, registrations=[Registration.objects.get(pk=case.registration_id)], whole=False)
    with as_("sekou") as sekou:
        assert names_of(sekou, [enrolment])[enrolment.pk] == ("Zoumanata Traoré", "")
