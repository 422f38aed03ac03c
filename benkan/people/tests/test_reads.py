"""Finding a file, and those that may be her family's."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import NameToken
from benkan.people.reads import family_of, listed, search
from benkan.people.reads.search import NO_NUMBER, PAGE, SHOWN, WRONG_NUMBER, unreadable
from benkan.people.reads.words import beginning_as, exactly
from benkan.people.tests.factories import a_registration


@pytest.mark.parametrize(
    "typed",
    [
        "Kadiatou Traoré",
        "traore kadiatou",
        "TRAORE",
        "kadi",
        "trao kad",
        "Kadiatu",
        "traorré",
        "Mme Kadiatou",
        "kadia tra",
    ],
)
def test_words_are_found_in_any_order_begun_or_misspelt(by, typed):
    wanted = a_registration(by, "kadiatou")
    a_registration(by, "lassine")
    assert search(typed) == [wanted]


@pytest.mark.parametrize("typed", ["Kadiatou Coulibaly", "Konaté", "x", "", "   ", "ag"])
def test_all_words_must_answer(by, typed):
    a_registration(by, "kadiatou")
    assert search(typed) == []


def test_exact_words_come_first_then_the_most_recent(by):
    begun = a_registration(by, given_names="Kadiatoubinta", family_name="Traoré")
    older, newer = a_registration(by, "kadiatou"), a_registration(by, "kadiatou")
    latest = a_registration(by, given_names="Kadiatoubinta", family_name="Traoré")
    assert search("kadiatou") == [newer, older, latest, begun]


def test_a_number_is_found_however_it_is_typed_and_a_wrong_one_is_said(by):
    wanted = a_registration(by, "kadiatou")
    bare = wanted.number.replace("-", "")
    for typed in (wanted.number, bare, bare[2:], wanted.number.lower().replace("-", " ")):
        assert search(typed) == [wanted]
    wrong = wanted.number[:-1] + str((int(wanted.number[-1]) + 1) % 10)
    assert search(wrong) == []
    assert "dernier chiffre" in search(wrong).sentence
    assert search("76 99 99 99").sentence == ""


def test_a_paper_or_a_telephone_is_found_however_it_is_typed(by):
    wanted = a_registration(by, "kadiatou", "with_phone")
    writes.note_identifier(by=by, registration=wanted, kind="passeport", value="AA 1234567")
    for typed in ("76123456", "+223 76 12 34 56", "aa1234567", "AA-1234567"):
        assert search(typed) == [wanted], typed


def test_a_search_shows_twenty_and_says_that_there_are_more(by):
    for _ in range(SHOWN + 1):
        a_registration(by, "kadiatou")
    found = search("traore")
    assert (len(found), found.more) == (SHOWN, True)


def test_the_list_goes_on_where_it_stopped_without_loss_or_repetition(by):
    hour = timezone.now()
    made = [
        writes.register(by=by, answers={"sex": "F"}, registered_at=hour - dt.timedelta(minutes=at // 2))
        for at in range(PAGE + 7)
    ]
    first = listed()
    rest = listed(after=first[-1].pk)
    assert (len(first), first.more, rest.more) == (PAGE, True, False)
    assert len({r.pk for r in [*first, *rest]}) == len(made)


def test_nobody_finds_another_organisations_files(by, cast):
    wanted = a_registration(by, "kadiatou", "with_phone")
    with acting_for(cast.nana):
        assert search("traore") == search("76123456") == search(wanted.number) == listed() == []


def test_family_is_found_by_mother_and_telephone(by):
    lassine, fousseyni = a_registration(by, "lassine"), a_registration(by, "fousseyni", "with_phone")
    shared = a_registration(by, given_names="Bakary", family_name="Sow", phone="76 12 34 56")
    a_registration(by, given_names="Autre", family_name="Coulibaly")
    assert set(family_of(fousseyni)) == {lassine, shared}
    writes.link_family(by=by, one=fousseyni, other=lassine, kind="jumeau")
    assert family_of(fousseyni) == [shared]


@pytest.mark.parametrize("condition", [exactly("traore"), beginning_as("tra")])
def test_words_are_looked_up_in_their_index_under_row_policies(by, condition):
    a_registration(by, "kadiatou")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole otherwise
        sql, parameters = NameToken.objects.filter(condition).values("registration_id").query.sql_with_params()
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "nametoken_search" in plan
    (bounds,) = (line for line in plan.splitlines() if "Index Cond" in line)
    assert "token" in bounds
    assert "organisation_id" in bounds


def test_a_name_typed_as_a_number_is_not_told_of_its_last_digit():
    assert unreadable("Sidibé") == NO_NUMBER
    assert unreadable("ML-26-7") == NO_NUMBER
    assert unreadable("ml 26 000726 2") == WRONG_NUMBER
    assert unreadable("26.000726-2") == WRONG_NUMBER
