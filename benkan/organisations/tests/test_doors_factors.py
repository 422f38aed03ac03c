"""Second factors: set up, asked, required by roles; their secrets sealed, and sealed anew when the key changes."""

import json
import os
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.sealing import WrongKey
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.doors.factors import FOR_SESSIONS, PURPOSE, opened, reseal_second_factors, seal, wrapping_key
from benkan.organisations.rewrapping import rewrap
from benkan.organisations.roles import ROLES
from benkan.organisations.tests.doors import enters, is_in

SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def _holds(account, secret=SECRET):
    with acting_for(account):
        return TOTP.activate(account, secret)


def _half_in(account) -> Client:
    client, answer = enters(account)
    assert answer["Location"] == reverse("mfa_authenticate")
    return client


def _shown_secret(page) -> str:
    return re.search(r'id="secret">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")


def test_an_application_is_set_up_with_the_secret_shown_and_asked_from_then_on(cast):
    client, _ = enters(cast.awa)
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    assert " style=" not in page.content.decode()
    secret = _shown_secret(page)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r'class="code">(\d+)<', client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(answer["Location"]).content.decode()
    with acting_for(cast.awa):
        assert Entry.objects.filter(verb="account.factor_added", account_id=cast.awa.pk).exists()
    again = _half_in(cast.awa)
    assert not is_in(again)
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert is_in(again)
    with_code = _half_in(cast.awa)
    with_code.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(with_code)


def test_a_wrong_code_is_told_and_remembered(cast):
    _holds(cast.awa)
    client = _half_in(cast.awa)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Ce code ne va pas" in answer.content.decode()
    assert not is_in(client)


def test_codes_are_tried_a_few_times_only(cast):
    _holds(cast.awa)
    client = _half_in(cast.awa)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert "Trop d’essais" in answer.content.decode()
    assert not is_in(client)


def test_a_code_serves_once(cast):
    _holds(cast.awa)
    code = code_of(SECRET)
    first, second = _half_in(cast.awa), _half_in(cast.awa)
    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_role_that_asks_for_one_opens_nothing_before_it_is_there(cast, settings):
    settings.DEMO = False
    with entered(door="open"):
        cast.fanta.awake_at = cast.fanta.opened_at = cast.fanta.opened_at.now(cast.fanta.opened_at.tzinfo)
        cast.fanta.save(update_fields=["opened_at", "awake_at"])
    client, _ = enters(cast.fanta)
    for name in ("home", "journal", "own_account"):
        assert client.get(reverse(name))["Location"] == reverse("first_factor"), name
    assert "Un second facteur d’abord" in client.get(reverse("first_factor")).content.decode()
    page = client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(_shown_secret(page))})
    assert client.get(reverse("journal")).status_code == 200
    kept = client.post(reverse("mfa_deactivate_totp"))
    assert "Votre rôle demande un second facteur" in kept.content.decode()
    with acting_for(cast.fanta):
        assert Authenticator.objects.filter(type="totp").exists()


def test_it_is_offered_and_not_asked_in_the_demonstration(cast):
    assert is_in(enters(cast.fanta)[0])


def test_the_roles_that_read_journals_pay_or_hold_what_is_restricted_ask_for_it():
    assert {code for code, role in ROLES.items() if role.second_factor} == {
        "administration",
        "finances",
        "protection_donnees",
        "plateforme",
        "plaintes",
        "referent_protection",
    }


def test_no_secret_stands_clear_in_the_database(cast):
    _holds(cast.awa)
    with acting_for(cast.awa):
        codes = RecoveryCodes.activate(cast.awa)
        kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert codes.generate_codes()
    assert SECRET not in kept
    assert re.search(r"f1\.[\w=-]{40,}", kept)


def test_sealing_is_bound_to_its_key_and_its_purpose():
    sealed = seal(SECRET, wrapping_key(), PURPOSE)
    assert opened(sealed, wrapping_key(), PURPOSE) == SECRET
    for key, purpose in ((os.urandom(32), PURPOSE), (wrapping_key(), FOR_SESSIONS)):
        with pytest.raises(WrongKey):
            opened(sealed, key, purpose)
    with pytest.raises(WrongKey):
        opened(SECRET, wrapping_key(), PURPOSE)


def test_another_wrapping_key_seals_them_all_anew(committed, settings):
    from benkan.demo.cast import account_of

    with entered(door="open"):
        awa = account_of("awa")
    with acting_for(awa):
        TOTP.activate(awa, SECRET)
        codes = RecoveryCodes.activate(awa).generate_codes()
    new = os.urandom(32)
    assert reseal_second_factors(wrapping_key(), new) == 2
    with acting_for(awa):
        held = Authenticator.objects.get(type="totp")
        assert opened(held.data["secret"], new, PURPOSE) == SECRET
        with pytest.raises(WrongKey):
            held.wrap().validate_code("000000")
    with pytest.raises(WrongKey):
        reseal_second_factors(wrapping_key(), new)
    assert reseal_second_factors(new, wrapping_key()) == 2
    with acting_for(awa):
        assert Authenticator.objects.get(type="recovery_codes").wrap().generate_codes() == codes


def test_changing_the_wrapping_key_seals_them_too(committed):
    from benkan.demo.cast import account_of

    with entered(door="open"):
        awa = account_of("awa")
    with acting_for(awa):
        TOTP.activate(awa, SECRET)
    new = os.urandom(32)
    rewrap(old=wrapping_key(), new=new, renew=False)
    with acting_for(awa):
        assert opened(Authenticator.objects.get(type="totp").data["secret"], new, PURPOSE) == SECRET


def test_ones_factors_are_read_by_nobody_elsewhere(cast):
    _holds(cast.awa)
    with acting_for(cast.nana):
        assert not Authenticator.objects.exists()
