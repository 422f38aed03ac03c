"""One delivery in ten is checked with her by somebody else: who is drawn, who may ask, who learns what she answered."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.engine.draw import is_drawn
from benkan.cases.lifecycles.deliveries import AskedInReturn, CheckMeans, CheckReceived, DeliveryReason
from benkan.cases.models import DeliveryCheck
from benkan.cases.reads.checks import to_check
from benkan.cases.tests.giving import GRANTED, funded, given, signed_for
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.writes import paying
from benkan.cases.writes.checking import Answered, differs, note_check
from benkan.cases.writes.paying import drawn, reverse_delivery
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.people.models import SafeContact

YES = {"means": CheckMeans.PHONE, "received": CheckReceived.YES, "in_return": AskedInReturn.NO}


def answered(**said) -> Answered:
    return Answered(**YES | said)


@pytest.fixture
def delivery(cast, signed_text, monkeypatch):
    """Paid, drawn, and its receipt signed."""
    monkeypatch.setattr(paying, "is_drawn", lambda *_: True)
    let_plans_leave(cast.fanta, cast.drissa)
    delivery = given(cast, funded(cast))
    with acting_for(cast.kadiatou) as kadiatou:
        return signed_for(kadiatou, delivery)


def test_the_draw_falls_on_one_in_ten_and_is_the_same_again():
    drawn_of = [one for one in (uuid4().bytes for _ in range(4000)) if is_drawn(b"key", one, 10)]
    assert 300 < len(drawn_of) < 500
    assert all(is_drawn(b"key", one, 10) for one in drawn_of)
    assert not all(is_drawn(b"another", one, 10) for one in drawn_of)
    assert all(is_drawn(b"any", uuid4().bytes, 1) for _ in range(20))
    with pytest.raises(ValueError, match="how many"):
        is_drawn(b"key", b"", 0)


def test_what_is_drawn_is_kept_with_its_rate(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    delivery = given(cast, funded(cast))
    with acting_for(cast.kadiatou):
        assert DeliveryCheck.objects.filter(one_in=10).exists() == drawn(delivery, 10)
    with acting_for(cast.assetou):
        assert not DeliveryCheck.objects.exists()


def test_nobody_who_had_a_hand_in_it_checks(cast, delivery):
    with acting_for(cast.kadiatou) as kadiatou:
        assert not to_check(kadiatou).exists()
        with pytest.raises(Refused, match="quelqu’un d’autre"):
            note_check(by=kadiatou, delivery=delivery, said=answered())
    with acting_for(cast.modibo) as modibo, pytest.raises(Refused):
        note_check(by=modibo, delivery=delivery, said=answered())
    with acting_for(cast.issa) as issa:
        assert to_check(issa).get().delivery_id == delivery.pk
        done = note_check(by=issa, delivery=delivery, said=answered(amount=GRANTED, words="Tout va bien"))
        assert (done.differs, done.words) == (False, "Tout va bien")
        assert not to_check(issa).exists()
        with pytest.raises(Impossible, match="déjà vérifiée"):
            note_check(by=issa, delivery=delivery, said=answered())
        assert not Notice.objects.filter(kind="cases.delivery_differs").exists()


def test_it_waits_for_the_receipt_or_a_week(cast, signed_text, monkeypatch):
    monkeypatch.setattr(paying, "is_drawn", lambda *_: True)
    let_plans_leave(cast.fanta, cast.drissa)
    given(cast, funded(cast))
    with acting_for(cast.issa) as issa:
        assert not to_check(issa).exists()
    with clock.at(clock.now() + dt.timedelta(days=7)), acting_for(cast.issa) as issa:
        assert to_check(issa).exists()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, False),
        ({"amount": GRANTED}, False),
        ({"amount": 400_000}, True),
        ({"received": CheckReceived.PARTLY, "amount": 100_000}, True),
        ({"received": CheckReceived.NO}, True),
        ({"in_return": AskedInReturn.YES}, True),
        ({"in_return": AskedInReturn.UNSAID}, False),
        ({"day": dt.date(2026, 1, 2)}, True),
    ],
    ids=str,
)
def test_what_differs(cast, delivery, said, expected):
    with acting_for(cast.issa) as issa:
        assert differs(delivery, answered(**said)) is expected
        note_check(by=issa, delivery=delivery, said=answered(**said))
        assert Notice.objects.filter(kind="cases.delivery_differs").exists() is expected


NOBODY = Answered(CheckMeans.PHONE, CheckReceived.UNREACHED)


def later(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def test_who_is_not_found_is_tried_again_later_then_not_reached(cast, delivery, monkeypatch):
    with acting_for(cast.issa) as issa:
        first = note_check(by=issa, delivery=delivery, said=NOBODY)
        assert (first.done_at, first.differs, first.received) == (None, None, "")
        assert not to_check(issa).exists()
        with pytest.raises(Impossible, match="réessayez à partir du"):
            note_check(by=issa, delivery=delivery, said=NOBODY)
    with clock.at(later(4)), acting_for(cast.issa) as issa:
        assert not to_check(issa).exists()
    with clock.at(later(5)), acting_for(cast.issa) as issa:
        assert to_check(issa).exists()
        done = note_check(by=issa, delivery=delivery, said=Answered(CheckMeans.VISIT, CheckReceived.UNREACHED))
        assert (done.received, done.differs) == (CheckReceived.UNREACHED, None)
        assert [one.means for one in done.attempts.all()] == ["telephone", "visite"]
        assert not to_check(issa).exists()
        assert Entry.objects.filter(verb="cases.check_tried").count() == 1
        assert not Notice.objects.filter(kind="cases.delivery_differs").exists()


def test_who_comes_by_herself_between_two_attempts_is_listened_to(cast, delivery):
    with acting_for(cast.issa) as issa:
        note_check(by=issa, delivery=delivery, said=NOBODY)
        done = note_check(by=issa, delivery=delivery, said=answered(means=CheckMeans.OFFICE))
        assert (done.differs, done.attempts.count()) == (False, 1)


def test_the_page_says_who_was_looked_for_and_when_again(cast, delivery, signed_in):
    address = reverse("cases:check_delivery", args=[delivery.pk])
    issa = signed_in(cast.issa)
    issa.post(address, {"means": "telephone", "received": "injoignable"})
    assert "L’essai est noté" in issa.get("/").content.decode()
    assert "Déjà essayée, sans la trouver" in issa.get(address).content.decode()
    assert signed_in(cast.kadiatou).get(address).status_code == 404
    with clock.at(later(6)):
        issa = signed_in(cast.issa)
        issa.post(address, {"means": "visite", "received": "injoignable"})
        shown = issa.get(address).content.decode()
    assert "injoignable" in shown
    assert "concorde" not in shown
    assert "Essais sans la trouver" in shown


def test_an_answer_is_whole(cast, delivery):
    with acting_for(cast.issa) as issa:
        with pytest.raises(Impossible, match="en échange"):
            note_check(by=issa, delivery=delivery, said=answered(in_return=""))
        with pytest.raises(Impossible, match="combien"):
            note_check(by=issa, delivery=delivery, said=answered(received=CheckReceived.PARTLY))
        with pytest.raises(Impossible, match="pas encore là"):
            note_check(by=issa, delivery=delivery, said=answered(day=clock.today() + dt.timedelta(days=1)))


def test_what_was_reversed_is_checked_no_more(cast, delivery):
    with acting_for(cast.modibo) as modibo:
        reverse_delivery(by=modibo, delivery=delivery, reason=DeliveryReason.UNDELIVERED)
    with acting_for(cast.issa) as issa:
        assert not to_check(issa).exists()
        with pytest.raises(Impossible, match="corrigée"):
            note_check(by=issa, delivery=delivery, said=answered())


def test_the_pages_of_a_check(cast, delivery, signed_in):
    address = reverse("cases:check_delivery", args=[delivery.pk])
    assert signed_in(cast.kadiatou).get(address).status_code == 404  # does not even learn that it was drawn
    assert signed_in(cast.assetou).get(address).status_code == 404
    issa = signed_in(cast.issa)
    home = issa.get("/").content.decode()
    assert "1\u00a0remise tirée" in home
    assert "Petit commerce" not in home
    asking = issa.get(address).content.decode()
    assert "sans dire ce qui est noté" in asking
    assert "450" not in asking
    assert issa.post(address, {"means": "telephone", "received": "partie"}).status_code == 422
    answer = {
        "means": "telephone",
        "received": "partie",
        "amount": "300 000",
        "in_return": "oui",
        "words": "Il a gardé",
    }
    assert issa.post(address, answer)["Location"] == reverse("complaints:note")
    shown = issa.get(address).content.decode()
    assert "ne concorde pas" in shown
    assert "Il a gardé" in shown
    assert signed_in(cast.kadiatou).get(address).status_code == 404  # nor, once it is asked, that it was
    home = issa.get("/avis/").content.decode()
    assert "ne concorde pas" in home
    assert "Il a gardé" not in home
    with acting_for(cast.issa):
        entry = Entry.objects.filter(verb="cases.check_read").get()
        assert "gardé" not in str(entry.__dict__)


def test_somebody_without_safe_contact_is_not_called(cast, delivery, signed_in):
    with acting_for(cast.kadiatou):
        SafeContact.objects.all().delete()
    shown = signed_in(cast.issa).get(reverse("cases:check_delivery", args=[delivery.pk])).content.decode()
    assert "n’appelez pas" in shown
