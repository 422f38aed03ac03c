"""Two colleagues act at the same moment on what one person asked: it is done once, and the second is told."""

import pytest

from benkan.common.errors import Impossible
from benkan.people import writes
from benkan.people.models import PersonRequest, PersonRequestStatus, Registration
from benkan.people.tests.factories import a_registration
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def registration(committed):
    with as_("awa") as awa:
        return a_registration(awa, "kadiatou")


def noted(kind: str, registration=None) -> PersonRequest:
    with as_("hawa") as hawa:
        return writes.note_request(by=hawa, kind=kind, registration=registration, words="Kadiatou, de Kayes")


def granted(kind: str, registration) -> PersonRequest:
    asked = noted(kind, registration)
    with as_("hawa") as hawa:
        return writes.decide_request(by=hawa, request=asked, granted=True)


def statuses() -> list[str]:
    with as_("hawa"):
        return sorted(PersonRequestStatus.objects.values_list("status", flat=True))


def test_one_request_is_attached_to_one_file(registration):
    asked = noted("acces")
    with as_("awa") as awa:
        other = a_registration(awa, "lassine")
    first, second = overtaking(
        ("kadiatou", lambda by: writes.find_file(by=by, request=asked, registration=registration)),
        ("kadiatou", lambda by: writes.find_file(by=by, request=asked, registration=other)),
    )
    assert (first.value.registration_id, second.waited) == (registration.pk, True)
    assert isinstance(second.error, Impossible)
    assert "déjà retrouvé" in str(second.error)
    with as_("hawa"):
        assert PersonRequest.objects.get().registration_id == registration.pk


def test_one_request_is_noted_once(registration):
    first, second = overtaking(
        ("awa", lambda by: writes.note_request(by=by, kind="acces", registration=registration)),
        ("kadiatou", lambda by: writes.note_request(by=by, kind="acces", registration=registration)),
    )
    assert (first.error, second.waited) == (None, True)
    assert "déjà notée" in str(second.error)
    with as_("hawa"):
        assert PersonRequest.objects.count() == 1


def test_one_request_is_answered_once(registration):
    asked = granted("acces", registration)
    answer = ("kadiatou", lambda by: writes.answer_request(by=by, request=asked))
    first, second = overtaking(answer, answer)
    assert (first.value.status, second.waited) == ("faite", True)
    assert "ne devient pas" in str(second.error)
    assert statuses() == ["accordee", "faite", "notee"]


def test_granted_and_refused_at_once_is_decided_once(registration):
    asked = noted("acces", registration)
    first, second = overtaking(
        ("hawa", lambda by: writes.decide_request(by=by, request=asked, granted=True)),
        ("hawa", lambda by: writes.decide_request(by=by, request=asked, granted=False, reason="Autre dossier")),
    )
    assert (first.value.status, second.waited) == ("accordee", True)
    assert "ne devient pas" in str(second.error)
    assert statuses() == ["accordee", "notee"]


def test_one_erasure_is_done_once(registration):
    asked = granted("effacement", registration)
    erase = ("kadiatou", lambda by: writes.erase(by=by, request=asked))
    first, second = overtaking(erase, erase)
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert second.value.status == "faite"
    assert statuses() == ["accordee", "faite", "notee"]


def test_nothing_is_asked_on_a_file_that_is_being_erased(registration):
    asked = granted("effacement", registration)
    first, second = overtaking(
        ("kadiatou", lambda by: writes.erase(by=by, request=asked)),
        ("awa", lambda by: writes.note_request(by=by, kind="acces", registration=registration, words="Kadiatou")),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    with as_("awa"):
        assert Registration.objects.get(pk=registration.pk).requests.count() == 1


def test_a_request_is_granted_upon_the_file_that_is_being_found_or_not_at_all(registration):
    asked = noted("effacement")
    first, second = overtaking(
        ("kadiatou", lambda by: writes.find_file(by=by, request=asked, registration=registration)),
        ("hawa", lambda by: writes.decide_request(by=by, request=asked, granted=True, number="")),
    )
    assert (first.error, second.waited) == (None, True)
    assert "vient d’être retrouvé" in str(second.error)
    assert statuses() == ["notee"]
