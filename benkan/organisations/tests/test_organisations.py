"""The national administrator's pages: organisations opened, corrected, closed, and what stays out of her sight."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for, as_member
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Invitation, Membership, Organisation, OrganisationChange, Presence
from benkan.organisations.reads.national import organisations
from benkan.organisations.tests.inviting import proposes
from benkan.organisations.writes import (
    close_organisation,
    correct_organisation,
    end_membership,
    end_presence,
    open_presence,
    reopen_organisation,
)
from benkan.places.models import Place

# What is open in an organisation is counted by the connection of the figures.
pytestmark = pytest.mark.django_db(databases=["default", "figures"])


@pytest.fixture
def adama(cast, signed_in):
    return signed_in(cast.adama)


def _text(answer) -> str:
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def _sar(cast) -> Organisation:
    with acting_for(cast.adama):
        return body_of("SAR")


def _opening(**answers) -> dict:
    with founding():
        place = Place.objects.get(slug="rte-gog")
    return {
        "name": "Association Sabali", "code": "SABALI", "kind": "association", "phone": "", "places": [str(place.pk)],
        "administrator": "Première Administratrice", "email": "premiere@exemple.ml",
    } | answers  # fmt: skip


# What she sees


def test_the_list_says_where_each_stands(cast, adama):
    page = _text(adama.get(reverse("organisations")))
    assert "Service d’accueil des retours" in page
    assert "sans administrateur" in page  # BENKADI and others of the cast have none


def test_her_day_names_the_organisations_that_nobody_administers(cast, adama, signed_in):
    home = _text(adama.get("/"))
    assert "Rien n’attend de vous" not in home
    waiting = home[home.index("Organisations à pourvoir") : home.index("À tout moment")]
    assert "Maison Siguida" in waiting
    assert "sans administrateur" in waiting
    assert "Administration de la plateforme" not in waiting
    for route in ("state", "thresholds", "complaints:recipients", "safeguarding:authorities"):
        assert f'href="{reverse(route)}"' in home[home.index("À tout moment") :]
    assert "Organisations à pourvoir" not in _text(signed_in(cast.fanta).get("/"))


def test_the_body_of_the_platform_lacks_nobody(cast, adama):
    with acting_for(cast.adama) as by:
        own = by.organisation
    named = [state for one, state in _states(cast) if one.pk == own.pk]
    assert named == [("ok", "ouverte")]
    page = _text(adama.get(reverse("organisation", args=[own.pk])))
    assert "Les administrateurs nationaux y ouvrent les comptes" in page
    assert "sans administrateur" not in page
    assert "nommez quelqu’un" not in page


def _states(cast):
    with acting_for(cast.adama):
        return organisations()


def test_she_sees_administrators_and_no_other_member(cast, adama):
    page = _text(adama.get(reverse("organisation", args=[_sar(cast).pk])))
    assert "Fanta Coulibaly" in page
    for other in ("Awa Sangaré", "Hawa Dembélé", "Issa Cissé"):
        assert other not in page
    with acting_for(cast.adama):
        assert set(Membership.objects.filter(organisation=_sar(cast)).values_list("role", flat=True)) == {
            "administration"
        }
        assert not Account.objects.filter(pk=cast.awa.pk).exists()


def test_an_administrator_of_one_organisation_sees_no_other(cast):
    with acting_for(cast.fanta):
        assert not Membership.objects.filter(organisation=body_of("PLATEFORME")).exists()
        assert not OrganisationChange.objects.exclude(organisation=body_of("SAR")).exists()


# Opening


def test_an_organisation_is_opened_with_its_presences_and_its_first_administrator(cast, adama):
    page = _text(adama.post(reverse("open_organisation"), _opening(), follow=True))
    assert "L’organisation est ouverte" in page
    assert "Première Administratrice" in page
    with acting_for(cast.adama):
        made = body_of("SABALI")
        assert [presence.place.slug for presence in made.presences.all()] == ["rte-gog"]
        named = Invitation.objects.get(organisation=made)
        assert (named.role, named.invited_by_id) == ("administration", cast.adama.pk)
        assert named.ends is not None
        assert not Membership.objects.filter(organisation=made).exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"code": "sar"}, "est déjà pris"),
        ({"name": ""}, "Écrivez le nom entier"),
        ({"email": "pas une adresse"}, "n’est pas entière"),
        ({"kind": "inconnue"}, "inconnue"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_opened(cast, adama, answers, sentence):
    answer = adama.post(reverse("open_organisation"), _opening(**answers))
    assert answer.status_code == 422
    assert sentence in _text(answer)
    with acting_for(cast.adama):
        assert not Organisation.objects.filter(name="Association Sabali").exists()


def test_an_administrator_who_cannot_be_one_leaves_no_organisation_behind(cast, adama):
    """Found last: what was begun is undone with it."""
    answer = adama.post(reverse("open_organisation"), _opening(email=cast.adama.email))
    assert answer.status_code == 422
    with acting_for(cast.adama):
        assert not Organisation.objects.filter(code="SABALI").exists()


# Correcting


def test_a_correction_keeps_what_stood_before(cast, adama):
    address = reverse("correct_organisation", args=[_sar(cast).pk])
    adama.post(address, {"name": "Service national d’accueil", "phone": "30 00 09 09"})
    page = _text(adama.get(reverse("organisation", args=[_sar(cast).pk])))
    assert "Service d’accueil des retours, puis Service national d’accueil" in page
    assert "30 00 01 01, puis 30 00 09 09" in page
    with acting_for(cast.adama) as by:
        entry = Entry.objects.get(verb="organisation.corrected")
        assert entry.fields == ["name", "phone"]
        correct_organisation(by=by, organisation=body_of("SAR"), name="Service national d’accueil", phone="30 00 09 09")
        assert OrganisationChange.objects.count() == 2


# Presences


def test_a_presence_ends_and_begins_again(cast):
    with acting_for(cast.adama) as by:
        sar, place = body_of("SAR"), Place.objects.get(slug="rte-gog")
        with pytest.raises(Impossible, match="déjà présente"):
            open_presence(by=by, organisation=sar, place=place)
        ended = end_presence(by=by, presence=Presence.objects.get(organisation=sar, place=place))
        assert ended.ends == clock.today()
        with pytest.raises(Impossible, match="déjà notée"):
            end_presence(by=by, presence=ended)
        again = open_presence(by=by, organisation=sar, place=place, begins=clock.today() + dt.timedelta(days=1))
        with pytest.raises(Impossible, match="donnez un jour qui suit"):
            end_presence(by=by, presence=again, ends=clock.today())


def test_presences_are_the_nations_to_say(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Refused):
        end_presence(by=by, presence=Presence.objects.filter(organisation=by.organisation).first())


def test_the_page_notes_a_presence_and_its_end(cast, adama):
    with acting_for(cast.adama):
        place = Place.objects.get(slug="hub-gao")
    sent = {"place": str(place.pk), "begins": clock.today().isoformat()}
    address = reverse("add_presence", args=[_sar(cast).pk])
    assert "La présence est notée" in _text(adama.post(address, sent, follow=True))
    assert "déjà présente" in _text(adama.post(address, sent))
    with acting_for(cast.adama):
        presence = Presence.objects.get(organisation=body_of("SAR"), place=place)
    leaving = reverse("leave_place", args=[presence.pk])
    assert "La fin de cette présence" in _text(adama.post(leaving, {"ends": clock.today().isoformat()}, follow=True))


# Closing


def test_closing_says_what_is_open_in_counts(cast, adama, monkeypatch):
    """The counts themselves: `test_open_work.py`, where what is counted is committed."""
    monkeypatch.setattr("benkan.people.counts.files_held", lambda organisation: "212 dossiers de personnes")
    page = _text(adama.get(reverse("close_organisation", args=[_sar(cast).pk])))
    assert "Encore ouvert chez elle" in page
    assert "212 dossiers de personnes" in page


def test_a_closed_organisation_is_entered_by_nobody_until_it_is_opened_again(cast, adama, signed_in):
    awa = signed_in(cast.awa)
    address = reverse("close_organisation", args=[_sar(cast).pk])
    assert adama.post(address, {"reason": ""}).status_code == 422
    adama.post(address, {"reason": "Fusion avec un autre service"})
    assert as_rights(cast.awa) == frozenset()
    assert awa.get(reverse("people:search")).status_code != 200
    page = _text(adama.get(reverse("organisation", args=[_sar(cast).pk])))
    assert "Fusion avec un autre service" in page
    adama.post(reverse("reopen_organisation", args=[_sar(cast).pk]), {"reason": "La fusion n’a pas eu lieu"})
    assert "people.search" in as_rights(cast.awa)
    assert awa.get(reverse("people:search")).status_code == 200


def as_rights(account) -> frozenset[str]:
    with acting_for(account) as by:
        return as_member(account, by.organisation_id).permissions


def test_closing_twice_or_ones_own_is_refused(cast):
    with acting_for(cast.adama) as by:
        with pytest.raises(Impossible, match="où vous travaillez"):
            close_organisation(by=by, organisation=by.organisation, reason="x")
        with pytest.raises(Impossible, match="est ouverte"):
            reopen_organisation(by=by, organisation=body_of("SAR"), reason="x")
        close_organisation(by=by, organisation=body_of("SAR"), reason="x")
        with pytest.raises(Impossible, match="est fermée depuis"):
            close_organisation(by=by, organisation=body_of("SAR"), reason="x")


def test_nobody_is_given_a_role_in_a_closed_organisation(cast):
    with acting_for(cast.adama) as by:
        close_organisation(by=by, organisation=body_of("BENKADI"), reason="x")
        with pytest.raises(Impossible, match="plus personne n’y reçoit"):
            proposes(by, body_of("BENKADI"), "x@exemple.ml", "administration")


# Administrators


def test_the_only_administrator_left_is_replaced_by_the_nation(cast, adama):
    sent = {"email": "succede@exemple.ml", "name": "Qui Succède", "role": "administration", "ends": ""}
    page = _text(adama.post(reverse("name_administrator", args=[_sar(cast).pk]), sent, follow=True))
    assert "Qui Succède" in page
    with acting_for(cast.adama) as by:
        fanta = Membership.objects.get(account=cast.fanta, organisation=body_of("SAR"))
        assert end_membership(by=by, membership=fanta).ended_at is not None


@pytest.mark.parametrize("role", ["accueil", "accompagnement", "point_focal"])
def test_she_names_nobody_else_elsewhere(cast, role):
    with acting_for(cast.adama) as by, pytest.raises(Refused, match="nommez celui-ci"):
        proposes(by, body_of("SAR"), "x@exemple.ml", role)


def test_she_names_the_delegate_of_a_service_of_the_state(cast):
    with acting_for(cast.adama) as by:
        assert proposes(by, body_of("SAR"), "x@exemple.ml", "protection_donnees").pk
        with pytest.raises(Refused):
            proposes(by, body_of("BENKADI"), "x@exemple.ml", "protection_donnees")
