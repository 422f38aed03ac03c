"""Before a file is made: who of one's own resembles her, by the engine, with the reasons; her family apart."""

import datetime as dt
import logging
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.common.permissions import Nobody
from benkan.linkage.engine.desk import Desk
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.tests.factories import BORN, mamadou
from benkan.linkage.writes.matching import match_waiting
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.alike import Asked, NotSearched, resembling
from benkan.people.lifecycle import Status
from benkan.people.reads import candidates
from benkan.people.writes import NewFile, register, register_many

HOUR = dt.timedelta(hours=1)
HIM = Asked("Mahamadou", "TRAWORE", "Assitan Diarra", "+223 76 12 34 56", parse("1990", on=BORN), "M", "Banamba")


@pytest.fixture(params=["waiting", "compared"])
def written(request, by):
    """`written(**answers)` writes a file, which waits to be compared or was compared: it is found alike."""

    def write(**answers):
        file = register(by=by, answers=mamadou(**answers), source="Accueil")
        if request.param == "compared":
            match_waiting(by=Nobody(by.organisation_id))
        return file

    return write


@pytest.mark.parametrize(
    ("told", "strength"),
    [(HIM, Word.LIKELY), (replace(HIM, given_names="Mamadou", family_name="Traoré"), Word.VERY_LIKELY)],
)
def test_the_same_person_told_again_is_found_and_sure_where_names_are_written_alike(written, told, strength):
    known = written()
    (found,) = candidates(told)
    assert found.registration == known
    assert found.alike.strength == strength
    assert (found.alike.sure, found.alike.likely, found.alike.family) == (strength == Word.VERY_LIKELY, True, False)
    assert {"même mère", "même téléphone"} <= set(found.alike.reasons)


def test_names_alone_are_to_be_checked_at_most(written):
    written()
    for found in candidates(Asked("Mamadou", "Traoré", sex="M")):
        assert found.alike.strength == Word.CHECK
        assert not found.alike.likely


@pytest.mark.parametrize(
    "names", [{"family_name": "Mamadou Traoré"}, {"given_names": "Traoré", "family_name": "Mamadou"}]
)
def test_names_that_changed_places_find_him(written, names):
    known = written()
    found = candidates(Asked(**names, mother_name="Assitan Diarra", phone="76123456"))
    assert [one.registration for one in found] == [known]
    assert found[0].alike.likely


def test_a_twin_is_family_and_comes_after_her_own_file(by, written):
    written(given_names="Lassine")
    own = register(by=by, answers=mamadou(given_names="Fousseyni"), source="Accueil")
    told = mamadou(given_names="Fousseyni")
    del told["destination_said"]
    found = candidates(Asked(**told))
    assert found[0].registration == own
    assert [one.alike.family for one in found] == [False, True]
    assert "plutôt quelqu’un de sa famille" in found[1].alike.words
    assert [one.family for one in resembling([Asked(**told)])[0]] == [False], "a list asks of nobody's family"


@pytest.mark.parametrize("other", [{"birth": parse("vers 1955", on=BORN)}, {"sex": "F"}])
def test_another_age_or_sex_takes_a_namesake_away(written, other):
    written(phone="")
    told = {"given_names": "Mamadou", "family_name": "Traoré", "birth": parse("vers 1990", on=BORN), "sex": "M"}
    assert not any(one.alike.likely for one in candidates(Asked(**told | other)))


def test_a_paper_of_the_same_number_finds_her(by):
    known = register(by=by, answers=mamadou(phone="", mother_name=""))
    writes.note_identifier(by=by, registration=known, kind="nina", value="18512345678901 K")
    match_waiting(by=Nobody(by.organisation_id))
    ((found, *_),) = resembling([Asked("Mahamadou", "Traoré", identifiers=("1 85 12345678901K",))])
    assert (found.registration_id, found.likely) == (known.pk, True)


def test_who_was_announced_is_known(by):
    (announced,) = register_many(by=by, people=[NewFile(mamadou())], status=Status.SIGNALLED)
    assert [one.registration for one in candidates(HIM)] == [announced]


def test_an_annulled_file_is_never_answered_even_before_the_worker_knows(by, written):
    known = written()
    writes.annul(by=by, registration=known, reason="erreur")
    assert candidates(HIM) == []


def test_nobody_learns_of_another_organisations_files(cast, by, written):
    written()
    with acting_for(cast.nana):
        assert resembling([HIM]) == [[]]
        assert candidates(HIM) == []


def test_since_a_moment_files_written_or_corrected_from_then_on_answer_alone(by):
    def compared():
        match_waiting(by=Nobody(by.organisation_id))
        ComparedRecord.objects.exclude(registration=newer).update(at=clock.now() - HOUR)

    older, newer = register(by=by, answers=mamadou(), source="Accueil"), None
    compared()
    moment = clock.now() - HOUR / 2
    assert resembling([HIM], since=moment) == [[]]
    assert [one.registration_id for one in resembling([HIM])[0]] == [older.pk]

    newer = register(by=by, answers=mamadou(), source="Accueil")
    for _ in range(2):  # while it waits, and once it was compared
        assert [one.registration_id for one in resembling([HIM], since=moment)[0]] == [newer.pk]
        compared()
    writes.correct(by=by, registration=older, answers={"given_names": "Mahamadou"})
    assert {one.registration_id for one in resembling([HIM], since=moment)[0]} == {older.pk, newer.pk}


def test_since_a_moment_after_which_too_many_were_written_all_answer(by, monkeypatch):
    older = register(by=by, answers=mamadou(), source="Accueil")
    match_waiting(by=Nobody(by.organisation_id))
    register_many(
        by=by, people=[NewFile(answers=mamadou(given_names=name)) for name in ("Awa", "Issa")], status=Status.REGISTERED
    )
    assert older.pk not in {one.registration_id for one in resembling([HIM], since=clock.now() + HOUR)[0]}
    monkeypatch.setattr("benkan.linkage.reads.resembling.WRITTEN", 1)
    assert older.pk in {one.registration_id for one in resembling([HIM], since=clock.now() + HOUR)[0]}


def test_at_most_five_the_last_written_first(by, written):
    files = [written() for _ in range(7)]
    found = candidates(HIM)
    assert [one.registration for one in found] == files[:1:-1]


def test_as_many_questions_for_a_file_as_for_a_dozen(by):
    counts = []
    for size in (1, 12):
        register_many(by=by, people=[NewFile(mamadou())] * size, source="liste")
        match_waiting(by=Nobody(by.organisation_id))
        register(by=by, answers=mamadou(), source="Accueil")
        with CaptureQueriesContext(connection) as queries:
            assert candidates(HIM)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_a_telephone_that_many_bear_stops_counting(by):
    """A transit centre's: his is not recognised by it any more, and his mother's name still is."""
    told = {"mother_name": "", "phone": "76 12 34 56", "destination_said": ""}
    register(by=by, answers=mamadou(**told))
    match_waiting(by=Nobody(by.organisation_id))
    asked = Asked("Mamadou", "Traoré", phone="76123456", sex="M")
    ((before,),) = resembling([asked])
    given = ["Awa", "Sitan", "Rokia", "Oumou", "Bintou", "Kadia", "Penda", "Djeneba"]
    others = [NewFile({"given_names": name, "family_name": "Sow", "phone": "76 12 34 56"}) for name in given]
    register_many(by=by, people=others)
    match_waiting(by=Nobody(by.organisation_id))
    after = [one for one in resembling([asked])[0] if one.registration_id == before.registration_id]
    assert before.likely
    assert all(not one.likely and one.weight < before.weight - 5 for one in after)
    register(by=by, answers=mamadou())
    assert resembling([HIM])[0][0].likely


# ---- Where the engine fails ----


@pytest.fixture
def broken(monkeypatch):
    """`broken(of_whom)` makes the engine fail with a message that quotes her, as those of its libraries do."""

    def fail(said: str):
        def clean(self, records):
            raise RuntimeError(f"Conversion Error: could not read '{said}'")

        monkeypatch.setattr(Desk, "clean", clean)

    return fail


def test_a_failure_is_said_and_logged_without_a_word_of_hers(by, written, broken, caplog):
    written()
    broken("Mahamadou TRAWORE")
    with caplog.at_level(logging.ERROR), pytest.raises(NotSearched, match="n’ont pas pu être cherchées") as raised:
        resembling([HIM])
    assert raised.value.__suppress_context__
    assert "RuntimeError, benkan/linkage" in caplog.text
    assert "TRAWORE" not in caplog.text


def test_files_go_on_waiting_where_the_engine_fails_and_are_compared_when_it_answers(by, monkeypatch, broken):
    register(by=by, answers=mamadou())
    real = Desk.clean
    broken("Mamadou")
    with pytest.raises(NotSearched), transaction.atomic():
        match_waiting(by=Nobody(by.organisation_id))
    assert (Waiting.objects.count(), ComparedRecord.objects.count()) == (1, 0)
    monkeypatch.setattr(Desk, "clean", real)
    assert match_waiting(by=Nobody(by.organisation_id)) == 1
    assert (Waiting.objects.count(), ComparedRecord.objects.count()) == (0, 1)


def test_what_the_database_refuses_is_no_failure_of_the_engine(by, monkeypatch):
    def nearby(*args, **named):
        raise DatabaseError("no such function")

    monkeypatch.setattr("benkan.linkage.reads.resembling.nearby", nearby)
    with pytest.raises(DatabaseError):
        resembling([HIM])
