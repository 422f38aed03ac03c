"""`benkan admin`: the first administrator of a platform, and one who was left outside, by a link that serves once."""

from contextlib import nullcontext
from urllib.parse import urlsplit

import pytest
from django.test import Client

from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Membership
from benkan.organisations.sealed_codes import codes_left, make_codes
from tests.host.commands import run

PASSWORD = "une phrase assez longue"


@pytest.fixture
def command(db, monkeypatch, tmp_path):
    monkeypatch.setattr("benkan.host.admin.ready", nullcontext)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    return lambda *said: run("admin", *said)


@pytest.fixture
def nobody_yet(cast):
    """As on a platform that was just installed: nobody keeps it."""
    with acting_for(cast.adama) as by:
        Membership.objects.filter(organisation=by.organisation_id).update(ended_at=Account.objects.first().opened_at)


def path_of(answer) -> str:
    assert answer.exit_code == 0, answer.output
    return urlsplit(answer.stdout.strip().splitlines()[-1]).path


def chooses_a_password(path: str) -> Client:
    client = Client()
    form = client.get(path, follow=True)
    assert form.status_code == 200
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    answer = client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:1500]
    return client


def test_the_first_administrator_enters_by_the_link(command, nobody_yet):
    chooses_a_password(path_of(command("premiere@exemple.ml", "--name", "Première Personne")))
    client = Client()
    entered_there = client.post("/entrer/", {"login": "premiere@exemple.ml", "password": PASSWORD})
    assert entered_there.status_code == 302
    assert "Première Personne" in client.get("/organisations/").content.decode()


def test_the_link_serves_once(command, nobody_yet):
    path = path_of(command("premiere@exemple.ml"))
    chooses_a_password(path)
    assert "password1" not in Client().get(path, follow=True).content.decode()


def test_who_is_administrator_already_has_a_new_link(command, cast):
    path_of(command("ADAMA@exemple.ml"))
    with acting_for(cast.adama):
        written = Entry.objects.get(verb="account.entry_link_made")
        assert written.on_behalf
        assert written.account_id == cast.adama.pk


def test_nobody_else_is_made_administrator_by_it(command, cast):
    answer = command("awa@exemple.ml")
    assert answer.exit_code == 2
    assert "a déjà un administrateur national" in answer.output
    with founding():
        assert not Membership.objects.filter(account=cast.awa, role="plateforme").exists()


def test_who_opens_files_does_not_become_the_first(command, nobody_yet, cast):
    answer = command("awa@exemple.ml")
    assert answer.exit_code == 2
    assert "ne peut pas se joindre" in answer.output


def test_an_address_that_is_none_is_said(command):
    answer = command("premiere")
    assert answer.exit_code == 2
    assert "n’est pas une adresse" in answer.output


def test_a_lost_factor_is_forgotten_when_it_is_asked(command, cast):
    with acting_for(cast.adama) as by:
        make_codes(by=by)
    path_of(command("adama@exemple.ml"))
    with entered(account_id=cast.adama.pk):
        assert codes_left(cast.adama) == 10
    path_of(command("adama@exemple.ml", "--lost-factor"))
    with entered(account_id=cast.adama.pk):
        assert codes_left(cast.adama) == 0
