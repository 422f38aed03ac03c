"""Registering, correcting, linking: each right checked, each change remembered, nothing overwritten unseen."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import FamilyLink, Identifier, NameToken, Registration
from benkan.people.reads import missing_before_complete
from benkan.people.reads.history import corrections_of
from benkan.people.tests.factories import BORN, a_registration, mali, ready_to_complete, with_identity


def test_a_registration_begins_with_whatever_is_known(by):
    registration = writes.register(by=by, answers={"sex": "F"})
    assert registration.full_name == "Sans nom"
    assert registration.number.startswith("ML-")
    assert [status.status for status in registration.statuses.all()] == ["enregistree"]
    assert Entry.objects.filter(verb="people.registered", file_id=registration.pk).count() == 1


def test_each_registration_is_a_new_person(by):
    assert a_registration(by, "kadiatou").person_id != a_registration(by, "kadiatou").person_id


def test_an_unknown_answer_is_a_mistake_of_the_program(by):
    with pytest.raises(ValueError, match="organisation"):
        writes.register(by=by, answers={"organisation": "autre"})


def test_what_the_table_cannot_hold_is_refused(by):
    with pytest.raises(ValidationError):
        writes.register(by=by, answers={"sex": "X"})


def test_a_correction_keeps_the_value_before_with_who_and_when(by, cast):
    registration = a_registration(by, "kadiatou", "with_phone")
    with acting_for(cast.moussa) as colleague:
        writes.correct(by=colleague, registration=registration, answers={"given_names": "Kadidia"})
    writes.correct(
        by=by, registration=registration, answers={"given_names": "Kadidia Fanta", "birth": parse("27", on=BORN)}
    )
    found = corrections_of(registration, private=True)
    assert [(c.label, c.before, c.after, c.by) for c in found] == [
        ("Naissance", "", "vers 1999", "Awa Sangaré"),
        ("Prénoms", "Kadidia", "Kadidia Fanta", "Awa Sangaré"),
        ("Prénoms", "Kadiatou", "Kadidia", "Moussa Keïta"),
    ]


def test_the_same_answers_again_change_nothing(by):
    registration = a_registration(by, "kadiatou", "with_phone")
    written = registration.written_at
    writes.correct(by=by, registration=registration, answers={"given_names": " Kadiatou ", "phone": "76 12 34 56"})
    assert registration.events.count() == 0
    assert registration.written_at == written
    assert not Entry.objects.filter(verb="people.corrected").exists()


def test_the_audit_says_which_fields_and_never_their_values(by):
    registration = a_registration(by, "kadiatou")
    writes.correct(by=by, registration=registration, answers={"mother_name": "Niamoye Touré"})
    entry = Entry.objects.get(verb="people.corrected")
    assert entry.fields == ["mother_name"]
    assert "Niamoye" not in str(vars(entry))


def test_a_corrected_name_is_found_and_the_former_one_no_more(by):
    registration = a_registration(by, "kadiatou")
    writes.correct(by=by, registration=registration, answers={"family_name": "Sangaré"})
    assert set(NameToken.objects.filter(registration=registration).values_list("token", flat=True)) == {
        "kadiatu", "sangare",
    }  # fmt: skip


def test_a_correction_does_not_undo_a_status_that_moved_meanwhile(by):
    registration = ready_to_complete(by)
    stale = Registration.objects.get(pk=registration.pk)
    writes.complete(by=by, registration=registration)
    writes.correct(by=by, registration=stale, answers={"phone": "66 00 00 00"})
    assert Registration.objects.get(pk=registration.pk).status == "completee"


def test_an_annulled_registration_is_corrected_no_more(by):
    registration = a_registration(by, "kadiatou")
    writes.annul(by=by, registration=registration, reason="erreur")
    with pytest.raises(Impossible, match="annulé"):
        writes.correct(by=by, registration=registration, answers={"sex": "M"})


def test_ne_sait_pas_is_an_answer_apart_from_never_asked(by):
    registration = with_identity(by, nationality=None)
    assert "la nationalité" in str(missing_before_complete(registration))
    writes.correct(by=by, registration=registration, answers={"nationality_unknown": True})
    assert "la nationalité" not in str(missing_before_complete(registration))
    writes.correct(by=by, registration=registration, answers={"nationality": mali()})
    assert (registration.nationality_unknown, registration.nationality.slug) == (False, "ml")


def test_the_database_refuses_a_nationality_both_known_and_unknown(by):
    registration = with_identity(by)
    with pytest.raises(IntegrityError, match="nationality"), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(nationality_unknown=True)


def test_completing_says_all_that_is_missing(by):
    registration = a_registration(by, "kadiatou")
    with pytest.raises(Impossible) as refusal:
        writes.complete(by=by, registration=registration)
    for words in ("naissance", "nationalité", "destination", "contact sûr", "consentement"):
        assert words in str(refusal.value)


def test_what_follows_a_registration_is_told_of_corrections_and_annulments(by, monkeypatch):
    told = []
    monkeypatch.setattr(
        "benkan.people.followers.apps.get_app_configs",
        lambda: [SimpleNamespace(registration_followers=("benkan.people.tests.followed.note",))],
    )
    monkeypatch.setattr(
        "benkan.people.followers.import_string", lambda name: lambda by, registration: told.append(registration.status)
    )
    registration = a_registration(by, "kadiatou")
    writes.correct(by=by, registration=registration, answers={"sex": "M"})
    writes.correct(by=by, registration=registration, answers={"sex": "M"})
    writes.annul(by=by, registration=registration, reason="erreur")
    assert told == ["enregistree", "annulee"]


def test_a_paper_noted_twice_is_one_paper(by):
    registration = a_registration(by, "kadiatou")
    writes.note_identifier(by=by, registration=registration, kind="nina", value="1 87 04 750")
    writes.note_identifier(by=by, registration=registration, kind="nina", value="1870-4750")
    assert Identifier.objects.filter(registration=registration).count() == 1
    with pytest.raises(Impossible, match="numéro"):
        writes.note_identifier(by=by, registration=registration, kind="nina", value=" - ")


def test_a_family_link_is_one_whoever_says_it_and_makes_a_household(by):
    one, other = a_registration(by, "lassine"), a_registration(by, "fousseyni")
    writes.link_family(by=by, one=one, other=other, kind="jumeau")
    writes.link_family(by=by, one=other, other=one, kind="jumeau")
    assert FamilyLink.objects.count() == 1
    assert one.household_id == other.household_id is not None
    with pytest.raises(Impossible, match="deux personnes"):
        writes.link_family(by=by, one=one, other=one, kind="autre")


@pytest.mark.parametrize("write", ["register", "correct", "complete", "annul", "contact", "identifier", "link"])
def test_whoever_has_not_the_right_is_refused(by, cast, write):
    one, other = a_registration(by, "lassine"), a_registration(by, "fousseyni")
    with acting_for(cast.issa) as reader, pytest.raises(Refused):
        {
            "register": lambda: writes.register(by=reader, answers={}),
            "correct": lambda: writes.correct(by=reader, registration=one, answers={"sex": "F"}),
            "complete": lambda: writes.complete(by=reader, registration=one),
            "annul": lambda: writes.annul(by=reader, registration=one, reason="x"),
            "contact": lambda: writes.say_safe_contact(by=reader, registration=one, answers={}),
            "identifier": lambda: writes.note_identifier(by=reader, registration=one, kind="nina", value="1"),
            "link": lambda: writes.link_family(by=reader, one=one, other=other, kind="autre"),
        }[write]()


def test_another_organisation_sees_nothing_of_it(by, cast):
    registration = a_registration(by, "kadiatou", "with_phone")
    writes.note_identifier(by=by, registration=registration, kind="nina", value="1")
    with acting_for(cast.nana):
        assert not Registration.objects.exists()
        assert not NameToken.objects.exists()
        assert not Identifier.objects.exists()
