"""Shared devices: a sealed code opens a shift, a PIN takes the device over, and nothing works elsewhere or too late."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from benkan.arrivals.tests.factories import place
from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account, Membership, Post, Shift
from benkan.organisations.sealed_codes import make_codes
from benkan.organisations.shifts import COOKIE, pin_fault, service_token
from benkan.organisations.tests.inviting import joined
from benkan.organisations.tests.posts import PIN, on_shift, sealed_codes_of
from benkan.organisations.writes import end_membership, give_membership
from benkan.organisations.writes.posts import close_post, hand_back, make_post, put_in_service, take_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast) -> Post:
    with acting_for(cast.fanta) as by:
        return make_post(by=by, place=place("rte-gog"), name="Téléphone 1")


@pytest.fixture
def device(post) -> Client:
    """A browser that is the post."""
    client = Client()
    client.post(reverse("posts:enter_service", args=[service_token(post)]))
    assert client.cookies[COOKIE]["httponly"]
    return client


def open_there(device, account, code, pin=PIN, again=None):
    answers = {"email": account.email, "code": code, "pin": pin, "again": again or pin}
    return device.post(reverse("posts:begin"), answers)


def last_seen(account, *, days: int) -> None:
    with entered(door="open"):
        moment = clock.now() - dt.timedelta(days=days)
        Account.objects.filter(pk=account.pk).update(last_login=moment, opened_at=moment)


def shift_now(account) -> Shift:
    with acting_for(account):
        return Shift.objects.get(account=account, closed_at=None)


def test_a_sealed_code_opens_a_shift_and_the_pin_takes_the_device_over(cast, device):
    codes = sealed_codes_of(cast.awa)
    assert open_there(device, cast.awa, codes[0]).url == reverse("home")
    assert "Awa Sangaré" in device.get(reverse("home")).content.decode()
    assert device.post(reverse("account_logout")).url == reverse("posts:door")
    assert "Awa Sangaré" in device.get(reverse("posts:door")).content.decode()
    taken = device.post(reverse("posts:take_over", args=[shift_now(cast.awa).pk]), {"pin": PIN})
    assert taken.url == reverse("home")


def test_a_sealed_code_is_of_use_once(cast, device):
    codes = sealed_codes_of(cast.awa)
    open_there(device, cast.awa, codes[0])
    device.post(reverse("account_logout"))
    again = open_there(device, cast.awa, codes[0])
    assert again.status_code == 422
    assert "a déjà servi" in again.content.decode()


@pytest.mark.parametrize("who", ["awa", "nobody"])
def test_a_wrong_code_says_the_same_whoever_is_named(cast, device, who):
    sealed_codes_of(cast.awa)
    answer = device.post(
        reverse("posts:begin"),
        {"email": f"{who}@exemple.ml", "code": "00000000", "pin": PIN, "again": PIN},
    )
    assert answer.status_code == 422
    assert "ne vont pas ensemble ici" in answer.content.decode()


def test_a_code_of_another_organisation_opens_nothing_and_is_not_used_up(cast, post):
    codes = sealed_codes_of(cast.nana)
    with pytest.raises(Refused, match="ne vont pas ensemble"):
        on_shift(cast.nana, post, code=codes[0])
    with acting_for(cast.seydou), entered(account_id=cast.nana.pk):
        from benkan.organisations.sealed_codes import codes_left

        assert codes_left(cast.nana) == 10


def test_five_wrong_pins_close_the_shift(cast, post):
    shift = on_shift(cast.awa, post)
    assert not any(take_up(shift=shift, pin="000000") for _ in range(5))
    assert not take_up(shift=shift, pin=PIN)
    with acting_for(cast.fanta):
        shift.refresh_from_db()
        assert shift.closed_because == Shift.Closed.TRIES
        assert Entry.objects.filter(verb="shift.pin_refused").count() == 5


def test_a_right_pin_forgives_the_wrong_ones(cast, post):
    shift = on_shift(cast.awa, post)
    for _ in range(3):
        assert not any(take_up(shift=shift, pin="000000") for _ in range(4))
        assert take_up(shift=shift, pin=PIN)


def test_a_shift_ends_by_itself(cast, post, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    with clock.at(clock.now() + dt.timedelta(hours=12, minutes=1)):
        assert not take_up(shift=shift_now(cast.awa), pin=PIN)
        assert device.get(reverse("home")).url == reverse("posts:door")


def test_a_pin_is_of_no_use_on_another_device(cast, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    address = reverse("posts:take_over", args=[shift_now(cast.awa).pk])
    assert "n’est pas un poste" in Client().post(address, {"pin": PIN}).content.decode()


def test_a_session_carried_to_another_device_is_at_the_door(cast, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    thief = Client()
    thief.cookies["sessionid"] = device.cookies["sessionid"].value
    assert thief.get(reverse("home")).url == reverse("posts:door")


def test_a_lost_device_is_shut_at_once(cast, post, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    with acting_for(cast.fanta) as by:
        close_post(by=by, post=post)
    assert device.get(reverse("home")).url == reverse("posts:door")
    assert "n’est pas un poste" in device.get(reverse("posts:door")).content.decode()


def test_a_role_held_with_a_second_factor_does_not_enter_by_a_post(cast, device, settings):
    settings.DEMO = False
    last_seen(cast.fanta, days=1)
    answer = open_there(device, cast.fanta, sealed_codes_of(cast.fanta)[0])
    assert answer.status_code == 422
    assert "second facteur" in answer.content.decode()


def test_on_a_post_nobody_administers_with_six_digits(cast, device, settings):
    settings.DEMO = False
    last_seen(cast.issa, days=1)
    with acting_for(cast.fanta) as by:
        give_membership(by=by, account=cast.issa, organisation=by.organisation, role="administration")
    assert open_there(device, cast.issa, sealed_codes_of(cast.issa)[0]).status_code == 302
    assert device.get(reverse("home")).status_code == 200
    assert device.get(reverse("members")).status_code in (403, 404)


def test_a_role_taken_back_ends_the_shift(cast, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    with acting_for(cast.fanta) as by:
        end_membership(by=by, membership=Membership.objects.get(account=cast.awa))
    assert device.get(reverse("home")).url == reverse("posts:door")


def test_on_a_post_one_works_for_the_organisation_that_trusts_it(cast, device):
    elsewhere = str(joined(cast.mariam, cast.awa, "accueil").organisation_id)
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    assert device.get(reverse("home")).status_code == 200
    device.post(reverse("choose_organisation"), {"organisation": elsewhere})
    assert device.get(reverse("home")).url == reverse("posts:door")


def test_an_account_that_sleeps_is_not_woken_by_a_sealed_code(cast, device, settings):
    settings.DEMO = False
    codes = sealed_codes_of(cast.awa)
    last_seen(cast.awa, days=91)
    assert open_there(device, cast.awa, codes[0]).status_code == 422
    last_seen(cast.awa, days=1)
    assert open_there(device, cast.awa, codes[0]).status_code == 302


def test_signing_in_is_written_in_the_journal_of_the_post(cast, device):
    here = joined(cast.fanta, cast.nana, "accueil").organisation_id
    with acting_for(cast.nana, here) as by:
        codes = make_codes(by=by)
    open_there(device, cast.nana, codes[0])
    with acting_for(cast.fanta):
        assert Entry.objects.filter(verb="account.signed_in", account_id=cast.nana.pk).exists()


def test_what_was_half_said_at_the_door_does_not_go_on_in_the_session_of_another(cast, device):
    session = device.session
    session["half_said"] = "by another"
    session.save()
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    assert "half_said" not in device.session


def test_handing_back_ends_the_pin(cast, post):
    shift = on_shift(cast.awa, post)
    with acting_for(cast.awa) as by:
        hand_back(by=by, shift=shift)
    assert not take_up(shift=shift, pin=PIN)


def test_an_agent_does_not_end_anothers_shift(cast, post):
    shift = on_shift(cast.awa, post)
    with acting_for(cast.moussa) as by, pytest.raises(Refused):
        hand_back(by=by, shift=shift)


def test_two_agents_pass_the_device_and_each_is_herself(cast, device):
    for account in (cast.awa, cast.moussa):
        open_there(device, account, sealed_codes_of(account)[0])
        device.post(reverse("account_logout"))
    for account in (cast.awa, cast.moussa, cast.awa):
        device.post(reverse("posts:take_over", args=[shift_now(account).pk]), {"pin": PIN})
        assert account.name in device.get(reverse("home")).content.decode()
        device.post(reverse("account_logout"))


def test_the_link_of_a_post_serves_once_and_not_for_ever(cast, post):
    link = reverse("posts:enter_service", args=[service_token(post)])
    with clock.at(clock.now()):
        assert Client().post(link).status_code == 302
        assert Client().post(link).status_code == 410
    with pytest.raises(Impossible, match="déjà servi"):
        put_in_service(post=post)
    assert Client().get(reverse("posts:enter_service", args=["made-up"])).status_code == 410


def test_a_post_is_where_its_organisation_is(cast):
    with acting_for(cast.fanta) as by, pytest.raises(Impossible, match="pas présente"):
        make_post(by=by, place=place("hub-gao"), name="Téléphone 1")


def test_the_device_sleeps_when_nobody_touches_it(cast, device):
    open_there(device, cast.awa, sealed_codes_of(cast.awa)[0])
    device.get(reverse("home"))
    assert device.session.get_expiry_age() == 20 * 60


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "890123", "12345", "1234567", "12a456", ""])
def test_a_pin_that_is_guessed_is_not_taken(pin):
    assert pin_fault(pin)


@pytest.mark.parametrize("pin", [PIN, "112233", "135790"])
def test_other_pins_are_taken(pin):
    assert pin_fault(pin) == ""
