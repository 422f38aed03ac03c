"""Invitations as those who make them see them: nothing of accounts, letters of one shape, links that end."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.doors.mail import Unsent, send_invitation
from benkan.organisations.models import Account, Invitation, Membership
from benkan.organisations.permissions import MANAGE_MEMBERS
from benkan.organisations.reads.invitations import presented
from benkan.organisations.roles import ROLES
from benkan.organisations.shifts import digest
from benkan.organisations.tasks import empty_ended_invitations
from benkan.organisations.tests.doors import letters_asked
from benkan.organisations.tests.inviting import (
    NEW,
    invitation_letters_asked,
    invitation_letters_sent,
    invited,
    link_in,
    linked,
    proposes,
)
from benkan.organisations.writes import decline, end_membership, renew, withdraw

KNOWN = "rokia@exemple.ml"  # of another organisation


@pytest.fixture
def fanta(cast, signed_in):
    return signed_in(cast.fanta)


def _sent(email: str, **answers) -> dict:
    return {"email": email, "name": "Quelqu’un", "role": "point_focal", "place": "", "ends": ""} | answers


def _bytes(answer, email: str) -> bytes:
    """What was answered, but for the address as it was typed, tokens of forms and identifiers of rows."""
    text = answer.content.replace(email.encode(), b"ADDRESS")
    text = re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"TOKEN", text)
    text = re.sub(rb"/invitation/lien/[\w-]+/", b"LINK", text)
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"ID", text)


def _as_stranger_sees(fanta, email: str) -> list[bytes]:
    """Every page that an invitation to this address gives its administrator, from the form to the withdrawal."""
    with CaptureQueriesContext(connection) as asked:
        answers = [fanta.post(reverse("invite_member"), _sent(email), follow=True)]
    with entered(account_id=answers[0].wsgi_request.actor.account_id, organisation_id=_here(answers[0])):
        one = Invitation.objects.get(email=email)
    answers += [
        fanta.get(reverse("sent_invitation", args=[one.pk])),
        fanta.post(reverse("invite_member"), _sent(email)),  # twice: it waits already
        fanta.post(reverse("renew_invitation", args=[one.pk]), follow=True),
        fanta.get(reverse("home")),
        fanta.get(reverse("journal")),
        fanta.post(reverse("withdraw_invitation", args=[one.pk]), follow=True),
    ]
    hashed = [query["sql"].split(" ")[0] for query in asked.captured_queries]
    return [_bytes(answer, email) for answer in answers] + [" ".join(hashed).encode()]


def _here(answer):
    return answer.wsgi_request.actor.organisation_id


@pytest.mark.parametrize("mailed", [True, False])
def test_a_known_and_an_unknown_address_are_alike_byte_for_byte(cast, fanta, settings, mailed):
    settings.MAIL_IS_SENT = mailed
    seen, moment = {}, clock.now()
    fanta.get(reverse("members"))
    for email in (NEW, KNOWN):
        with transaction.atomic(), clock.at(moment):
            seen[email] = _as_stranger_sees(fanta, email)
            transaction.set_rollback(True)
    assert seen[NEW] == seen[KNOWN]
    assert b"Rokia" not in b"".join(seen[KNOWN])


def test_letters_to_both_have_one_shape_and_name_nobody(cast):
    for email in (NEW, KNOWN):
        invited(cast.fanta, email)
    invitation_letters_sent()
    bodies = {re.sub(r"/invitation/lien/\S+", "LINK", letter.body) for letter in mail.outbox}
    assert [letter.to for letter in mail.outbox] == [[NEW], [KNOWN]]
    assert len(bodies) == len({letter.subject for letter in mail.outbox}) == 1
    (body,) = bodies
    assert "Service d’accueil des retours vous propose un rôle" in body
    for nobody in ("Fanta", "Rokia", "Djénéba", "{", "&"):
        assert nobody not in body
    assert letters_asked() == []  # nothing goes to an account as such


def test_a_row_of_the_queue_holds_neither_address_nor_link(cast):
    invited(cast.fanta)
    (args,) = invitation_letters_asked()
    assert set(args) == {"invitation_id", "account_id", "organisation_id"}


def test_the_letter_makes_the_link_and_the_next_letter_ends_it(cast):
    one = invited(cast.fanta)
    assert one.secret_digest == ""
    invitation_letters_sent()
    first = link_in(mail.outbox[0]).rstrip("/").rsplit("/", 1)[1]
    with entered(door="open"):
        assert presented(digest(first)).invitation.pk == one.pk
    with acting_for(cast.fanta) as by:
        renew(by=by, invitation=one)
    with entered(door="open"):
        assert presented(digest(first)) is None


def test_a_mail_server_that_refuses_is_tried_again_and_says_no_address(cast, monkeypatch):
    class Refusing:
        def send(self):
            raise ConnectionRefusedError(f"{NEW} refused")

    monkeypatch.setattr("benkan.organisations.doors.mail._letter", lambda *args: Refusing())
    invited(cast.fanta)
    with pytest.raises(Unsent) as told:
        invitation_letters_sent()
    assert NEW not in str(told.value)
    assert told.value.__cause__ is None
    assert send_invitation.retry_strategy.max_attempts > 1


def test_nothing_is_sent_of_what_waits_no_more_nor_by_who_lost_the_right(cast):
    one = invited(cast.fanta)
    with acting_for(cast.fanta) as by:
        withdraw(by=by, invitation=one)
    invited(cast.mariam)
    with acting_for(cast.adama) as by:
        elsewhere = Membership.objects.get(account=cast.mariam)
        end_membership(by=by, membership=elsewhere)
    invitation_letters_sent()
    assert mail.outbox == []


def test_where_no_mail_leaves_the_link_is_shown_once(cast, fanta, settings):
    settings.MAIL_IS_SENT = False
    answer = fanta.post(reverse("invite_member"), _sent(NEW))
    link = re.search(r'value="(http://testserver(/invitation/lien/[\w-]+/))"', answer.content.decode())
    assert "cette fois seulement" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert invitation_letters_asked() == []
    with acting_for(cast.fanta):
        one = Invitation.objects.get()
        assert Entry.objects.filter(verb="invitation.link_made", object_id=one.pk).exists()
    assert link[2] not in fanta.get(reverse("sent_invitation", args=[one.pk])).content.decode()


def test_nobody_holds_a_role_before_she_accepts(cast, fanta, signed_in):
    fanta.post(reverse("invite_member"), _sent(KNOWN))
    with acting_for(cast.fanta) as by:
        assert not Membership.objects.filter(organisation=by.organisation, account=cast.rokia).exists()
        assert not Account.objects.filter(email=KNOWN).exists()  # not even read
    page = signed_in(cast.rokia).get(reverse("own_account")).content.decode()
    assert "vous propose un rôle" in page
    assert fanta.get(reverse("member", args=[cast.rokia.pk])).status_code == 404


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("fanta@exemple.ml", "votre propre adresse"),
        ("awa@exemple.ml", "déjà membre"),
        ("AWA@exemple.ml", "déjà membre"),
    ],
)
def test_what_she_reads_already_is_said(cast, fanta, email, sentence):
    answer = fanta.post(reverse("invite_member"), _sent(email))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("email", ["djeneba", "", "a@b", "x\n@exemple.ml"])
def test_what_is_no_address_is_said(cast, email):
    with acting_for(cast.fanta) as by, pytest.raises(ValidationError):
        proposes(by, by.organisation, email)


def test_an_agent_invites_nobody_and_an_administrator_only_here(cast):
    with acting_for(cast.awa) as by, pytest.raises(Refused):
        proposes(by, by.organisation)
    with acting_for(cast.fanta) as by:
        with pytest.raises(Refused, match="votre organisation seulement"):
            proposes(by, body_of("BENKADI"))
        with pytest.raises(Refused, match="Demandez-le à l’administrateur national"):
            proposes(by, by.organisation, role="plateforme")
        with pytest.raises(Impossible, match="est passé"):
            proposes(by, by.organisation, ends=clock.today() - dt.timedelta(days=1))


def test_one_that_is_answered_or_withdrawn_is_neither_renewed_nor_withdrawn(cast):
    refused, gone = invited(cast.fanta, KNOWN), invited(cast.fanta)
    with acting_for(cast.rokia) as by:
        decline(by=by, invitation=refused)
    with acting_for(cast.fanta) as by:
        withdraw(by=by, invitation=gone)
        for act in (renew, withdraw):
            with pytest.raises(Impossible, match="a sa réponse"):
                act(by=by, invitation=refused)
            with pytest.raises(Impossible, match="est finie"):
                act(by=by, invitation=gone)


def test_renewing_lets_it_wait_anew(cast):
    with clock.at(clock.now() - dt.timedelta(days=8)):
        one = invited(cast.fanta)
    assert not one.is_waiting
    with acting_for(cast.fanta) as by:
        assert renew(by=by, invitation=one).invitation.is_waiting


def test_what_came_to_nothing_is_on_the_first_page_of_who_invites(cast, fanta):
    one = invited(cast.fanta, KNOWN)
    assert "restées sans suite" not in fanta.get(reverse("home")).content.decode()
    with acting_for(cast.rokia) as by:
        decline(by=by, invitation=one)
    page = fanta.get(reverse("home")).content.decode()
    assert "restées sans suite" in page
    assert "refusée" in page
    assert "Rokia" not in page


def test_the_list_keeps_its_number_of_queries(cast, fanta):
    invited(cast.fanta, "un@exemple.ml")
    fanta.get(reverse("members"))
    with CaptureQueriesContext(connection) as few:
        fanta.get(reverse("members"))
    for number in range(8):
        invited(cast.fanta, f"autre-{number}@exemple.ml")
    with CaptureQueriesContext(connection) as many:
        fanta.get(reverse("members"))
    assert len(many) == len(few)


# Who reads them


def test_the_database_shows_them_to_administrators_and_to_the_address(cast):
    here, there = invited(cast.fanta, KNOWN), invited(cast.mariam)
    readers = {
        key: set(_read_by(getattr(cast, key)))
        for key in ("fanta", "awa", "hawa", "rokia", "mariam", "nana", "adama", "issa")
    }
    assert {key: seen for key, seen in readers.items() if seen} == {
        "fanta": {here.pk},
        "rokia": {here.pk},
        "mariam": {there.pk},
    }


def _read_by(account) -> list:
    with acting_for(account):
        return list(Invitation.objects.values_list("pk", flat=True))


def test_the_door_reads_none_without_its_secret(cast):
    one = invited(cast.fanta)
    secret = linked(cast.fanta, one).rstrip("/").rsplit("/", 1)[1]
    with entered(door="open"):
        assert Invitation.objects.count() == 0
        assert presented(digest("made up")) is presented("") is None
        found = presented(digest(secret))
        assert (found.invitation.pk, found.organisation) == (one.pk, "Service d’accueil des retours")
        assert Invitation.objects.count() == 0


def test_the_nation_reads_those_of_administrators_and_its_own_alone(cast):
    invited(cast.mariam, "agente@exemple.ml", "accueil")
    with acting_for(cast.adama) as by:
        named = proposes(by, body_of("SAR"), role="protection_donnees")
        administrator = proposes(by, body_of("BENKADI"), role="administration")
        assert set(Invitation.objects.values_list("pk", flat=True)) == {named.pk, administrator.pk}


def test_the_policies_know_the_roles_that_open_accounts(cast):
    """Said in SQL, where the table of roles is not read (`benkan_opens_accounts`)."""
    assert {code for code, role in ROLES.items() if MANAGE_MEMBERS.code in role.rights} == {
        "administration",
        "plateforme",
    }


@pytest.mark.parametrize("column", ["email", "role", "organisation_id", "ends"])
def test_what_was_proposed_is_not_changed_by_the_application(cast, column):
    invited(cast.fanta)
    with acting_for(cast.fanta), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Invitation.objects.update(**{column: None})


def test_no_administrator_accepts_for_another(cast):
    one = invited(cast.fanta, KNOWN)
    with acting_for(cast.fanta) as by:
        own = Membership.objects.filter(organisation=by.organisation).first()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Invitation.objects.filter(pk=one.pk).update(
                answer="acceptee", answered_at=clock.now(), membership_id=own.pk
            )


def test_the_database_binds_nobody_who_did_not_accept(cast):
    invited(cast.fanta, KNOWN)
    with acting_for(cast.fanta) as by, pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Membership.objects.create(
            account_id=cast.rokia.pk, organisation=by.organisation, role="accueil", given_by_id=by.account_id
        )


@pytest.mark.parametrize(
    "more", [{"role": "point_focal"}, {"ends": dt.date(2099, 1, 1)}, {"given_by": "mariam"}, {"organisation": "DJIGUI"}]
)
def test_the_database_lets_her_take_what_was_proposed_and_nothing_else(cast, more):
    one = invited(cast.fanta, KNOWN)
    taken = {"organisation_id": one.organisation_id, "role": "accueil", "given_by_id": cast.fanta.pk}
    with entered(account_id=cast.rokia.pk):
        taken |= {"role": more["role"]} if "role" in more else {}
        taken |= {"ends": more["ends"]} if "ends" in more else {}
        taken |= {"given_by_id": cast.mariam.pk} if "given_by" in more else {}
        taken |= {"organisation_id": body_of("DJIGUI").pk} if "organisation" in more else {}
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Membership.objects.create(account_id=cast.rokia.pk, **taken)


# Their end


def test_what_ended_long_enough_ago_is_emptied_and_counted(cast):
    with clock.at(clock.now() - dt.timedelta(days=60)):
        lapsed = invited(cast.fanta)
        withdrawn = invited(cast.fanta, "retiree@exemple.ml")
        with acting_for(cast.fanta) as by:
            withdraw(by=by, invitation=withdrawn)
    with clock.at(clock.now() - dt.timedelta(days=31)):
        recent = invited(cast.fanta, "recente@exemple.ml")  # it ended twenty-four days ago
    waiting = invited(cast.fanta, KNOWN)
    empty_ended_invitations(timestamp=0)
    empty_ended_invitations(timestamp=0)
    with acting_for(cast.fanta):
        kept = {one.pk: (one.email, one.name) for one in Invitation.objects.all()}
        assert kept[lapsed.pk] == kept[withdrawn.pk] == ("", "")
        assert "" not in kept[recent.pk] + kept[waiting.pk]
        (entry,) = Entry.objects.filter(verb="invitation.emptied")
        assert (entry.count, entry.account_id) == (2, None)


def test_one_that_waits_is_emptied_by_no_date(cast):
    one = invited(cast.fanta)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM benkan_empty_invitations(%s)", [clock.now() + dt.timedelta(days=4000)])
        assert cursor.fetchall() == []
    with acting_for(cast.fanta):
        assert Invitation.objects.get(pk=one.pk).email == NEW


def test_an_emptied_one_shows_no_address_and_is_not_renewed(cast, fanta):
    with clock.at(clock.now() - dt.timedelta(days=60)):
        one = invited(cast.fanta)
    empty_ended_invitations(timestamp=0)
    page = fanta.get(reverse("sent_invitation", args=[one.pk])).content.decode()
    assert "effacée" in page
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="est finie"):
        renew(by=by, invitation=one)


def test_an_answered_one_is_emptied_too_and_its_answer_stays(cast):
    with clock.at(clock.now() - dt.timedelta(days=40)):
        one = invited(cast.fanta, KNOWN)
        with acting_for(cast.rokia) as by:
            decline(by=by, invitation=one)
    empty_ended_invitations(timestamp=0)
    with acting_for(cast.fanta):
        one = Invitation.objects.get(pk=one.pk)
        assert (one.email, one.answer) == ("", Invitation.Answer.DECLINED)
