"""Two colleagues act at the same moment on one need, or screen one person: one counts, the other gets a sentence."""

import pytest

from benkan.cases.models import Need, NeedStatusRow, Screening
from benkan.cases.tests.assessing import a_need, a_skill, need_said
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.assessment import screen
from benkan.cases.writes.needs import move_need, note_need
from benkan.cases.writes.skills import need_validation
from benkan.common.errors import Impossible
from benkan.people.writes import erase_files
from benkan.people.writes.consents import sign_for_demonstration
from benkan.people.writes.erasing import AT_ITS_END
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("kadiatou") as by:
        return accompanied(by)


def test_covered_and_withdrawn_at_once(case):
    with as_("kadiatou") as by:
        need = a_need(by, case)
    first, second = overtaking(
        ("kadiatou", lambda by: move_need(by=by, need=need, to="couvert")),
        ("kadiatou", lambda by: move_need(by=by, need=need, to="retire")),
    )
    assert (first.value.status, second.waited) == ("couvert", True)
    assert isinstance(second.error, Impossible)
    assert "«\u00a0couvert\u00a0»" in str(second.error)
    with as_("kadiatou"):
        assert list(NeedStatusRow.objects.values_list("status", flat=True)) == ["exprime", "couvert"]


def test_screened_twice_at_once(case):
    def act(by):
        return screen(by=by, case=case, mode="presence", answers={"dette": "oui"}, after=None)

    first, second = overtaking(("kadiatou", act), ("kadiatou", act))
    assert (first.error, second.waited) == (None, True)
    assert "vient d’être enregistrée" in str(second.error)
    with as_("kadiatou"):
        assert Screening.objects.count() == 1


@pytest.mark.parametrize("kind", ["activite", "soins"])
def test_the_same_need_noted_twice_at_once(case, kind):
    def act(by):
        return note_need(by=by, case=case, said=need_said(kind))

    first, second = overtaking(("kadiatou", act), ("kadiatou", act))
    assert (first.error, second.waited) == (None, True)
    assert "déjà noté" in str(second.error)
    with as_("kadiatou"):
        assert Need.objects.count() == 1


def test_a_vae_asked_twice_at_once(case):
    with as_("kadiatou") as by:
        skill = a_skill(by, case)
    act = ("kadiatou", lambda by: need_validation(by=by, skill=skill))
    first, second = overtaking(act, act)
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    with as_("kadiatou"):
        assert Need.objects.count() == 1


def test_nothing_is_written_of_a_person_who_is_being_erased(case):
    with as_("kadiatou") as by:
        skill, need = a_skill(by, case), a_need(by, case)
    erase = ("kadiatou", lambda by: erase_files(by=by, files=[case.registration_id], why=AT_ITS_END))
    first, second = overtaking(
        erase, ("kadiatou", lambda by: note_need(by=by, case=case, said=need_said(wish="autre")))
    )
    assert (first.value, second.waited) == (1, True)
    assert isinstance(second.error, Impossible)
    with as_("kadiatou") as by:
        for write in (
            lambda: screen(by=by, case=case, mode="presence", answers={"dette": "oui"}),
            lambda: move_need(by=by, need=need, to="couvert"),
            lambda: need_validation(by=by, skill=skill),
        ):
            with pytest.raises(Impossible):
                write()
        assert list(Need.objects.values_list("wish", flat=True)) == [""]


def test_an_erasure_waits_for_what_is_being_written(case):
    erase = ("kadiatou", lambda by: erase_files(by=by, files=[case.registration_id], why=AT_ITS_END))
    first, second = overtaking(("kadiatou", lambda by: note_need(by=by, case=case, said=need_said())), erase)
    assert (first.error, second.value, second.waited) == (None, 1, True)
    with as_("kadiatou"):
        assert list(Need.objects.values_list("wish", flat=True)) == [""]
