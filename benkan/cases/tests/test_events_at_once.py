"""Two people act at the same moment on one life: one wins, the other is told, nothing is done twice."""

import pytest

from benkan.cases import writes
from benkan.cases.lifecycles.events import Tie, WhyAnnulled
from benkan.cases.models import LifeEvent, LifeEventAnnulment, LifeEventPerson, Visit
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import died, told
from benkan.cases.writes.event_family import bring, note_birth
from benkan.cases.writes.events import annul_event
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("kadiatou") as by:
        return accompanied(by)


def _visit(case):
    return lambda by: writes.note_visit(by=by, case=case, mode="bureau", day=clock.today())


def _death(case):
    return lambda by: died(by, case.registration)


def test_a_death_and_a_visit_noted_at_once(case):
    first, second = overtaking(("awa", _death(case)), ("kadiatou", _visit(case)))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "«\u00a0clos\u00a0»" in str(second.error)
    with as_("kadiatou"):
        assert not Visit.objects.exists()


def test_a_visit_that_was_noted_just_before_stays(case):
    first, second = overtaking(("kadiatou", _visit(case)), ("awa", _death(case)))
    assert (first.error, second.waited, second.error) == (None, True, None)
    with as_("kadiatou"):
        assert Visit.objects.get().status == "faite"


def test_a_death_is_noted_once(case):
    first, second = overtaking(("awa", _death(case)), ("kadiatou", _death(case)))
    assert (first.error, second.waited) == (None, True)
    assert "décédée" in str(second.error)
    with as_("kadiatou"):
        assert LifeEvent.objects.count() == 1


def test_an_event_is_annulled_once_and_a_child_has_one_file(case):
    with as_("kadiatou") as by:
        event = note_birth(by=by, registration=case.registration, told=told(), children=1)

    def child(by):
        return bring(by=by, event=event, tie=Tie.CHILD, answers={"given_names": "Awa", "sex": "F"})

    first, second = overtaking(("kadiatou", child), ("kadiatou", child))
    assert (first.error, second.waited) == (None, True)
    assert "déjà son dossier" in str(second.error)
    annul = ("kadiatou", lambda by: annul_event(by=by, event=event, why=WhyAnnulled.MISTAKE))
    first, second = overtaking(annul, annul)
    assert (first.error, second.waited) == (None, True)
    assert "déjà annulé" in str(second.error)
    with as_("kadiatou"):
        assert (LifeEventPerson.objects.count(), LifeEventAnnulment.objects.count()) == (1, 1)
