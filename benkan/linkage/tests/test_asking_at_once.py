"""Two colleagues ask at the same moment: they do not pass a ceiling together, and nobody who is being erased is asked
about."""

import pytest

from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.linkage.models import ComparedRecord, Question
from benkan.linkage.tests.between import HERE, a_file, consented
from benkan.linkage.thresholds import DAILY_CHECKS_OF_ALL
from benkan.linkage.writes.asking import ask_others
from benkan.organisations.writes import change_threshold
from benkan.people.writes import erase_files
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def files(committed) -> list:
    """Two complete files of which nobody has asked yet: they agreed since."""
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    kadiatou = account_of("kadiatou")
    made = [a_file(kadiatou, HERE | {"given_names": name}, agrees=None) for name in ("Oumou", "Sira")]
    with as_("kadiatou") as by:
        for one in made:
            consented(by, one, True)
    return made


def asking(registration):
    return lambda by: ask_others(by=by, registration=registration)


def test_the_last_question_of_the_day_is_asked_once(files):
    with as_("adama") as by:
        change_threshold(
            by=by, threshold=DAILY_CHECKS_OF_ALL, value=1, begins=clock.today(), source="Essai", note="Pour voir"
        )
    first, second = overtaking(("kadiatou", asking(files[0])), ("awa", asking(files[1])))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "Votre organisation a posé" in str(second.error)
    with as_("kadiatou"):
        assert Question.objects.count() == 1


def test_who_is_being_erased_is_not_asked_about(files):
    first, second = overtaking(
        ("kadiatou", lambda by: erase_files(by=by, files=[files[0].pk], why="sur demande")),
        ("awa", asking(files[0])),
    )
    assert (first.value, second.waited) == (1, True)
    assert "effacé" in str(second.error)
    with as_("kadiatou"):
        assert not Question.objects.exists()
        assert not ComparedRecord.objects.filter(registration=files[0]).exists()
