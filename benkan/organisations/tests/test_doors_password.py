"""Passwords: forgotten, chosen by a link, changed; tried too often; and doors that tell nothing."""

import pytest
from django.conf import settings as conf
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.demo.cast import PASSWORD
from benkan.organisations import adapter
from benkan.organisations.acting import acting_for
from benkan.organisations.doors.mail import LETTERS, Unsent, send, write_to
from benkan.organisations.tests.doors import ANOTHER, enters, is_in, letters_asked, letters_sent, link_in

KNOWN, UNKNOWN = "awa@exemple.ml", "personne@exemple.ml"


def _asks(address, client=None):
    return (client or Client()).post(reverse("account_reset_password"), {"email": address}, follow=True)


def _hashings(monkeypatch) -> list:
    done = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *args, **more: done.append(1) or encode(*args, **more))
    return done


def _said(answer) -> str:
    """What the page says, but for the token of its form."""
    text = answer.content.decode()
    for address in (KNOWN, UNKNOWN):
        text = text.replace(address, "…")
    return "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_the_door_does_not_tell_which_addresses_have_an_account(cast, monkeypatch):
    done, told = _hashings(monkeypatch), {}
    for address in (KNOWN, UNKNOWN):
        done.clear()
        answer = Client().post(reverse("account_login"), {"login": address, "password": "pas le bon du tout"})
        told[address] = (answer.status_code, len(done), "adresse électronique ou le mot de passe" in _said(answer))
    assert told[KNOWN] == told[UNKNOWN] == (200, 1, True)


def test_asking_for_a_new_password_tells_nothing_and_does_the_same(cast):
    told, asked = {}, {}
    for address in (KNOWN, UNKNOWN):
        before = len(letters_asked())
        told[address] = _said(_asks(address))
        asked[address] = len(letters_asked()) - before
    assert told[KNOWN] == told[UNKNOWN]
    assert asked == {KNOWN: 1, UNKNOWN: 1}
    assert [letter.to for letter in letters_sent()] == [[KNOWN]]


def test_a_new_password_by_mail_ends_every_other_session(cast):
    elsewhere, _ = enters(cast.awa)
    assert is_in(elsewhere)
    _asks(KNOWN)
    # What the link is bound to is the account as it stands: who entered since is asked to ask again.
    (letter,) = letters_sent()
    client = Client()
    page = client.get(link_in(letter), follow=True)
    assert "nouveau mot de passe" in page.content.decode()
    done = client.post(page.redirect_chain[-1][0], {"password1": ANOTHER, "password2": ANOTHER}, follow=True)
    assert "Mot de passe choisi" in done.content.decode()
    assert not is_in(elsewhere)
    assert is_in(enters(cast.awa, ANOTHER)[0])
    assert enters(cast.awa, PASSWORD)[1].status_code == 200
    assert letters_asked()[-1]["letter"] == "password_changed"


def test_a_link_serves_once_and_not_for_ever(cast, settings):
    _asks(KNOWN)
    (letter,) = letters_sent()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Ce lien ne sert plus" in Client().get(link_in(letter), follow=True).content.decode()


@pytest.mark.parametrize("weak", ["court", "123456789012", "motdepasse12"[:11], "awa@exemple.ml"])
def test_a_weak_password_is_refused_with_a_sentence(cast, weak):
    _asks(KNOWN)
    client = Client()
    page = client.get(link_in(letters_sent()[0]), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": weak, "password2": weak})
    assert answer.status_code == 200
    assert "à corriger" in answer.content.decode()


def test_changing_ones_password_keeps_this_session_and_ends_the_others(cast):
    (here, _), (there, _) = enters(cast.awa), enters(cast.awa)
    asked = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    answer = here.post(reverse("account_change_password"), asked)
    assert answer["Location"] == reverse("own_account")
    assert (is_in(here), is_in(there)) == (True, False)
    assert letters_asked()[-1]["letter"] == "password_changed"
    with acting_for(cast.awa):
        assert Entry.objects.filter(verb="account.password_changed", account_id=cast.awa.pk).exists()


def test_closing_ones_other_sessions_keeps_this_one(cast):
    (here, _), (there, _) = enters(cast.awa), enters(cast.awa)
    assert here.post(reverse("end_other_sessions"))["Location"] == reverse("own_account")
    assert (is_in(here), is_in(there)) == (True, False)


def test_ones_account_says_where_one_stands(cast):
    client, _ = enters(cast.awa)
    page = client.get(reverse("own_account")).content.decode()
    for words in (KNOWN, "Agent d’accueil", "Service d’accueil des retours", "mot de passe", "partout"):
        assert words in page, words


def test_five_wrong_passwords_close_the_door_on_that_account_alone(cast, monkeypatch):
    told = []
    monkeypatch.setattr(adapter, "record", lambda verb, **more: told.append((verb.code, more["by"].account_id)))
    for _ in range(5):
        enters(cast.awa, "pas le bon du tout")
    client, answer = enters(cast.awa)
    assert "Trop d’essais" in answer.content.decode()
    assert told == [("account.sign_in_failed", None)] * 5 + [("account.locked_out", None)]
    assert not is_in(client)
    assert is_in(enters(cast.moussa)[0])


def test_an_address_without_account_is_locked_out_alike(cast):
    for _ in range(5):
        Client().post(reverse("account_login"), {"login": UNKNOWN, "password": "pas le bon du tout"})
    answer = Client().post(reverse("account_login"), {"login": UNKNOWN, "password": "pas le bon du tout"})
    assert "Trop d’essais" in answer.content.decode()


def test_a_new_password_opens_a_door_that_was_tried_too_often(cast):
    for _ in range(5):
        enters(cast.awa, "pas le bon du tout")
    _asks(KNOWN)
    client = Client()
    page = client.get(link_in(letters_sent()[0]), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": ANOTHER, "password2": ANOTHER})
    assert is_in(enters(cast.awa, ANOTHER)[0])


def test_asking_too_often_is_answered_with_a_sentence(cast):
    for _ in range(3):
        _asks(KNOWN)
    answer = _asks(KNOWN)
    assert answer.status_code == 429
    assert "Trop d’essais" in answer.content.decode()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_whole_and_names_nobody(cast, letter):
    write_to(cast.awa.pk, letter)
    (sent,) = letters_sent()
    assert sent.to == [KNOWN]
    assert sent.subject
    assert "\n" not in sent.subject
    assert conf.ADDRESS in sent.body
    assert "Awa" not in sent.subject + sent.body
    assert "{" not in sent.body
    assert "&" not in sent.body


def test_a_mail_server_that_refuses_is_tried_again_and_says_no_address(cast, monkeypatch):
    class Refusing:
        def send(self):
            raise ConnectionRefusedError(f"{KNOWN} refused")

    monkeypatch.setattr("benkan.organisations.doors.mail._written", lambda *args: Refusing())
    write_to(cast.awa.pk, "new_password")
    with pytest.raises(Unsent) as told:
        send(**letters_asked()[-1])
    assert KNOWN not in str(told.value)
    assert told.value.__cause__ is None
    assert send.retry_strategy.max_attempts > 1
    assert mail.outbox == []


def test_no_letter_is_asked_by_a_wrong_name(cast):
    with pytest.raises(ValueError, match="no letter"):
        write_to(cast.awa.pk, "advertisement")
