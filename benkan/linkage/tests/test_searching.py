"""The search among one's own files ranks by the engine, as one types what she says, and tells why."""

import pytest
from django.urls import reverse

from benkan.common.permissions import Nobody
from benkan.linkage.engine.desk import Desk
from benkan.linkage.reads.searching import alike
from benkan.linkage.tests.factories import mamadou
from benkan.linkage.writes.matching import match_waiting
from benkan.organisations.acting import acting_for
from benkan.people.alike import Asked
from benkan.people.writes import NewFile, register, register_many
from tests.signing_in import sign_in


def found(client, **typed):
    response = client.get(reverse("people:search"), typed)
    assert response.status_code == 200
    return [(row["registration"].number, row["alike"]) for row in response.context["rows"]], response


@pytest.fixture
def kadiatou(cast):
    return sign_in(cast.kadiatou)


def test_a_name_as_it_is_heard_and_a_mother_find_him_with_the_reasons(by, kadiatou):
    one = register(by=by, answers=mamadou())
    register(by=by, answers=mamadou(given_names="Mahamadou", mother_name="Fanta Coulibaly", phone=""))
    rows, response = found(kadiatou, q="Mahamadou TRAWORE", mere="Assitan Diarra", naissance="mai 1990")
    assert rows[0][0] == one.number
    assert "même mère" in rows[0][1].reasons
    assert rows[0][1].strength in ("probable", "très probable")
    assert "même mère" in response.content.decode()


@pytest.mark.parametrize("typed", ["Mamadou Traoré", "Traoré Mamadou", "traore mamadou"])
def test_a_name_is_typed_in_either_order(by, kadiatou, typed):
    one = register(by=by, answers=mamadou())
    rows, _ = found(kadiatou, q=typed)
    assert rows[0][0] == one.number
    assert rows[0][1].reasons


def test_names_alone_are_to_be_checked_at_most(by, kadiatou):
    register(by=by, answers=mamadou())
    rows, _ = found(kadiatou, q="Mamadou Traoré")
    assert rows[0][1].strength in ("", "à vérifier")


def test_without_a_name_a_mother_and_a_telephone_find_him(by, kadiatou):
    one = register(by=by, answers=mamadou())
    match_waiting(by=Nobody(by.organisation_id))
    rows, _ = found(kadiatou, mere="Assitan Diarra", tel="76 12 34 56")
    assert rows[0][0] == one.number
    assert set(rows[0][1].reasons) >= {"même mère"}


def test_a_birth_that_cannot_be_read_says_so_and_hides_nobody(by, kadiatou):
    one = register(by=by, answers=mamadou())
    rows, response = found(kadiatou, q="Mamadou Traoré", naissance="un mardi")
    assert rows[0][0] == one.number
    assert response.context["form"].errors["naissance"]


def test_another_organisation_answers_nothing(cast, by, kadiatou):
    with acting_for(cast.nana) as nana:
        register(by=nana, answers=mamadou())
        match_waiting(by=Nobody(nana.organisation_id))
    rows, _ = found(kadiatou, q="Mamadou Traoré", mere="Assitan Diarra", tel="76 12 34 56")
    assert rows == []


def test_files_compared_already_and_files_that_wait_are_ranked_alike(by):
    register(by=by, answers=mamadou())
    asked = Asked(given_names="Mahamadou Traoré", mother_name="Assitan Diarra")
    waiting = alike(asked, beside=[one.pk for one in register_many(by=by, people=[NewFile(mamadou())])])
    match_waiting(by=Nobody(by.organisation_id))
    compared = alike(asked)
    assert waiting[0].reasons == compared[0].reasons
    assert waiting[0].strength == compared[0].strength


def test_more_files_ask_no_more_questions(by, kadiatou, django_assert_max_num_queries):
    register_many(by=by, people=[NewFile(mamadou(family_name=f"Traoré {n}")) for n in range(15)])
    match_waiting(by=Nobody(by.organisation_id))
    with django_assert_max_num_queries(24):
        found(kadiatou, q="Mamadou Traoré", mere="Assitan Diarra")


def test_where_the_engine_fails_names_are_found_and_a_sentence_says_so(by, kadiatou, monkeypatch):
    one = register(by=by, answers=mamadou())

    def fail(self, records):
        raise MemoryError

    monkeypatch.setattr(Desk, "clean", fail)
    rows, response = found(kadiatou, q="Mamadou Traoré", mere="Assitan Diarra")
    assert rows == [(one.number, None)]
    assert "Les ressemblances n’ont pas pu être cherchées" in response.content.decode()
