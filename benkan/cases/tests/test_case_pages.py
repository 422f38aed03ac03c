"""The list of accompaniments says what it hides; the page of one is opened from the file, and read in the journal."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.models import Case
from benkan.cases.tests.factories import accompanied, completed
from benkan.common.errors import Impossible
from benkan.organisations.acting import acting_for

LIST = reverse("cases:list")


@pytest.fixture
def kadiatou(signed_in, cast, signed_text):
    return signed_in(cast.kadiatou)


def _made(cast, *traits, **answers) -> Case:
    with acting_for(cast.kadiatou) as by:
        return accompanied(by, *traits, **answers)


def test_from_the_file_to_the_accompaniment(kadiatou, cast):
    with acting_for(cast.kadiatou) as by:
        registration = completed(by)
    file = kadiatou.get(reverse("people:file", args=[registration.pk])).content.decode()
    assert "Accompagner cette personne" in file
    answer = kadiatou.post(reverse("cases:open", args=[registration.pk]), follow=True)
    page = answer.content.decode()
    assert "L’accompagnement est ouvert" in page
    assert "suivi par Kadiatou Diarra" in page
    assert (
        "Accompagner cette personne"
        not in kadiatou.get(reverse("people:file", args=[registration.pk])).content.decode()
    )


def test_the_desk_reads_by_whom_she_is_accompanied_and_no_more(signed_in, cast, signed_text):
    case = _made(cast)
    awa = signed_in(cast.awa)
    file = awa.get(reverse("people:file", args=[case.registration_id])).content.decode()
    assert "Accompagnée par Kadiatou Diarra" in file
    assert reverse("cases:case", args=[case.pk]) not in file
    assert awa.get(reverse("cases:case", args=[case.pk])).status_code == 403


def test_opening_one_is_a_reading(kadiatou, cast):
    case = _made(cast)
    kadiatou.get(reverse("cases:case", args=[case.pk]))
    with acting_for(cast.kadiatou):
        assert Entry.objects.filter(verb="cases.read", file_id=case.registration_id).count() == 1


def test_the_list_shows_ones_own_first_and_says_what_it_hides(kadiatou, cast):
    mine, nobodys = _made(cast), _made(cast, "lassine")
    with acting_for(cast.kadiatou) as by:
        writes.confide(by=by, case=nobodys, worker=None)
    page = kadiatou.get(LIST).content.decode()
    assert mine.registration.number in page
    assert nobodys.registration.number not in page
    assert "1\u00a0autre accompagnement" in page
    assert nobodys.registration.number in kadiatou.get(LIST, {"etat": "a-confier"}).content.decode()
    assert nobodys.registration.number in kadiatou.get(LIST, {"etat": "tous", "q": "lassine"}).content.decode()


def test_each_gesture_has_its_page(kadiatou, cast):
    case = _made(cast)
    for route, data, said in (
        ("suspend", {"reason": "absence"}, "suspendu"),
        ("resume", {}, "repris"),
        ("close", {"reason": "acheve", "no_survey": "souhait"}, "clos"),
        ("reopen", {}, "rouvert"),
    ):
        page = kadiatou.post(reverse(f"cases:{route}", args=[case.pk]), data, follow=True).content.decode()
        assert said in page, route


def test_a_form_without_an_answer_comes_back(kadiatou, cast):
    case = _made(cast)
    answer = kadiatou.post(reverse("cases:close", args=[case.pk]), {})
    assert answer.status_code == 422
    assert "Dites pourquoi il se termine." in answer.content.decode()


def test_a_list_of_any_length_asks_as_many_questions(kadiatou, cast, django_assert_max_num_queries):
    _made(cast)
    with django_assert_max_num_queries(100) as few:
        kadiatou.get(LIST)
    for trait in ("lassine", "fousseyni"):
        _made(cast, trait)
    with django_assert_max_num_queries(len(few)):
        kadiatou.get(LIST)


def test_opening_twice_is_said(kadiatou, cast):
    case = _made(cast)
    answer = kadiatou.post(reverse("cases:open", args=[case.registration_id]))
    assert answer.status_code == 409
    assert "déjà accompagnée" in answer.content.decode()
    with acting_for(cast.kadiatou) as by, pytest.raises(Impossible):
        writes.open_case(by=by, registration=case.registration)
