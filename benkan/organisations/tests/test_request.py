"""The request's transaction: who acts, what a failure undoes, what outlives a refusal."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.demo.cast import PASSWORD
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account


def _entries(account, verb):
    with acting_for(account):
        return Entry.objects.filter(verb=verb, account_id=account.pk).count()


def test_signing_in_is_remembered(cast):
    answer = Client().post(reverse("account_login"), {"login": cast.awa.email, "password": PASSWORD})
    assert answer.status_code == 302
    with acting_for(cast.awa):
        assert Entry.objects.filter(verb="account.signed_in", account_id=cast.awa.pk).exists()


@pytest.mark.parametrize("address", ["awa@exemple.ml", "personne@exemple.ml"])
def test_a_failed_sign_in_says_the_same_whether_the_account_exists_or_not(cast, address):
    answer = Client().post(reverse("account_login"), {"login": address, "password": "pas le bon"})
    assert answer.status_code == 200
    assert "adresse électronique ou le mot de passe" in answer.content.decode()


def test_a_closed_account_is_at_the_door_again(cast, signed_in):
    client = signed_in(cast.awa)
    assert client.get(reverse("home")).status_code == 200
    with acting_for(cast.awa):
        Account.objects.filter(pk=cast.awa.pk).update(is_active=False)
    assert client.get(reverse("home")).status_code == 302


def test_a_session_ends_after_its_hours_whatever_is_written_in_it(cast):
    client = Client()
    client.post(reverse("account_login"), {"login": cast.awa.email, "password": PASSWORD})
    for hours, status in ((11, 200), (13, 302)):
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time() - hours * 3600}]
        session.save()
        assert client.get(reverse("home")).status_code == status
    assert "_auth_user_id" not in client.session


def test_a_journal_asked_for_an_act_that_is_none_shows_all(cast, signed_in):
    assert signed_in(cast.fanta).get(reverse("journal"), {"acte": "\0"}).status_code == 200


def test_a_refusal_is_answered_with_a_sentence_and_remembered(cast, signed_in):
    answer = signed_in(cast.awa).get(reverse("journal"))
    assert answer.status_code == 403
    assert "lire le journal" in answer.content.decode()
    assert _entries(cast.awa, "account.refused") == 1


def test_a_failure_undoes_what_the_request_wrote(cast, signed_in, monkeypatch):
    client = signed_in(cast.fanta)
    client.raise_request_exception = False
    before = _entries(cast.fanta, "audit.journal_read")

    def breaks(*args, **kwargs):
        raise RuntimeError("after the reading was remembered")

    monkeypatch.setattr("benkan.organisations.views.journal.names_of", breaks)
    assert client.get(reverse("journal")).status_code == 500
    assert _entries(cast.fanta, "audit.journal_read") == before


def test_reading_the_journal_is_itself_a_reading(cast, signed_in):
    client = signed_in(cast.fanta)
    before = _entries(cast.fanta, "audit.journal_read")
    page = client.get(reverse("journal")).content.decode()
    assert "<p>Service d’accueil des retours</p>" in page
    assert _entries(cast.fanta, "audit.journal_read") == before + 1


def test_one_does_not_choose_an_organisation_that_is_not_ones_own(cast, signed_in):
    client = signed_in(cast.awa)
    with acting_for(cast.nana) as by:
        elsewhere = by.organisation_id
    client.post(reverse("choose_organisation"), {"organisation": str(elsewhere)})
    assert client.get(reverse("home")).context["actor"].organisation.code == "SAR"


def test_the_number_of_queries_does_not_grow_with_the_journal(cast, signed_in, django_assert_num_queries):
    client = signed_in(cast.fanta)
    for _ in range(3):
        client.get(reverse("journal"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("journal"))
    for _ in range(20):
        client.get(reverse("journal"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("journal"))
    assert len(many) == len(few)
