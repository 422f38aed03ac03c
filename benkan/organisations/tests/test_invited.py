"""Whoever is invited answers: with her account, with one she opens, or not at all; and who would in her place."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import PASSWORD, account_of, body_of
from benkan.organisations.acting import NOBODY, acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Invitation, Membership
from benkan.organisations.shifts import digest
from benkan.organisations.tests.doors import ANOTHER, enters, is_in
from benkan.organisations.tests.inviting import NEW, accepts, invited, joined, linked, page_of, proposes
from benkan.organisations.writes import (
    accept,
    close_organisation,
    decline,
    end_membership,
    give_membership,
    join,
    open_account,
    renew,
    withdraw,
)
from benkan.workbooks.tests.at_once import overtaking

KNOWN = "rokia@exemple.ml"  # of another organisation
CHOSEN = {"name": "Djénéba Sow", "password1": ANOTHER, "password2": ANOTHER}
Answer = Invitation.Answer


def _text(answer) -> str:
    return answer.content.decode()


def _opened(giver, invitation) -> Client:
    """A browser that opened the link."""
    client = Client()
    client.get(linked(giver, invitation))
    return client


def _as_it_stands(giver, invitation) -> Invitation:
    with acting_for(giver):
        return Invitation.objects.get(pk=invitation.pk)


def _secret(giver, invitation) -> str:
    return digest(linked(giver, invitation).rstrip("/").rsplit("/", 1)[1])


# Without an account


def test_from_the_link_to_the_first_page(cast):
    one = invited(cast.fanta)
    client = Client()
    page = client.get(linked(cast.fanta, one), follow=True)
    assert page.redirect_chain == [(page_of(one), 302)]  # the secret stands in no address any more
    assert "Service d’accueil des retours vous propose un rôle" in _text(page)
    assert "Agent d’accueil" in _text(page)
    assert client.post(page_of(one), CHOSEN)["Location"] == reverse("home")
    assert is_in(client)
    with acting_for(cast.fanta) as by:
        account = Account.objects.get(email=NEW)
        assert account.opened_by_id == account.pk
        held = Membership.objects.get(account=account)
        assert (held.role, held.given_by_id, held.organisation_id) == ("accueil", cast.fanta.pk, by.organisation_id)
        verbs = Entry.objects.filter(account_id=account.pk).values_list("verb", flat=True)
        assert {"account.opened", "invitation.accepted", "account.signed_in"} <= set(verbs)
    assert is_in(enters(account, ANOTHER)[0])


def test_the_page_is_the_same_whether_the_address_has_an_account(cast):
    pages = set()
    for email in (NEW, KNOWN):
        one = invited(cast.fanta, email)
        page = _text(_opened(cast.fanta, one).get(page_of(one)))
        pages.add("\n".join(
            line.replace(email, "…").replace(str(one.pk), "…")
            for line in page.splitlines() if "csrfmiddlewaretoken" not in line
        ))  # fmt: skip
    assert len(pages) == 1


def test_nobody_opens_a_second_account_nor_takes_one_over_by_the_link(cast):
    """The administrator who hands the link over, and opens it herself."""
    one = invited(cast.fanta, KNOWN)
    client = _opened(cast.fanta, one)
    answer = client.post(page_of(one), CHOSEN)
    assert answer.status_code == 422
    assert "Un compte existe déjà" in _text(answer)
    assert not is_in(client)
    assert not is_in(enters(cast.rokia, ANOTHER)[0])
    assert is_in(enters(cast.rokia)[0])
    assert client.post(reverse("accept_invitation", args=[one.pk])).status_code == 302
    assert _as_it_stands(cast.fanta, one).is_waiting


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"password1": "court", "password2": "court"}, "trop court"),
        ({"password2": "une autre phrase que celle-là"}, "pas les mêmes"),
        ({"name": " "}, "Écrivez vos prénom et nom"),
        ({"password1": "djeneba@exemple.ml", "password2": "djeneba@exemple.ml"}, "trop semblable"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_opened(cast, answers, sentence):
    one = invited(cast.fanta)
    answer = _opened(cast.fanta, one).post(page_of(one), CHOSEN | answers)
    assert answer.status_code == 422
    assert sentence in _text(answer)
    with entered(door="open"):
        assert not Account.objects.filter(email=NEW).exists()


def test_a_link_serves_once(cast):
    one = invited(cast.fanta)
    link = linked(cast.fanta, one)
    client, again = Client(), Client()
    client.get(link)
    client.post(page_of(one), CHOSEN)
    page = again.get(link, follow=True)
    assert "a déjà sa réponse" in _text(page)
    answer = again.post(page_of(one), CHOSEN | {"name": "Une autre"})
    assert answer.status_code == 422
    assert not is_in(again)


def test_without_its_link_an_invitation_is_not_there(cast):
    one = invited(cast.fanta)
    for answer in (
        Client().get(page_of(one)),
        Client().post(page_of(one), CHOSEN),
        Client().post(reverse("decline_invitation", args=[one.pk])),
    ):
        assert answer["Location"].startswith(reverse("account_login"))
    other = _opened(cast.fanta, invited(cast.fanta, "autre@exemple.ml"))
    assert other.post(page_of(one), CHOSEN).status_code == 302
    assert "Ce lien ne sert plus" in _text(Client().get(reverse("invitation_link", args=["x" * 43])))
    assert "Ce lien ne sert plus" in _text(Client().get(reverse("invitation_link", args=["x\x00y"])))
    with entered(door="open"):
        assert not Account.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("how", ["lapsed", "withdrawn", "renewed"])
def test_a_link_that_is_over_opens_nothing(cast, how):
    with clock.at(clock.now() - dt.timedelta(days=8 if how == "lapsed" else 1)):
        one = invited(cast.fanta)
    client = _opened(cast.fanta, one)
    with acting_for(cast.fanta) as by:
        if how == "withdrawn":
            withdraw(by=by, invitation=one)
        if how == "renewed":
            renew(by=by, invitation=one)
    answer = client.post(page_of(one), CHOSEN)
    assert answer.status_code == (302 if how == "renewed" else 422)
    with entered(door="open"):
        assert not Account.objects.filter(email=NEW).exists()


def test_at_the_door_one_declines_and_leaves_no_account(cast):
    one = invited(cast.fanta)
    client = _opened(cast.fanta, one)
    assert "Vous avez refusé" in _text(client.post(reverse("decline_invitation", args=[one.pk])))
    assert _as_it_stands(cast.fanta, one).answer == Answer.DECLINED
    with entered(door="open"):
        assert not Account.objects.filter(email=NEW).exists()


def test_an_account_opened_meanwhile_is_not_opened_twice(cast):
    one = invited(cast.fanta)
    secret = _secret(cast.fanta, one)
    with founding() as by:
        open_account(by=by, email=NEW, name="Djénéba Sow")
    with pytest.raises(Impossible, match="Un compte existe déjà"), entered(door="open"):
        join(invitation=one, digest=secret, name="X", password=ANOTHER)


def test_a_password_is_looked_at_before_anything(cast):
    one = invited(cast.fanta)
    with pytest.raises(ValidationError), entered(door="open"):
        join(invitation=one, digest=_secret(cast.fanta, one), name="X", password="123456789012")


# With an account


def test_who_has_an_account_enters_with_it_then_accepts(cast):
    one = invited(cast.fanta, KNOWN)
    client = _opened(cast.fanta, one)
    assert f"?next={page_of(one)}" in _text(client.get(page_of(one)))
    sent = {"login": KNOWN, "password": PASSWORD, "next": page_of(one)}
    assert client.post(reverse("account_login"), sent)["Location"] == page_of(one)
    page = _text(client.get(page_of(one)))
    assert "Accepter" in page
    answer = client.post(reverse("accept_invitation", args=[one.pk]), follow=True)
    assert "Vous êtes maintenant" in _text(answer)
    assert answer.wsgi_request.actor.organisation.code == "SAR"
    with acting_for(cast.fanta):
        assert "Rokia" in Account.objects.get(email=KNOWN).name
        assert Entry.objects.filter(verb="invitation.accepted", account_id=cast.rokia.pk).exists()


def test_her_second_factor_comes_first(cast):
    with acting_for(cast.rokia):
        TOTP.activate(cast.rokia, "JBSWY3DPEHPK3PXP")
    one = invited(cast.fanta, KNOWN)
    client = _opened(cast.fanta, one)
    client.post(reverse("account_login"), {"login": KNOWN, "password": PASSWORD, "next": page_of(one)})
    answer = client.post(reverse("accept_invitation", args=[one.pk]))
    assert answer["Location"].startswith(reverse("account_login"))
    assert _as_it_stands(cast.fanta, one).is_waiting


def test_another_account_is_told_and_answers_nothing(cast, signed_in):
    one = invited(cast.fanta, KNOWN)
    nana = signed_in(cast.nana)
    for act in ("accept_invitation", "decline_invitation"):
        assert nana.post(reverse(act, args=[one.pk])).status_code == 404
    assert nana.get(page_of(one)).status_code == 404
    answer = nana.get(linked(cast.fanta, one), follow=True)
    assert answer.status_code == 403
    assert "à une autre adresse" in _text(answer)
    assert KNOWN not in _text(answer)
    assert nana.post(reverse("accept_invitation", args=[one.pk])).status_code == 404
    assert _as_it_stands(cast.fanta, one).is_waiting
    for write in (accept, decline):
        with acting_for(cast.nana) as by, pytest.raises(Refused, match="autre adresse"):
            write(by=by, invitation=one)


def test_who_invites_answers_not_in_her_place(cast, signed_in):
    one = invited(cast.fanta, KNOWN)
    with acting_for(cast.fanta) as by:
        for write in (accept, decline):
            with pytest.raises(Refused, match="autre adresse"):
                write(by=by, invitation=one)
    assert signed_in(cast.fanta).get(page_of(one)).status_code == 404
    with entered(door="open"), pytest.raises(Refused):
        decline(by=NOBODY, invitation=one)


def test_declining_is_read_without_a_name(cast):
    one = invited(cast.fanta, KNOWN)
    with acting_for(cast.rokia) as by:
        decline(by=by, invitation=one)
    assert _as_it_stands(cast.fanta, one).answer == Answer.DECLINED
    with acting_for(cast.fanta):
        assert Entry.objects.get(verb="invitation.declined").account_id is None
        assert not Entry.objects.filter(account_id=cast.rokia.pk).exists()


def test_before_accepting_she_says_again_who_she_is(cast, signed_in):
    one = invited(cast.fanta, KNOWN)
    rokia = signed_in(cast.rokia)
    session = rokia.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = rokia.post(reverse("accept_invitation", args=[one.pk]))
    assert answer.status_code == 302
    assert _as_it_stands(cast.fanta, one).is_waiting


# What is looked at when she accepts


def test_duties_apart_are_told_to_her_before_and_to_nobody_else(cast, signed_in):
    one = invited(cast.fanta, KNOWN, "administration")
    rokia = signed_in(cast.rokia)
    page = _text(rokia.get(page_of(one)))
    assert "ne se joint pas aux vôtres" in page
    assert "Agent d’accueil, Maison Siguida" in page
    assert "Accepter</button>" not in page
    answer = rokia.post(reverse("accept_invitation", args=[one.pk]))
    assert answer.status_code == 409
    assert "Vous tenez déjà un rôle qui ne peut pas se joindre" in _text(answer)
    stands = _as_it_stands(cast.fanta, one)
    assert stands.answer == Answer.FAILED
    with acting_for(cast.fanta):
        entry = Entry.objects.get(verb="invitation.failed")
        assert (entry.account_id, entry.reason) == (None, "")
    page = _text(signed_in(cast.fanta).get(reverse("sent_invitation", args=[one.pk])))
    assert "n’a pas abouti" in page
    assert "Siguida" not in page


@pytest.mark.parametrize("how", ["role taken back", "organisation closed", "days over"])
def test_the_right_of_who_invited_is_looked_at_then(cast, how):
    ends = clock.today() if how == "days over" else None
    at = clock.now() - dt.timedelta(days=1) if how == "days over" else clock.now()
    with clock.at(at):
        one = invited(cast.mariam, KNOWN, ends=ends and ends - dt.timedelta(days=1))
    with acting_for(cast.adama) as by:
        if how == "role taken back":
            end_membership(by=by, membership=Membership.objects.get(account=cast.mariam))
        if how == "organisation closed":
            close_organisation(by=by, organisation=body_of("BENKADI"), reason="x")
    outcome = accepts(cast.rokia, one)
    assert outcome.membership is None
    assert outcome.sentence
    with acting_for(cast.rokia):
        assert Invitation.objects.get(pk=one.pk).answer == Answer.FAILED
        assert not Membership.objects.filter(account=cast.rokia, given_by=cast.mariam.pk).exists()


def test_nor_is_an_account_opened_by_an_invitation_that_is_worth_nothing_any_more(cast):
    one = invited(cast.mariam)
    client = _opened(cast.mariam, one)
    with acting_for(cast.adama) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.mariam))
    answer = client.post(page_of(one), CHOSEN)
    assert answer.status_code == 409
    assert "ne donne plus ce rôle" in _text(answer)
    with entered(door="open"):
        assert not Account.objects.filter(email=NEW).exists()


def test_the_nation_names_an_administrator_who_accepts(cast):
    with acting_for(cast.adama) as by:
        one = proposes(by, body_of("BENKADI"), "binta@exemple.ml", "administration")
    assert accepts(cast.binta, one).membership.given_by_id == cast.adama.pk


def test_a_role_she_holds_already_is_not_given_twice(cast):
    joined(cast.fanta, cast.rokia, "accueil")
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.rokia))
    assert joined(cast.fanta, cast.rokia, "accueil").pk


def test_an_agreement_once_given_lets_another_role_be_given_at_once(cast):
    joined(cast.fanta, cast.rokia, "accueil")
    with acting_for(cast.fanta) as by:
        given = give_membership(by=by, account=cast.rokia, organisation=by.organisation, role="point_focal")
        assert given.pk


# Accounts that sleep, or have no role left


def _sleeps(account, settings) -> None:
    settings.DEMO = False
    with entered(door="open"):
        long_ago = clock.now() - dt.timedelta(days=91)
        Account.objects.filter(pk=account.pk).update(last_login=long_ago, opened_at=long_ago)


def test_an_account_that_sleeps_and_works_nowhere_is_let_in_by_the_link_and_its_password(cast, settings):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
    _sleeps(cast.moussa, settings)
    one = invited(cast.mariam, cast.moussa.email)
    assert enters(cast.moussa)[1]["Location"] == reverse("account_asleep")
    client = _opened(cast.mariam, one)
    assert enters(cast.moussa, "pas le bon du tout", client)[1].status_code == 200
    assert enters(cast.moussa, client=client)[1]["Location"] != reverse("account_asleep")
    page = client.get(reverse("home"), follow=True)
    assert "Association Benkadi vous propose un rôle" in _text(page)
    assert client.post(reverse("accept_invitation", args=[one.pk])).status_code == 302
    assert is_in(client)


def test_one_that_others_answer_for_sleeps_on(cast, settings):
    _sleeps(cast.rokia, settings)
    one = invited(cast.fanta, KNOWN)
    client = _opened(cast.fanta, one)
    assert enters(cast.rokia, client=client)[1]["Location"] == reverse("account_asleep")


def test_the_link_of_another_wakes_nobody(cast, settings):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
    _sleeps(cast.moussa, settings)
    client = _opened(cast.fanta, invited(cast.fanta, NEW))
    assert enters(cast.moussa, client=client)[1]["Location"] == reverse("account_asleep")


# At once


def test_of_two_tabs_that_accept_at_once_one_is_told(committed):
    with entered(door="open"):
        fanta = account_of("fanta")
    one = invited(fanta, KNOWN)

    def accepting(by):
        return accept(by=by, invitation=one)

    first, second = overtaking(("rokia", accepting), ("rokia", accepting))
    assert first.value.membership is not None
    assert second.waited
    assert isinstance(second.error, Impossible)
    assert "a déjà sa réponse" in str(second.error)
    with acting_for(fanta) as by:
        assert Membership.objects.filter(organisation=by.organisation, given_by=fanta).count() == 1


def test_of_an_acceptance_and_a_withdrawal_at_once_one_holds(committed):
    with entered(door="open"):
        fanta = account_of("fanta")
    one = invited(fanta, KNOWN)
    first, second = overtaking(
        ("fanta", lambda by: withdraw(by=by, invitation=one)), ("rokia", lambda by: accept(by=by, invitation=one))
    )
    assert first.error is None
    assert second.waited
    assert "a retiré cette invitation" in str(second.error)
