"""A list adds to a known file what the file does not say, and replaces nothing."""

import pytest

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import ImpreciseDate, parse
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import Registration
from benkan.people.reads import search
from benkan.people.reads.history import corrections_of
from benkan.people.tests.factories import BORN, a_registration, announced, mali, with_identity


def from_a_list(**other) -> dict:
    said = {
        "given_names": "Kadia", "family_name": "Traore", "sex": "M", "birth": parse("1991", on=BORN),
        "phone": "66 00 00 00", "nationality": mali(), "destination_said": "Kita", "languages": ["peul"],
        "marital_status": "marie", "mother_name": "Niamoye Touré", "father_name": "Bakary Traoré",
        "wants_private_talk": True,
    }  # fmt: skip
    return said | other


def test_what_the_file_does_not_say_is_filled_and_the_rest_stays(by):
    registration = a_registration(by, "kadiatou")
    filled = writes.fill(by=by, registration=registration, answers=from_a_list())
    assert filled == [
        "birth", "destination_said", "father_name", "languages", "marital_status", "nationality", "phone",
        "wants_private_talk",
    ]  # fmt: skip
    saved = Registration.objects.get(pk=registration.pk)
    assert (saved.given_names, saved.family_name, saved.sex) == ("Kadiatou", "Traoré", "F")
    assert (saved.mother_name, saved.father_name) == ("Assitan Diarra", "Bakary Traoré")
    assert (saved.phone_key, saved.birth.year, saved.nationality.slug) == ("22366000000", 1991, "ml")
    (entry,) = Entry.objects.filter(verb="people.corrected")
    assert entry.fields == filled
    assert {c.label for c in corrections_of(registration, private=True)} >= {"Téléphone", "Père", "Naissance"}
    assert writes.fill(by=by, registration=registration, answers=from_a_list(phone="77 00 00 00")) == []
    assert Entry.objects.filter(verb="people.corrected").count() == 1


def test_names_that_come_later_are_found(by):
    registration = a_registration(by, sex="F")
    assert writes.fill(by=by, registration=registration, answers=from_a_list())[2:4] == ["family_name", "father_name"]
    assert search("kadia traore") == [registration]


def test_an_answer_that_says_not_to_know_is_an_answer(by):
    registration = a_registration(
        by, "kadiatou", nationality_unknown=True, birth=parse("inconnue", on=BORN), wants_private_talk=False
    )
    answers = from_a_list()
    assert writes.fill(by=by, registration=registration, answers={name: answers[name] for name in (
        "nationality", "birth", "wants_private_talk")}) == []  # fmt: skip


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"destination_said": "Sirakoro"}, {"destination": mali, "destination_said": "Kita"}),
        ({"destination": mali}, {"destination_said": "Kita"}),
        ({"nationality": mali}, {"nationality_unknown": True}),
        ({"family_name": "Kadiatou Traoré"}, {"given_names": "Kadiatou", "family_name": "Traoré"}),
        ({"family_name": "Kadiatou Traoré"}, {"also_known_as": "Kadia dite Kadiatou"}),
        ({}, {"given_names": " ", "phone": "", "languages": [], "nationality": None, "birth": ImpreciseDate()}),
        ({}, {"nationality_unknown": False, "wants_private_talk": None}),
    ],
)
def test_two_sources_do_not_mix_in_one_answer(by, held, said):
    held, said = ({name: v() if callable(v) else v for name, v in one.items()} for one in (held, said))
    assert writes.fill(by=by, registration=a_registration(by, **held), answers=said) == []


def test_what_a_colleague_wrote_meanwhile_is_not_replaced(by):
    stale = a_registration(by, "kadiatou")
    writes.correct(by=by, registration=Registration.objects.get(pk=stale.pk), answers={"phone": "76 12 34 56"})
    assert writes.fill(by=by, registration=stale, answers={"phone": "66 00 00 00", "father_name": "Bakary"}) == [
        "father_name"
    ]
    assert stale.phone == "76 12 34 56"


def test_an_announced_file_is_filled_and_an_annulled_one_is_not(by):
    assert writes.fill(by=by, registration=announced(by, "lassine"), answers={"phone": "66 00 00 00"}) == ["phone"]
    registration = a_registration(by, "kadiatou")
    writes.annul(by=by, registration=registration, reason="erreur")
    with pytest.raises(Impossible, match="annulé"):
        writes.fill(by=by, registration=registration, answers={"phone": "66 00 00 00"})


def test_who_brings_lists_fills_and_nobody_else(by, cast):
    registration = with_identity(by)
    with acting_for(cast.fanta) as manager, pytest.raises(Refused):
        writes.fill(by=manager, registration=registration, answers={"phone": "66 00 00 00"})
    with acting_for(cast.issa) as brings_lists:
        assert writes.fill(by=brings_lists, registration=registration, answers={"phone": "66 00 00 00"}) == ["phone"]
        with pytest.raises(Refused):
            writes.correct(by=brings_lists, registration=registration, answers={"phone": "77 00 00 00"})


def test_what_is_no_answer_is_a_mistake_of_the_program(by):
    with pytest.raises((ValueError, AttributeError)):
        writes.fill(by=by, registration=a_registration(by), answers={"autre": "x"})


def test_what_follows_is_told_of_what_was_filled(by, monkeypatch):
    told = []
    monkeypatch.setattr("benkan.people.writes.correcting.tell_followers", lambda by, registration: told.append(1))
    registration = a_registration(by, "kadiatou")
    writes.fill(by=by, registration=registration, answers={"given_names": "Autre"})
    assert told == []
    writes.fill(by=by, registration=registration, answers={"phone": "66 00 00 00"})
    assert told == [1]
