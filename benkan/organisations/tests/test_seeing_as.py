"""« Voir comme »: another role's eyes, in one's own name, and never its hands."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for, as_member, seeing
from benkan.organisations.founding import founding
from benkan.organisations.models import Membership, Organisation
from benkan.organisations.roles import ROLES
from benkan.organisations.seeing_as import SESSION, roles_to_see
from benkan.organisations.writes import end_membership, give_membership, open_account
from benkan.people.tests.factories import a_registration


@pytest.fixture
def fanta(cast, signed_in):
    return signed_in(cast.fanta)


def _sees_as(client, role):
    answer = client.post(reverse("see_as"), {"role": role})
    assert answer.status_code == 302, answer.content.decode()
    return client


def _entries(account, verb) -> list[str]:
    with acting_for(account):
        return list(Entry.objects.filter(verb=verb, account_id=account.pk).values_list("reason", flat=True))


def test_the_page_shows_the_work_of_the_role_and_says_so(cast, fanta):
    page = _sees_as(fanta, "accueil").get(reverse("home")).content.decode()
    assert "Vous voyez comme «\u00a0Agent d’accueil\u00a0»" in page
    assert "Cesser" in page
    assert reverse("arrivals:convoys") in page
    assert reverse("members") not in page
    assert "Fanta Coulibaly" in page


def test_in_the_demonstration_the_invented_files_open(cast, fanta):
    with acting_for(cast.awa) as by:
        file = a_registration(by)
    assert fanta.get(reverse("people:file", args=[file.pk])).status_code == 403
    assert _sees_as(fanta, "accueil").get(reverse("people:file", args=[file.pk])).status_code == 200


def test_on_a_platform_that_serves_no_file_opens_by_this_door(cast, fanta, settings):
    settings.DEMO = False
    with acting_for(cast.fanta):  # her role asks for a second factor
        Authenticator.objects.create(user=cast.fanta, type=Authenticator.Type.TOTP, data={})
    with acting_for(cast.awa) as by:
        file = a_registration(by)
    assert _sees_as(fanta, "accueil").get(reverse("people:file", args=[file.pk])).status_code == 403


@pytest.mark.parametrize("role", sorted(ROLES))
def test_on_a_platform_that_serves_one_never_gains_a_right(cast, settings, role):
    settings.DEMO = False
    with acting_for(cast.fanta) as by:
        assert seeing(by, role).permissions == by.permissions & ROLES[role].rights


def test_it_is_not_nested(cast):
    with acting_for(cast.fanta) as by:
        assert seeing(seeing(by, "accueil"), "point_focal").permissions == ROLES["point_focal"].rights
        assert roles_to_see(seeing(by, "accueil")) == ()


def test_each_page_opened_is_in_the_journal(cast, fanta):
    _sees_as(fanta, "accueil").get(reverse("arrivals:convoys"))
    fanta.get(reverse("members"))  # refused: it is not a page seen
    assert _entries(cast.fanta, "seeing_as.began") == ["Agent d’accueil"]
    assert _entries(cast.fanta, "seeing_as.page") == ["Agent d’accueil, arrivals:convoys"]


def test_what_would_be_written_is_refused_with_a_sentence_and_remembered(cast, fanta):
    answer = _sees_as(fanta, "accueil").post(reverse("arrivals:announce"))
    assert answer.status_code == 403
    assert "rien ne peut être écrit" in answer.content.decode()
    assert _entries(cast.fanta, "account.refused") == ["arrivals:announce"]


@pytest.mark.parametrize("route", ["sealed_codes", "see_as", "account_inactive"])
def test_ones_own_account_stays_closed(cast, fanta, route):
    assert _sees_as(fanta, "accueil").get(reverse(route)).status_code == 403


def test_one_stops_and_acts_in_ones_own_name_again(cast, fanta):
    _sees_as(fanta, "accueil")
    page = fanta.post(reverse("stop_seeing_as"), follow=True).content.decode()
    assert "Vous agissez de nouveau en votre nom" in page
    assert "Vous voyez comme" not in page
    assert fanta.get(reverse("members")).status_code == 200
    assert len(_entries(cast.fanta, "seeing_as.stopped")) == 1


def test_one_may_leave_and_it_ends_with_the_session(cast, fanta):
    _sees_as(fanta, "accueil")
    assert fanta.get(reverse("account_logout")).status_code == 200
    assert fanta.post(reverse("account_logout")).status_code == 302
    assert SESSION not in fanta.session


@pytest.mark.parametrize("role", ["administration", "plateforme", "secretariat", "protection_donnees", "inconnu", ""])
def test_only_roles_that_one_gives_here_and_does_not_hold_are_seen(cast, fanta, role):
    assert fanta.post(reverse("see_as"), {"role": role}).status_code == 404


def test_those_who_open_no_account_see_as_nobody(cast, signed_in):
    for key in ("awa", "hawa", "salimata"):
        assert signed_in(getattr(cast, key)).post(reverse("see_as"), {"role": "accueil"}).status_code == 403


def test_it_does_not_follow_to_another_organisation(cast, fanta):
    with acting_for(cast.fanta):
        elsewhere = Organisation.objects.get(code="BENKADI")
    session = fanta.session
    session[SESSION] = ["accueil", str(elsewhere.pk)]
    session.save()
    assert "Vous voyez comme" not in fanta.get(reverse("home")).content.decode()
    assert SESSION not in fanta.session


def test_it_ends_with_the_right(cast, signed_in):
    """Another administrator takes the role back while she looks: the next page is nobody's."""
    with founding() as by:
        other = open_account(by=by, email="autre@exemple.ml", name="Autre")
        sar = Organisation.objects.get(code="SAR")
        give_membership(by=by, account=other, organisation=sar, role="administration")
        give_membership(by=by, account=cast.fanta, organisation=sar, role="point_focal")
    client = _sees_as(signed_in(cast.fanta), "accueil")
    with acting_for(other) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.fanta, role="administration"))
    assert "Vous voyez comme" not in client.get(reverse("home")).content.decode()
    with acting_for(cast.fanta) as by:
        assert as_member(cast.fanta, by.organisation_id).roles == ("point_focal",)
