"""Whichever way a person comes in, her file is compared with the others of her organisation, and pairs are proposed."""

import pytest
from django.db import connection

from benkan.common.permissions import Nobody
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import State, Verdict
from benkan.linkage.models import ComparedRecord, Pair, Waiting
from benkan.linkage.tests.factories import mamadou
from benkan.linkage.writes import decide
from benkan.linkage.writes.knowing import know
from benkan.linkage.writes.matching import match_waiting
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.writes import NewFile, register, register_many
from benkan.people.writes.erasing import erase_files


@pytest.fixture
def matched(by):
    """`matched()` compares what waits, as the worker does, and gives the pairs proposed."""

    def match():
        match_waiting(by=Nobody(by.organisation_id))
        return list(Pair.objects.order_by("-probability"))

    return match


def test_a_file_written_waits_and_is_compared_once(by, matched):
    register(by=by, answers=mamadou(), source="Accueil")
    assert Waiting.objects.count() == 1
    matched()
    assert (Waiting.objects.count(), ComparedRecord.objects.count()) == (0, 1)


def test_one_man_written_twice_is_proposed_with_the_reasons(by, matched):
    register(by=by, answers=mamadou())
    register(by=by, answers=mamadou(given_names="Mahamadou", family_name="TRAWORE"))
    (pair,) = matched()
    assert pair.word in (Word.LIKELY, Word.VERY_LIKELY)
    assert pair.state == State.OPEN
    assert "même mère" in " ".join(words for words, _ in pair.sides.first().reasons)


def test_names_alone_are_never_more_than_to_be_checked(by, matched):
    for _ in range(2):
        register(by=by, answers={"given_names": "Bréhima", "family_name": "Samaké", "sex": "M"})
    assert {pair.word for pair in matched()} <= {Word.CHECK}


def test_who_comes_by_a_list_is_compared_as_who_comes_to_the_desk(by, matched):
    register(by=by, answers=mamadou())
    register_many(by=by, people=[NewFile(mamadou(family_name="Traore"))], source="liste.xlsx")
    assert len(matched()) == 1


def test_what_is_corrected_is_compared_anew(by, matched):
    register(by=by, answers=mamadou())
    other = register(by=by, answers={"given_names": "Seydou", "family_name": "Dembélé", "sex": "M"})
    assert matched() == []
    writes.correct(by=by, registration=other, answers=mamadou())
    assert Waiting.objects.count() == 1
    assert len(matched()) == 1


def test_a_paper_noted_is_compared_too(by, matched):
    one = register(by=by, answers=mamadou())
    matched()
    writes.note_identifier(by=by, registration=one, kind="nina", value="18512345678901 K")
    assert list(Waiting.objects.values_list("registration", flat=True)) == [one.pk]
    matched()
    assert "identifier_1" in ComparedRecord.objects.get().cleaned


def test_linking_leaves_nothing_to_compare(by, matched):
    for _ in range(2):
        register(by=by, answers=mamadou())
    (pair,) = matched()
    decide(by=by, pair=pair, verdict=Verdict.SAME)
    assert not Waiting.objects.exists()


def test_family_is_not_proposed(by, matched):
    one, other = (register(by=by, answers=mamadou()) for _ in range(2))
    writes.link_family(by=by, one=one, other=other, kind="jumeau")
    assert matched() == []


def test_an_annulled_file_is_compared_no_more(by, matched):
    one = register(by=by, answers=mamadou())
    matched()
    writes.annul(by=by, registration=one, reason="saisie en double")
    matched()
    assert not ComparedRecord.objects.exists()


def test_another_organisation_is_not_compared_with(cast, by, matched):
    with acting_for(cast.nana) as nana:
        theirs = register(by=nana, answers=mamadou())
        match_waiting(by=Nobody(nana.organisation_id))
    register(by=by, answers=mamadou())
    assert matched() == []
    assert not ComparedRecord.objects.filter(registration=theirs.pk).exists()


def test_the_order_of_arrivals_changes_no_pair(by, matched):
    told = [mamadou(), mamadou(given_names="Mamadou dit Madou"), mamadou(phone="", mother_name="Assitan Diara")]
    found = []
    for order in (told, told[::-1]):
        made = [register(by=by, answers=answers) for answers in order]
        for _ in made:
            matched()
        place = {one.pk: told.index(answers) for one, answers in zip(made, order, strict=True)}
        pairs = Pair.objects.filter(sides__registration__in=made).distinct()
        found.append(sorted((sorted(place[s.registration_id] for s in p.sides.all()), p.word) for p in pairs))
        for one in made:
            writes.annul(by=by, registration=one, reason="essai")
        matched()
    assert found[0] == found[1]
    assert found[0]


def test_a_thousand_files_ask_as_many_questions_as_ten(by, django_assert_num_queries):
    counts = []
    for size in (3, 30):
        register_many(by=by, people=[NewFile(mamadou(family_name=f"Traoré {n}")) for n in range(size)], source="liste")
        with connection.execute_wrapper(_counting(counted := [])):
            match_waiting(by=Nobody(by.organisation_id))
        counts.append(len(counted))
    assert counts[1] <= counts[0] + 2


def _counting(counted):
    def wrapper(execute, sql, params, many, context):
        counted.append(sql)
        return execute(sql, params, many, context)

    return wrapper


def test_nothing_of_hers_is_left_when_she_is_erased(by, matched):
    one = register(by=by, answers=mamadou())
    matched()
    erase_files(by=by, files=[one.pk], why="sur demande")
    assert not ComparedRecord.objects.exists()
    matched()
    assert not ComparedRecord.objects.exists()


def test_since_when_words_hold_moves_with_them_alone(by, matched):
    one = register(by=by, answers=mamadou())
    matched()
    since = ComparedRecord.objects.get().at
    know(files=[one.pk])
    assert ComparedRecord.objects.get().at == since
    writes.correct(by=by, registration=one, answers=mamadou(mother_name="Fanta Koné"))
    matched()
    assert ComparedRecord.objects.get().at > since
