"""Accounts, roles and presences: what is allowed, and what is told when it is not."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for, as_member
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Membership, Organisation
from benkan.organisations.writes import end_membership, give_membership, open_account, open_organisation


def test_a_colleague_is_given_another_role_at_once(cast):
    with acting_for(cast.fanta) as by:
        given = give_membership(by=by, account=cast.awa, organisation=by.organisation, role="point_focal")
        assert Entry.objects.filter(verb="membership.given", object_id=given.pk).exists()


def test_at_the_founding_an_account_is_opened_at_its_address_in_small_letters(cast):
    with founding() as by:
        account = open_account(by=by, email=" Nouveau@Exemple.ml ", name="Bakary Samaké")
        assert Account.objects.get(pk=account.pk).email == "nouveau@exemple.ml"


def test_nobody_opens_the_account_of_another(cast):
    with acting_for(cast.awa) as by, pytest.raises(Refused, match="ouvrir et fermer"):
        open_account(by=by, email="x@exemple.ml", name="X")
    with acting_for(cast.fanta) as by:
        with pytest.raises(Refused, match="elle ouvre le sien"):
            open_account(by=by, email="x@exemple.ml", name="X")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Account.objects.create(email="x@exemple.ml", name="X", opened_by_id=by.account_id)


def test_an_administrator_gives_roles_in_her_own_organisation_only(cast):
    with acting_for(cast.fanta) as by:
        elsewhere = Organisation.objects.get(code="BENKADI")
        with pytest.raises(Refused, match="votre organisation seulement"):
            give_membership(by=by, account=cast.nana, organisation=elsewhere, role="accueil")


def test_duties_kept_apart_never_meet_in_one_person(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="ne peut pas se joindre à"):
        give_membership(by=by, account=cast.awa, organisation=by.organisation, role="administration")


def test_duties_kept_apart_never_meet_across_organisations_either(cast):
    """Who gives the second role does not see the first; the database does, and says nothing of it."""
    with founding() as by:
        elsewhere = body_of("BENKADI")
        give_membership(by=by, account=cast.awa, organisation=elsewhere, role="point_focal")
    with acting_for(cast.mariam) as by, pytest.raises(Impossible, match="ne peut pas se joindre à") as refused:
        give_membership(by=by, account=cast.awa, organisation=elsewhere, role="administration")
    assert "accueil" not in str(refused.value)


def test_a_role_that_was_taken_back_keeps_no_other_away(cast):
    with acting_for(cast.fanta) as by:
        give_membership(by=by, account=cast.moussa, organisation=by.organisation, role="point_focal")
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa, role="accueil"))
        assert give_membership(by=by, account=cast.moussa, organisation=by.organisation, role="administration").pk


def test_whoever_left_is_invited_again(cast):
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.moussa))
        with pytest.raises(Impossible, match="Invitez-la"):
            give_membership(by=by, account=cast.moussa, organisation=by.organisation, role="accueil")


def test_the_same_role_is_not_given_twice(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="tient déjà ce rôle"):
        give_membership(by=by, account=cast.awa, organisation=by.organisation, role="accueil")


def test_a_role_that_ends_is_gone_at_once(cast):
    with acting_for(cast.fanta) as by:
        membership = Membership.objects.get(account=cast.moussa)
        end_membership(by=by, membership=membership)
        assert as_member(cast.moussa, by.organisation_id).permissions == frozenset()


def test_nobody_takes_away_her_own_role(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="votre propre rôle"):
        end_membership(by=by, membership=Membership.objects.get(account=cast.fanta))


def test_only_the_national_administrator_opens_organisations(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Refused):
        open_organisation(by=by, name="Autre", code="AUTRE", kind="association")
    with acting_for(cast.adama) as by:
        assert open_organisation(by=by, name="Autre", code="AUTRE", kind="association").pk


def test_a_membership_counts_between_its_two_days_only(cast):
    with acting_for(cast.fanta):
        membership = Membership.objects.get(account=cast.awa)
        day = membership.begins
        assert Membership.objects.in_force(day).filter(pk=membership.pk).exists()
        assert not Membership.objects.in_force(day - dt.timedelta(days=1)).filter(pk=membership.pk).exists()
