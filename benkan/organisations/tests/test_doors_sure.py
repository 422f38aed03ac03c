"""Saying again who one is, before what costs much: asked late, resumed, sealed meanwhile."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from benkan.demo.cast import PASSWORD
from benkan.organisations.acting import acting_for
from benkan.organisations.tests.doors import enters, is_in
from benkan.organisations.tests.test_doors_factors import SECRET, code_of
from benkan.people.writes import register


@pytest.fixture
def late(cast):
    """Kadiatou, who signed in ten minutes ago and has a file to take away."""
    with acting_for(cast.kadiatou) as by:
        register(by=by, answers={"given_names": "Aminata", "family_name": "Traoré", "sex": "F"})
    client, _ = enters(cast.kadiatou)
    _makes_late(client)
    return client


def _makes_late(client) -> None:
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 600} for record in session["account_authentication_methods"]
    ]
    session.save()


def _export() -> str:
    return reverse("exports:ask", kwargs={"kind": "dossiers"})


def test_who_has_just_signed_in_is_not_asked(cast, late):
    client, _ = enters(cast.kadiatou)
    assert client.get(_export()).status_code == 200


def test_a_page_waits_for_her_to_say_who_she_is(late):
    answer = late.get(f"{_export()}?q=a", follow=True)
    assert "C’est bien vous" in answer.content.decode()
    done = late.post(answer.redirect_chain[-1][0], {"password": PASSWORD, "next": f"{_export()}?q=a"})
    assert done["Location"] == f"{_export()}?q=a"
    assert late.get(_export()).status_code == 200


def test_what_was_being_sent_goes_on_and_is_sealed_meanwhile(late):
    asked = late.post(_export(), {"format": "csv", "note": "Kadiatou Traoré"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    held = str(dict(late.session))
    assert "Traor" not in held
    assert "csv" not in held
    done = late.post(asked["Location"], {"password": PASSWORD, "next": _export()}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("exports:mine")
    assert "La liste est demandée" in done.content.decode()
    assert "suspended" not in late.session


def test_answers_to_correct_are_asked_from_their_own_page(late):
    asked = late.post(_export(), {"format": "papyrus"})
    done = late.post(asked["Location"], {"password": PASSWORD, "next": _export()})
    assert (done.status_code, done["Location"]) == (302, _export())


def test_a_wrong_password_lets_nothing_through(late):
    asked = late.post(_export(), {"format": "csv"})
    answer = late.post(asked["Location"], {"password": "pas le bon du tout", "next": _export()})
    assert "Ce mot de passe ne va pas" in answer.content.decode()
    assert late.get(_export()).status_code == 302
    assert is_in(late)


def test_a_part_of_a_page_leads_the_whole_page_there(late):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{_export()}"}
    answer = late.post(_export(), {"format": "csv"}, headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith(reverse("account_reauthenticate"))
    assert "suspended" not in late.session


def test_a_page_elsewhere_is_nowhere_to_come_back_to(late):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://ailleurs.example/"}
    answer = late.post(_export(), {"format": "csv"}, headers=headers)
    assert "ailleurs" not in answer["HX-Redirect"]


def test_a_code_says_it_as_well(cast, late):
    with acting_for(cast.kadiatou):
        TOTP.activate(cast.kadiatou, SECRET)
    client, _ = enters(cast.kadiatou)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    _makes_late(client)
    answer = client.get(_export(), follow=True)
    assert "Avec un code" in answer.content.decode()
    done = client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET, 1), "next": _export()})
    assert done["Location"] == _export()


def test_who_enters_by_an_issuer_alone_enters_again(cast, late):
    with acting_for(cast.kadiatou):
        cast.kadiatou.set_unusable_password()
    from benkan.organisations.adapter import ClosedDoor

    (method,) = ClosedDoor().get_reauthentication_methods(cast.kadiatou)
    assert method["url"] == reverse("sign_in_again")
    assert "entrez de nouveau" in late.get(method["url"]).content.decode()
