"""Two people act at the same moment on one restricted file: it is done once, and the second is told."""

import pytest

from benkan.common.errors import Impossible
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration
from benkan.safeguarding import writes
from benkan.safeguarding.models import Holding, RestrictedFile
from benkan.safeguarding.tests.factories import CLAIMED, confided, taken, with_deputy
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def registration(committed) -> Registration:
    with as_("awa") as by:
        return a_registration(by, "kadiatou")


def _take(key: str):
    def act(by):
        return writes.take(by=by, holding=Holding.objects.get(account=account_of(key)))

    return key, act


def test_the_first_referent_who_accepts_holds_it(registration):
    with as_("awa") as by:
        confided(by, registration)
    first, second = overtaking(_take("assa"), _take("nouhoum"))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "avant vous" in str(second.error)
    with as_("nouhoum"):
        assert RestrictedFile.objects.count() == 0


def test_two_who_worry_at_once_make_one_file(registration):
    def act(by):
        confided(by, registration)

    first, second = overtaking(("awa", act), ("moussa", act))
    assert (first.error, second.error, second.waited) == (None, None, True)
    file = taken(account_of("assa"))
    with as_("assa"):
        assert RestrictedFile.objects.count() == 1
        assert file.rows.count() == 2


def test_one_verdict_of_two_is_given(registration):
    with as_("awa") as by:
        confided(by, registration)
    file = with_deputy(taken(account_of("assa")), account_of("assa"), account_of("nouhoum"))
    with as_("assa") as by:
        claim = writes.note_claim(by=by, file=file, said=CLAIMED)

    def decided(verdict):
        return lambda by: writes.decide_claim(by=by, claim=claim, verdict=verdict, evidence="Acte vu")

    first, second = overtaking(("nouhoum", decided("verifie")), ("nouhoum", decided("verifie")))
    assert (first.error, second.waited) == (None, True)
    assert "rien n’a été changé" in str(second.error)
