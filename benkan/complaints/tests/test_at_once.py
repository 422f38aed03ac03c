"""Two people act at the same moment on one complaint: it is done once, and the second is told."""

import pytest

from benkan.common.errors import Impossible
from benkan.complaints import writes
from benkan.complaints.models import ComplaintStatus
from benkan.complaints.tests.factories import CODE, named, noted, the_complaint
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def number(committed) -> str:
    named(account_of("adama"), account_of("yacouba"), account_of("ramata"))
    with as_("moussa") as by:
        return noted(by, "eas").number


def _answered(number: str) -> None:
    with as_("yacouba") as by:
        complaint = writes.examine(by=by, complaint=the_complaint(number))
        writes.answer(by=by, complaint=complaint, words="Vérifié")


def _statuses(number: str) -> list[str]:
    with as_("ramata"):
        return list(ComplaintStatus.objects.order_by("at", "id").values_list("status", flat=True))


def test_it_is_contested_once(number):
    _answered(number)
    contest = ("moussa", lambda by: writes.contest(by=by, number=number, code=CODE, words="Non"))
    first, second = overtaking(contest, contest)
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert _statuses(number) == ["recue", "en_examen", "repondue", "contestee"]


def test_closed_or_contested_not_both(number):
    import datetime as dt

    from benkan.common import clock

    _answered(number)

    def close(by):
        with clock.at(clock.now() + dt.timedelta(days=40)):
            return writes.close(by=by, complaint=the_complaint(number))

    first, second = overtaking(
        ("yacouba", close), ("moussa", lambda by: writes.contest(by=by, number=number, code=CODE, words="Non"))
    )
    assert (first.error, second.waited) == (None, True)
    assert "se conteste une fois" in str(second.error)
    assert _statuses(number)[-1] == "close"


def test_what_waits_is_handed_on_once(committed):
    with as_("moussa") as by:
        noted(by, "eas")
    officers = {key: account_of(key) for key in ("yacouba", "ramata")}
    places = {}
    for key, account in officers.items():
        with as_(key) as by:
            places[key] = (account.pk, by.organisation_id)

    def name(key: str):
        return lambda by: writes.name_recipient(
            by=by, account_id=places[key][0], organisation_id=places[key][1], kinds=["eas"]
        )

    first, second = overtaking(("adama", name("yacouba")), ("adama", name("ramata")))
    assert (first.error, second.error) == (None, None)
    for key in officers:
        with as_(key):
            assert ComplaintStatus.objects.count() == 1
