"""Consent: purpose by purpose, every answer kept, a signed text only, somebody for a child."""

import pytest

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.models import MEANINGS, Consent, Purpose, SpokenText
from benkan.people.reads import consents_in_force, texts_signed
from benkan.people.reference import load_reference
from benkan.people.tests.factories import a_registration
from benkan.people.writes import ask_consent, sign_spoken_text


def asked(by, registration, text, **answers):
    return ask_consent(by=by, registration=registration, answers=answers, language="bambara", text=text)


def test_every_purpose_says_what_it_allows():
    assert set(MEANINGS) == set(Purpose)


def test_each_answer_is_kept_a_refusal_too_and_what_was_not_asked_stays_unasked(by, signed_text):
    registration = a_registration(by, "kadiatou")
    asked(by, registration, signed_text, suivi=True, photo=False)
    in_force = consents_in_force(registration)
    assert {purpose: consent.given for purpose, consent in in_force.items()} == {"suivi": True, "photo": False}
    assert in_force["suivi"].explained_by_id == by.account_id
    assert in_force["suivi"].text == signed_text


def test_a_withdrawal_is_a_new_no_and_the_yes_stays(by, signed_text):
    registration = a_registration(by, "kadiatou")
    asked(by, registration, signed_text, suivi=True)
    asked(by, registration, signed_text, suivi=False)
    rows = Consent.objects.filter(registration=registration).order_by("at", "id")
    assert [(row.given, row.withdrawn) for row in rows] == [(True, False), (False, True)]
    assert not consents_in_force(registration)["suivi"].given


def test_the_same_answer_again_adds_nothing(by, signed_text):
    registration = a_registration(by, "kadiatou")
    asked(by, registration, signed_text, suivi=False)
    assert asked(by, registration, signed_text, suivi=False) == []
    assert Entry.objects.filter(verb="people.consent_asked").count() == 1


def test_a_child_does_not_answer_alone(by, signed_text):
    registration = a_registration(by, "kadiatou", "child")
    with pytest.raises(Impossible, match="tuteur"):
        asked(by, registration, signed_text, suivi=True)
    ask_consent(
        by=by, registration=registration, answers={"suivi": True}, language="bambara", text=signed_text,
        for_child_by="Assitan Diarra, sa mère",
    )  # fmt: skip
    assert consents_in_force(registration)["suivi"].for_child_by.startswith("Assitan")


def test_an_unsigned_text_is_never_shown_and_never_used(by, cast):
    unsigned = SpokenText(language="bambara", version="1", text="…")
    with acting_for(cast.hawa):
        unsigned.save(force_insert=True)
    assert unsigned not in texts_signed()
    with pytest.raises(Impossible, match="signé"):
        asked(by, a_registration(by, "kadiatou"), unsigned, suivi=True)


def test_only_the_data_protection_officer_signs_and_once(by, cast):
    text = SpokenText(language="soninke", version="1", text="…")
    text.save(force_insert=True)
    with pytest.raises(Refused):
        sign_spoken_text(by=by, text=text, signed_by="Awa Sangaré")
    with acting_for(cast.hawa) as officer:
        with pytest.raises(Impossible, match="qui répond"):
            sign_spoken_text(by=officer, text=text, signed_by=" ")
        signed = sign_spoken_text(by=officer, text=text, signed_by="Hawa Dembélé")
        assert signed.signed_on is not None
        with pytest.raises(Impossible, match="déjà signé"):
            sign_spoken_text(by=officer, text=text, signed_by="Une autre")


def test_the_latest_signed_version_of_a_language_is_the_one_said(by, cast, signed_text):
    with acting_for(cast.hawa) as officer:
        newer = SpokenText(language="francais", version="2", text="…")
        newer.save(force_insert=True)
        assert texts_signed() == [signed_text]
        sign_spoken_text(by=officer, text=newer, signed_by="Hawa Dembélé")
        assert texts_signed() == [newer]


def test_the_text_speaks_of_rights_of_complaint_and_of_what_comes_next(by, signed_text):
    for words in ("oui ou non", "changer d’avis", "plaindre", "carte", "photo", "effacer"):
        assert words in signed_text.text


def test_loading_again_changes_nothing_that_somebody_signed(by, signed_text):
    before = signed_text.text
    SpokenText.objects.filter(pk=signed_text.pk).update(text="changé ailleurs")
    assert load_reference("default") == 0
    signed_text.refresh_from_db()
    assert signed_text.text == "changé ailleurs" != before
