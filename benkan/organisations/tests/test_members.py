"""« Mon organisation »: who works here, how they enter, what is given and taken back, and what is never shown."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Membership
from benkan.organisations.roles import ROLES, roles_given
from benkan.organisations.writes import (
    change_end,
    end_membership,
    give_membership,
    open_account,
    rename_account,
)


@pytest.fixture
def fanta(cast, signed_in):
    return signed_in(cast.fanta)


def _text(answer) -> str:
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def _membership(account, role=None) -> Membership:
    return Membership.objects.filter(account=account, **({"role": role} if role else {})).latest("begins")


def _second_administrator(code="SAR", **days) -> Account:
    with founding() as by:
        account = open_account(by=by, email=f"seconde-{code.lower()}@exemple.ml", name="Seconde Administratrice")
        give_membership(by=by, account=account, organisation=body_of(code), role="administration", **days)
    return account


# The list and one member


def test_the_list_says_roles_ends_and_how_they_enter(cast, fanta):
    with acting_for(cast.fanta) as by:
        change_end(by=by, membership=_membership(cast.awa), ends=dt.date(2099, 3, 1))
    with entered(account_id=cast.awa.pk):
        Authenticator.objects.create(user=cast.awa, type=Authenticator.Type.TOTP, data={})
    page = _text(fanta.get(reverse("members")))
    assert "Awa Sangaré" in page
    assert "jusqu’au 1er\u00a0mars\u00a02099" in page
    assert "aucune entrée encore" in page  # the cast was given its passwords, and never invited
    assert "<h2>Invitations</h2>" not in page


def test_the_list_leaves_one_row_in_the_journal(cast, fanta):
    fanta.get(reverse("members"))
    with acting_for(cast.fanta):
        assert Entry.objects.filter(verb="members.read", account_id=cast.fanta.pk).count() == 1


def test_those_who_left_are_shown_on_demand(cast, fanta):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=_membership(cast.moussa))
    page = _text(fanta.get(reverse("members")))
    assert "Moussa Keïta" not in page
    assert "Montrer 1\u00a0personne qui n’est plus membre" in page
    assert "Moussa Keïta" in _text(fanta.get(reverse("members"), {"partis": "oui"}))


def test_the_number_of_queries_does_not_grow_with_the_members(cast, fanta):
    fanta.get(reverse("members"))
    with CaptureQueriesContext(connection) as few:
        fanta.get(reverse("members"))
    with founding() as by:
        for number in range(15):
            account = open_account(by=by, email=f"de-plus-{number}@exemple.ml", name=f"De Plus {number}")
            give_membership(by=by, account=account, organisation=body_of("SAR"), role="accueil")
    with CaptureQueriesContext(connection) as many:
        fanta.get(reverse("members"))
    assert len(many) == len(few)


def test_addresses_are_read_by_administrators_only(cast, signed_in):
    page = reverse("member", args=[cast.awa.pk])
    assert cast.awa.email in _text(signed_in(cast.fanta).get(page))
    for key in ("moussa", "kadiatou", "issa", "hawa"):
        assert signed_in(getattr(cast, key)).get(page).status_code == 403
    assert signed_in(cast.nana).get(page).status_code == 404


def test_ones_own_page_offers_no_change_of_ones_roles(cast, fanta):
    page = _text(fanta.get(reverse("member", args=[cast.fanta.pk])))
    assert "C’est votre compte" in page
    assert "Retirer ce rôle" not in page
    assert "Faire un lien" not in page


# Giving


def test_a_role_is_given_at_a_place_until_a_day(cast, fanta):
    with acting_for(cast.fanta) as by:
        place = by.organisation.presences.select_related("place").first().place
    day = clock.today() + dt.timedelta(days=40)
    sent = {"role": "point_focal", "place": str(place.pk), "ends": day.isoformat()}
    assert fanta.post(reverse("give_role", args=[cast.awa.pk]), sent).status_code == 302
    with acting_for(cast.fanta):
        given = _membership(cast.awa, "point_focal")
        assert (given.place_id, given.ends, given.given_by_id) == (place.pk, day, cast.fanta.pk)


def test_the_form_proposes_a_year(cast, fanta):
    today = clock.today()
    form = fanta.get(reverse("give_role", args=[cast.awa.pk])).context["form"]
    assert form["ends"].initial in (today.replace(year=today.year + 1), dt.date(today.year + 1, 2, 28))


def test_duties_apart_are_said_before_and_after_they_are_refused(cast, fanta):
    address = reverse("give_role", args=[cast.awa.pk])
    said = "«\u00a0Administrateur de l’organisation\u00a0» ne se joint pas à «\u00a0Agent d’accueil\u00a0»"
    assert said in _text(fanta.get(address))
    answer = fanta.post(address, {"role": "administration", "place": "", "ends": ""})
    assert answer.status_code == 422
    assert "ne peut pas se joindre à" in _text(answer)


@pytest.mark.parametrize("role", ["protection_donnees", "secretariat", "plateforme"])
def test_in_the_state_the_nation_names_those_who_watch(cast, fanta, role):
    answer = fanta.post(reverse("give_role", args=[cast.issa.pk]), {"role": role, "place": "", "ends": ""})
    assert answer.status_code == 422
    assert "Vous ne donnez pas ce rôle ici" in _text(answer)
    with acting_for(cast.fanta) as by, pytest.raises(Refused, match="Demandez-le à l’administrateur national"):
        give_membership(by=by, account=cast.issa, organisation=by.organisation, role=role)


def test_each_role_is_given_by_somebody_in_each_sector():
    for sector in ("public", "civil", "international", "prive"):
        own = roles_given(sector=sector, own=True, national=False)
        national = roles_given(sector=sector, own=False, national=True)
        assert set(own) | set(national) == set(ROLES)
        assert set(own) & set(national) == {"administration"}
    assert "protection_donnees" in roles_given(sector="civil", own=True, national=False)


def test_nobody_gives_herself_a_role(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="Vous ne vous donnez pas"):
        give_membership(by=by, account=cast.fanta, organisation=by.organisation, role="point_focal")


# Taking back


def test_taking_back_says_what_she_loses_then_does_it(cast, fanta, signed_in):
    awa = signed_in(cast.awa)
    assert awa.get(reverse("people:search")).status_code == 200
    with acting_for(cast.fanta):
        address = reverse("take_back_role", args=[_membership(cast.awa).pk])
    page = _text(fanta.get(address))
    assert "Enregistrer une personne" in page
    assert "n’a pas d’autre rôle ici" in page
    assert fanta.post(address).status_code == 302
    assert awa.get(reverse("people:search")).status_code != 200


def test_what_another_role_still_gives_is_not_lost(cast, fanta):
    with acting_for(cast.fanta) as by:
        give_membership(by=by, account=cast.awa, organisation=by.organisation, role="accompagnement")
        address = reverse("take_back_role", args=[_membership(cast.awa, "accueil").pk])
    page = _text(fanta.get(address))
    assert "Compter" in page or "compter" in page.lower()
    assert "Ouvrir un dossier de son organisation" not in page


@pytest.mark.parametrize("write", [end_membership, lambda **asked: change_end(**asked, ends=None)])
def test_nobody_ends_or_prolongs_her_own_role(cast, write):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="votre propre rôle"):
        write(by=by, membership=_membership(cast.fanta))


def test_an_organisation_does_not_lose_its_last_administrator(cast):
    """Whoever else opens accounts here without being an administrator meets the same refusal."""
    with founding() as by:
        national = open_account(by=by, email="nationale@exemple.ml", name="Nationale")
        give_membership(by=by, account=national, organisation=body_of("SAR"), role="plateforme")
    with acting_for(national) as by:
        with pytest.raises(Impossible, match="dernier administrateur"):
            end_membership(by=by, membership=_membership(cast.fanta))
        with pytest.raises(Impossible, match="dernier administrateur"):
            change_end(by=by, membership=_membership(cast.fanta), ends=clock.today())


def test_one_of_two_administrators_may_go(cast):
    other = _second_administrator()
    with acting_for(other) as by:
        assert end_membership(by=by, membership=_membership(cast.fanta)).ended_by_id == other.pk


def test_an_administrator_of_yesterday_is_not_counted(cast):
    yesterday = clock.today() - dt.timedelta(days=1)
    _second_administrator(begins=yesterday - dt.timedelta(days=9), ends=yesterday)
    with founding() as by:
        national = open_account(by=by, email="nationale@exemple.ml", name="Nationale")
        give_membership(by=by, account=national, organisation=body_of("SAR"), role="plateforme")
    with acting_for(national) as by, pytest.raises(Impossible, match="dernier administrateur"):
        end_membership(by=by, membership=_membership(cast.fanta))


# Ends and names


def test_an_end_is_changed_today_or_later_and_audited(cast):
    with acting_for(cast.fanta) as by:
        membership = _membership(cast.awa)
        day = clock.today() + dt.timedelta(days=3)
        assert change_end(by=by, membership=membership, ends=day).ends == day
        assert change_end(by=by, membership=membership, ends=None).ends is None
        with pytest.raises(Impossible, match="un jour à venir"):
            change_end(by=by, membership=membership, ends=clock.today() - dt.timedelta(days=1))
        assert Entry.objects.filter(verb="membership.end_changed", object_id=membership.pk).count() == 2


def test_a_role_that_is_over_is_not_prolonged_into_another_duty(cast):
    """What ended does not come back by its end: it is given anew, where duties apart are looked at."""
    with acting_for(cast.fanta) as by:
        membership = end_membership(by=by, membership=_membership(cast.moussa))
        with pytest.raises(Impossible, match="déjà retiré"):
            change_end(by=by, membership=membership, ends=None)


def test_prolonging_meets_duties_apart_too(cast):
    today = clock.today()
    with acting_for(cast.fanta) as by:
        until = change_end(by=by, membership=_membership(cast.awa), ends=today)
        give_membership(
            by=by, account=cast.awa, organisation=by.organisation, role="administration",
            begins=today + dt.timedelta(days=1),
        )  # fmt: skip
        with pytest.raises(Impossible, match="ne peut pas se joindre"):
            change_end(by=by, membership=until, ends=today + dt.timedelta(days=5))


def test_a_name_is_corrected_for_ones_own_members_only(cast):
    with acting_for(cast.fanta) as by:
        assert rename_account(by=by, account=cast.awa, name=" Awa Sangaré Diop ").name == "Awa Sangaré Diop"
        entry = Entry.objects.get(verb="account.renamed")
        assert (entry.fields, entry.reason) == (["name"], "")
        with pytest.raises(Refused, match="votre organisation seulement"):
            rename_account(by=by, account=cast.nana, name="Autre")


@pytest.mark.parametrize(("days", "warned"), [(30, True), (31, False), (0, True)])
def test_a_role_that_ends_soon_is_said_to_who_may_prolong_it(cast, fanta, days, warned):
    with acting_for(cast.fanta) as by:
        change_end(by=by, membership=_membership(cast.awa), ends=clock.today() + dt.timedelta(days=days))
    assert ("Rôles qui finissent bientôt" in _text(fanta.get(reverse("home")))) == warned


def test_ones_own_end_is_said_with_whom_to_ask(cast, fanta):
    other = _second_administrator()
    with acting_for(other) as by:
        change_end(by=by, membership=_membership(cast.fanta), ends=clock.today())
    assert "C’est le vôtre\u00a0: demandez à un autre" in _text(fanta.get(reverse("home")))


def test_the_role_table_says_who_names_whom(cast, fanta):
    page = _text(fanta.get(reverse("role_table")))
    assert "Délégué à la protection des données, dans les services de l’État" in page


# How they enter


def test_a_link_is_shown_once_with_how_to_give_it(cast, fanta):
    address = reverse("entry_link", args=[cast.awa.pk])
    assert "Faire un lien pour Awa Sangaré" in _text(fanta.get(address))
    answer = fanta.post(address)
    page = _text(answer)
    assert "cette fois seulement" in page
    assert "no-store" in answer["Cache-Control"]
    assert "http://testserver/" in page
    assert "cette fois seulement" not in _text(fanta.get(address))


def test_a_former_member_is_invited_from_her_page(cast, fanta):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=_membership(cast.moussa))
    page = _text(fanta.get(reverse("member", args=[cast.moussa.pk])))
    assert "Inviter de nouveau" in page
    answer = fanta.get(reverse("give_role", args=[cast.moussa.pk]), follow=True)
    assert cast.moussa.email in _text(answer)
    assert fanta.get(reverse("invite_member"), {"membre": "rien"}).status_code == 404
    assert cast.nana.email not in _text(fanta.get(reverse("invite_member"), {"membre": cast.nana.pk}))


def test_a_second_factor_is_forgotten_once_it_was_asked_twice(cast, fanta):
    with entered(account_id=cast.awa.pk):
        Authenticator.objects.create(user=cast.awa, type=Authenticator.Type.TOTP, data={})
    address = reverse("forget_second_factors", args=[cast.awa.pk])
    assert "le mot de passe seul ouvrira ce compte" in _text(fanta.get(address))
    assert fanta.post(address).status_code == 302
    with acting_for(cast.fanta):
        assert not Authenticator.objects.filter(user_id=cast.awa.pk).exists()
