"""Invitations, links handed over, accounts that sleep, second factors that were lost."""

import datetime as dt
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Membership
from benkan.organisations.tests.doors import ANOTHER, enters, is_in, letters_asked, letters_sent, link_in
from benkan.organisations.writes import (
    end_membership,
    forget_second_factors,
    give_membership,
    invite,
    make_entry_link,
    open_account,
    rename_account,
    wake,
)
from benkan.organisations.writes import entering as entering_writes


def _invited(by, email="djeneba@exemple.ml", role="accueil", **more):
    return invite(by=by, organisation=by.organisation, email=email, name="Djénéba Sow", role=role, **more)


def _asleep(account):
    with entered(door="open"):
        long_ago = clock.now() - dt.timedelta(days=91)
        Account.objects.filter(pk=account.pk).update(last_login=long_ago, opened_at=long_ago)


def test_an_invitation_leads_from_the_letter_to_the_first_page(cast):
    with acting_for(cast.fanta) as by:
        account = _invited(by)
    (letter,) = letters_sent()
    assert letter.to == ["djeneba@exemple.ml"]
    assert "Service d’accueil des retours" in letter.body
    assert "Fanta" not in letter.subject + letter.body
    client = Client()
    page = client.get(link_in(letter), follow=True)
    assert "Bienvenue dans Benkan" in page.content.decode()
    client.post(page.redirect_chain[-1][0], {"password1": ANOTHER, "password2": ANOTHER})
    assert is_in(enters(account, ANOTHER)[0])
    assert "Ce lien ne sert plus" in Client().get(link_in(letter), follow=True).content.decode()


def test_a_row_of_the_queue_says_nothing_of_the_person(cast):
    with acting_for(cast.fanta) as by:
        _invited(by)
    (args,) = letters_asked()
    assert "djeneba" not in str(args).lower()
    assert set(args) == {"letter", "account_id", "about", "at"}


def test_who_has_an_account_elsewhere_is_invited_in_the_same_way_and_keeps_her_password(cast):
    with acting_for(cast.fanta) as by:
        account = _invited(by, email="ROKIA@exemple.ml")
        assert account.pk == cast.rokia.pk
        assert Entry.objects.filter(verb="account.invited", object_id=account.pk).exists()
    (letter,) = letters_sent()
    assert letter.to == ["rokia@exemple.ml"]
    assert "comme d’habitude" in letter.body or "mot-de-passe/lien" in letter.body
    assert is_in(enters(cast.rokia)[0])


def test_two_who_invite_the_same_new_address_at_once_meet_on_one_account(cast, monkeypatch):
    with acting_for(cast.fanta) as by:
        there = open_account(by=by, email="djeneba@exemple.ml", name="Djénéba Sow")
        looks = iter([None, there])
        monkeypatch.setattr(entering_writes, "_found", lambda email: next(looks))
        assert _invited(by).pk == there.pk


def test_what_is_no_address_is_said(cast):
    with acting_for(cast.fanta) as by, pytest.raises(ValidationError):
        _invited(by, email="djeneba")


def test_an_invitation_that_is_refused_writes_to_nobody(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="ne peut pas se joindre"):
        _invited(by, email=cast.awa.email, role="administration")
    assert letters_asked() == []
    with acting_for(cast.awa) as by, pytest.raises(Refused):
        _invited(by)


def test_a_role_refused_to_somebody_of_elsewhere_tells_neither_her_name_nor_her_role(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="ne peut pas se joindre") as refused:
        _invited(by, email=cast.rokia.email, role="administration")
    assert "Rokia" not in str(refused.value)
    assert "accueil" not in str(refused.value)


def test_a_link_is_handed_to_a_colleague_who_is_told_by_mail(cast):
    with acting_for(cast.fanta) as by:
        path = make_entry_link(by=by, account=cast.awa)
        assert Account.objects.get(pk=cast.awa.pk).invited_at
    page = Client().get(path, follow=True)
    assert page.redirect_chain[-1][0].endswith("set-password/")
    (letter,) = letters_sent()
    assert (letter.to, "un lien" in letter.body) == ([cast.awa.email], True)


def test_nobody_hands_over_a_link_that_opens_another_organisation(cast):
    with acting_for(cast.adama) as by:
        elsewhere = Membership.objects.filter(account=cast.nana).first()
        assert elsewhere is None  # not even read from here
    with acting_for(cast.fanta) as by:
        account = _invited(by, email=cast.rokia.email)
        with pytest.raises(Impossible, match="travaille aussi pour une autre organisation"):
            make_entry_link(by=by, account=account)
        with pytest.raises(Refused, match="votre organisation seulement"):
            make_entry_link(by=by, account=cast.nana)


def test_a_former_colleague_is_nobodys_to_administer(cast):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
        for act in (make_entry_link, forget_second_factors, wake):
            with pytest.raises(Refused, match="votre organisation seulement"):
                act(by=by, account=cast.moussa)


def test_nobody_makes_her_own_link(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="propre compte"):
        make_entry_link(by=by, account=cast.fanta)


def test_the_nation_hands_a_link_to_an_administrator_who_never_entered_only(cast):
    with acting_for(cast.adama) as by:
        with pytest.raises(Refused):
            make_entry_link(by=by, account=cast.awa)
        with entered(door="open"):
            Account.objects.filter(pk=cast.fanta.pk).update(last_login=clock.now())
        with entered(account_id=cast.fanta.pk):
            fanta = Account.objects.get(pk=cast.fanta.pk)
        with pytest.raises(Impossible, match="déjà entrée"):
            make_entry_link(by=by, account=fanta)


def test_an_account_that_sleeps_is_told_so_after_the_right_password_only(cast, settings):
    settings.DEMO = False
    _asleep(cast.awa)
    client, answer = enters(cast.awa)
    assert answer["Location"] == reverse("account_asleep")
    assert "endormi" in client.get(reverse("account_asleep")).content.decode()
    assert client.get(reverse("home")).status_code == 302
    _, wrong = enters(cast.awa, "pas le bon du tout")
    assert wrong.status_code == 200
    assert "endormi" not in wrong.content.decode()


def test_an_administrator_wakes_an_account(cast, settings):
    settings.DEMO = False
    _asleep(cast.awa)
    with acting_for(cast.fanta) as by:
        wake(by=by, account=cast.awa)
        assert Entry.objects.filter(verb="account.woken", object_id=cast.awa.pk).exists()
    assert is_in(enters(cast.awa)[0])


def test_a_lost_second_factor_is_forgotten_by_an_administrator(cast):
    with acting_for(cast.awa):
        TOTP.activate(cast.awa, "JBSWY3DPEHPK3PXP")
    assert enters(cast.awa)[1]["Location"] == reverse("mfa_authenticate")
    with acting_for(cast.fanta) as by:
        assert forget_second_factors(by=by, account=cast.awa) == 1
        with pytest.raises(Impossible, match="pas de second facteur"):
            forget_second_factors(by=by, account=cast.awa)
    assert is_in(enters(cast.awa)[0])
    assert letters_sent()[-1].to == [cast.awa.email]


def test_the_nation_forgets_that_of_an_administrator_and_of_nobody_else(cast):
    for account in (cast.fanta, cast.awa):
        with acting_for(account):
            TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    with acting_for(cast.adama) as by:
        assert forget_second_factors(by=by, account=cast.fanta) == 1
        with pytest.raises(Refused):
            forget_second_factors(by=by, account=cast.awa)
        assert not Authenticator.objects.exists()


def test_inviting_a_stranger_gives_no_hold_on_what_she_enters_with(cast):
    with acting_for(cast.rokia):
        TOTP.activate(cast.rokia, "JBSWY3DPEHPK3PXP")
    with acting_for(cast.fanta) as by:
        account = _invited(by, email=cast.rokia.email)
        for act in (forget_second_factors, partial(rename_account, name="Autre")):
            with pytest.raises(Impossible, match="travaille aussi pour une autre organisation"):
                act(by=by, account=account)
    with acting_for(cast.rokia):
        assert Authenticator.objects.filter(user=cast.rokia).exists()


def test_a_former_colleague_is_renamed_by_nobody(cast):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
        with pytest.raises(Refused, match="votre organisation seulement"):
            rename_account(by=by, account=cast.moussa, name="Autre")


def test_a_device_keeps_no_page_of_who_was_signed_in(cast):
    client, _ = enters(cast.awa)
    for name in ("home", "people:search", "actors"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_who_has_no_role_left_reaches_one_page(cast):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
    client, _ = enters(cast.moussa)
    answer = client.get(reverse("home"), follow=True)
    assert "Vous n’avez plus de rôle ici" in answer.content.decode()
    for name in ("own_account", "actors", "mfa_index"):
        assert client.get(reverse(name))["Location"] == reverse("no_place")
    with acting_for(cast.fanta) as by:
        give_membership(by=by, account=cast.moussa, organisation=by.organisation, role="accueil")
    assert is_in(client)
