"""Links handed over, accounts that sleep, second factors that were lost."""

import datetime as dt
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, HandedLink, Membership
from benkan.organisations.tests.doors import enters, is_in, letters_sent
from benkan.organisations.tests.inviting import joined
from benkan.organisations.writes import (
    end_membership,
    forget_second_factors,
    make_entry_link,
    read_handed_link,
    rename_account,
    wake,
)


def _asleep(account):
    with entered(door="open"):
        long_ago = clock.now() - dt.timedelta(days=91)
        Account.objects.filter(pk=account.pk).update(last_login=long_ago, opened_at=long_ago)


def _entered_once(account):
    account.last_login = clock.now()
    with entered(door="open"):
        Account.objects.filter(pk=account.pk).update(last_login=account.last_login)


def test_a_link_is_handed_to_a_colleague_who_is_told_by_mail(cast):
    with acting_for(cast.fanta) as by:
        path = make_entry_link(by=by, account=cast.awa)
        assert Account.objects.get(pk=cast.awa.pk).invited_at
    page = Client().get(path, follow=True)
    assert page.redirect_chain[-1][0].endswith("set-password/")
    (letter,) = letters_sent()
    assert (letter.to, "un lien" in letter.body) == ([cast.awa.email], True)


def test_a_link_made_is_told_on_her_pages_until_she_read_it(cast, signed_in):
    with acting_for(cast.fanta) as by:
        make_entry_link(by=by, account=cast.awa)
    said = "Un lien d’entrée a été fait pour votre compte"
    awa = signed_in(cast.awa)
    page = awa.get(reverse("home")).content.decode()
    assert said in page
    assert "par l’administration de l’organisation Service d’accueil des retours" in page
    assert "Fanta" not in page
    with acting_for(cast.awa):
        handed = HandedLink.objects.get()
    assert signed_in(cast.moussa).post(reverse("read_handed_link", args=[handed.pk])).status_code == 404
    assert awa.post(reverse("read_handed_link", args=[handed.pk])).status_code == 302
    assert said not in awa.get(reverse("home")).content.decode()
    assert "Liens d’entrée faits pour votre compte" in awa.get(reverse("own_account")).content.decode()
    with acting_for(cast.fanta):
        assert Entry.objects.filter(verb="account.entry_link_read", account_id=cast.awa.pk).count() == 1


def test_another_link_says_that_there_were_others_which_she_may_not_have_read(cast, signed_in):
    """Who entered in her name by the first could say « J’ai lu » for her."""
    with acting_for(cast.fanta) as by:
        make_entry_link(by=by, account=cast.awa)
    with acting_for(cast.awa) as by:
        read_handed_link(by=by, handed=HandedLink.objects.get())
    with acting_for(cast.fanta) as by:
        make_entry_link(by=by, account=cast.awa)
    assert "D’autres avaient été faits" in signed_in(cast.awa).get(reverse("home")).content.decode()


def test_who_made_a_link_neither_reads_it_again_nor_says_that_it_was_read(cast):
    with acting_for(cast.fanta) as by:
        make_entry_link(by=by, account=cast.awa)
        assert HandedLink.objects.count() == 0
        assert HandedLink.objects.update(read_at=clock.now()) == 0
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            HandedLink.objects.all().delete()


def test_nobody_hands_over_a_link_that_opens_another_organisation(cast):
    with acting_for(cast.adama) as by:
        elsewhere = Membership.objects.filter(account=cast.nana).first()
        assert elsewhere is None  # not even read from here
    joined(cast.fanta, cast.rokia, "accueil")
    with acting_for(cast.fanta) as by:
        with pytest.raises(Impossible, match="travaille aussi pour une autre organisation"):
            make_entry_link(by=by, account=cast.rokia)
        with pytest.raises(Refused, match="votre organisation seulement"):
            make_entry_link(by=by, account=cast.nana)


def test_where_no_letter_leaves_no_letter_is_promised(cast, settings):
    settings.MAIL_IS_SENT = False
    joined(cast.fanta, cast.rokia, "accueil")
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="n’envoie pas de courrier") as refused:
        make_entry_link(by=by, account=cast.rokia)
    assert "retirez-lui son rôle ici" in str(refused.value)
    _entered_once(cast.fanta)
    with acting_for(cast.adama) as by, pytest.raises(Impossible, match="un autre administrateur") as refused:
        make_entry_link(by=by, account=cast.fanta)
    assert "lui vient par courrier" not in str(refused.value)
    client, _ = enters(cast.fanta)
    for address in ("/mon-compte/mot-de-passe/", f"/mon-organisation/membres/{cast.awa.pk}/lien/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "courrier vous dit" not in page.text
        assert "Un message l’en avertit" not in page.text


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
        _entered_once(cast.fanta)
        with pytest.raises(Impossible, match="déjà entrée"):
            make_entry_link(by=by, account=cast.fanta)


@pytest.mark.django_db
def test_the_door_says_why_it_stands_before_a_page():
    assert "votre session est finie" in Client().get("/dossiers/", follow=True).text
    for address in ("/", "/entrer/"):
        assert "votre session est finie" not in Client().get(address, follow=True).text


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


def test_a_role_accepted_elsewhere_gives_no_hold_on_what_she_enters_with(cast):
    with acting_for(cast.rokia):
        TOTP.activate(cast.rokia, "JBSWY3DPEHPK3PXP")
    joined(cast.fanta, cast.rokia, "accueil")
    with acting_for(cast.fanta) as by:
        account = cast.rokia
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
    joined(cast.fanta, cast.moussa, "accueil")
    assert is_in(client)
