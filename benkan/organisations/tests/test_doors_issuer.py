"""Entering by an organisation’s issuer, through the whole code flow: for those known here, and for nobody else."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.config.issuers import Issuer, IssuerFault, issuers_of
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.tests.doors import enters, is_in
from benkan.organisations.tests.issuer import CLIENT, SECRET, FakeIssuer
from benkan.organisations.tests.test_doors_factors import SECRET as FACTOR

FILE = """
[[emetteur]]
organisation = "SAR"
nom = "le compte de l’État"
adresse = "https://identite.exemple.ml/"
identifiant = "benkan"
secret_fichier = "secret"
origines = ["https://entrer.exemple.ml/page"]
"""


@pytest.fixture
def issuer(settings):
    fake = FakeIssuer()
    one = Issuer("SAR", "le compte de l’État", fake.url, CLIENT, SECRET, (fake.url,))
    settings.ISSUERS = (one,)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.app], "OAUTH_PKCE_ENABLED": True}}
    yield fake
    fake.close()


def _comes(issuer, client=None, process="login", **claims):
    """Through the issuer and back; gives the client and the answer to its return."""
    client = client or Client()
    issuer.claims = {"sub": "1", "email": "awa@exemple.ml", "email_verified": True, **claims}
    away = client.post(reverse("openid_connect_login", args=["sar"]) + f"?process={process}")
    assert away["Location"].startswith(f"{issuer.url}/authorise?")
    back = issuer.authorise(away["Location"])
    return client, client.get(reverse("openid_connect_callback", args=["sar"]), back)


def _accounts() -> int:
    with entered(door="open"):
        return Account.objects.count()


def test_the_door_offers_the_issuer(issuer, cast):
    assert "Entrer avec le compte de l’État" in Client().get(reverse("account_login")).content.decode()


def test_whom_the_issuer_and_the_organisation_know_enters(issuer, cast):
    client, answer = _comes(issuer)
    assert answer["Location"] == reverse("home")
    assert is_in(client)
    assert client.get(reverse("home")).context["actor"].account == cast.awa
    assert issuer.asked[-2:] == ["/token", "/userinfo"] or "/token" in issuer.asked
    with acting_for(cast.awa):
        assert Entry.objects.filter(verb="account.signed_in", reason="émetteur").exists()
        assert not SocialAccount.objects.exists()  # nothing is kept of what it says


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "personne@exemple.ml"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "rokia@exemple.ml"},  # of another organisation
        {"email": None},
    ],
    ids=["unknown", "unverified", "not even a yes", "of another organisation", "no address"],
)
def test_anybody_else_is_told_one_sentence_and_no_account_is_made(issuer, cast, claims):
    before = _accounts()
    client, answer = _comes(issuer, **claims)
    assert answer["Location"] == reverse("issuer_refused")
    assert "Aucun compte ne s’ouvre de lui-même" in client.get(answer["Location"]).content.decode()
    assert not is_in(client)
    assert _accounts() == before


def test_who_left_the_organisation_enters_no_more_by_its_issuer(issuer, cast):
    from benkan.organisations.models import Membership
    from benkan.organisations.writes import end_membership

    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.awa))
    assert _comes(issuer)[1]["Location"] == reverse("issuer_refused")


def test_a_closed_account_stays_closed(issuer, cast):
    with acting_for(cast.awa):
        Account.objects.filter(pk=cast.awa.pk).update(is_active=False)
    client, answer = _comes(issuer)
    assert answer["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_two_persons_in_one_answer_are_nobody(issuer, cast):
    issuer.userinfo = {"sub": "2", "email": "awa@exemple.ml", "email_verified": True}
    assert _comes(issuer)[1]["Location"] == reverse("issuer_refused")


def test_a_token_meant_for_another_is_refused(issuer, cast):
    client, answer = _comes(issuer, aud="another")
    assert answer["Location"] == reverse("issuer_refused")
    assert not is_in(client)


def test_an_answer_nobody_asked_for_is_refused(issuer, cast):
    client = Client()
    answer = client.get(reverse("openid_connect_callback", args=["sar"]), {"code": "one", "state": "made up"})
    assert answer["Location"] == reverse("issuer_refused")
    assert not is_in(client)


def test_nobody_ties_an_issuer_to_the_account_of_another(issuer, cast):
    client, _ = enters(cast.rokia)
    client, answer = _comes(issuer, client, process="connect")
    assert answer["Location"] == reverse("issuer_refused")
    assert not SocialAccount.objects.exists()


def test_a_second_factor_is_asked_unless_the_issuer_saw_one(issuer, cast):
    with acting_for(cast.awa):
        TOTP.activate(cast.awa, FACTOR)
    client, answer = _comes(issuer)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client, _ = _comes(issuer, amr=["pwd", "otp"])
    assert is_in(client)


def test_what_the_issuer_saw_of_one_is_not_said_of_another(issuer, cast):
    """A session in which an issuer vouched for Awa, who then did not enter, does not spare Moussa his own factor."""
    with acting_for(cast.awa):
        Account.objects.filter(pk=cast.awa.pk).update(is_active=False)
    with acting_for(cast.moussa):
        TOTP.activate(cast.moussa, FACTOR)
    client, _ = _comes(issuer, amr=["mfa"])
    client, answer = enters(cast.moussa, client=client)
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_role_that_asks_for_a_second_factor_is_content_with_the_issuers(issuer, cast, settings):
    settings.DEMO = False
    with entered(door="open"):
        Account.objects.filter(pk=cast.fanta.pk).update(awake_at="2026-01-01T00:00Z", last_login=None)
        fanta = Account.objects.get(pk=cast.fanta.pk)
        fanta.awake_at = fanta.opened_at.now(fanta.opened_at.tzinfo)
        fanta.save(update_fields=["awake_at"])
    client, _ = _comes(issuer, email="fanta@exemple.ml", amr=["mfa"])
    assert is_in(client)
    client, _ = _comes(issuer, email="fanta@exemple.ml", amr=["pwd"])
    assert client.get(reverse("home"))["Location"] == reverse("first_factor")


def test_an_issuer_that_does_not_answer_is_told_of(issuer, cast):
    issuer.close()
    answer = Client().post(reverse("openid_connect_login", args=["sar"]) + "?process=login")
    assert "ne répond pas" in answer.content.decode()


def test_an_issuer_that_is_not_known_leads_back_to_the_door(cast):
    assert Client().post(reverse("openid_connect_login", args=["autre"]))["Location"] == reverse("account_login")


def test_a_file_describes_the_issuers(tmp_path):
    (tmp_path / "secret").write_text("clé\n", encoding="utf-8")
    path = tmp_path / "emetteurs.toml"
    path.write_text(FILE, encoding="utf-8")
    (one,) = issuers_of(str(path))
    assert (one.code, one.server_url, one.secret) == ("sar", "https://identite.exemple.ml", "clé")
    assert one.origins == ("https://identite.exemple.ml", "https://entrer.exemple.ml")
    assert "clé" not in repr(one)
    assert issuers_of("") == ()


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('identifiant = "benkan"', "", "il manque identifiant"),
        ("https://identite", "http://identite", "doit commencer par https"),
        ('secret_fichier = "secret"', "", "donnez secret"),
        ('secret_fichier = "secret"', 'secret_fichier = "absent"', "ne se lit pas"),
        ('organisation = "SAR"', "organisation =", "mal écrit"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(tmp_path, before, after, sentence):
    (tmp_path / "secret").write_text("clé", encoding="utf-8")
    path = tmp_path / "emetteurs.toml"
    path.write_text(FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(IssuerFault, match=sentence):
        issuers_of(str(path))


def test_two_issuers_of_one_organisation_or_no_file_at_all_are_told(tmp_path):
    (tmp_path / "secret").write_text("clé", encoding="utf-8")
    path = tmp_path / "emetteurs.toml"
    path.write_text(FILE + FILE, encoding="utf-8")
    with pytest.raises(IssuerFault, match="deux émetteurs"):
        issuers_of(str(path))
    with pytest.raises(IssuerFault, match="ne se lit pas"):
        issuers_of(str(tmp_path / "absent.toml"))
