"""The directory: what covers a place first, what is full or old said and not hidden, what is confidential nowhere."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.offers import writes
from benkan.offers.models import DeclaredPlaces, Offer
from benkan.offers.reads.directory import Asked, answering, areas_words, kept, on_offer, public_words, room_of
from benkan.offers.tests.factories import TRAINING, a_structure, an_offer, cercle, kind, region
from benkan.offers.work import stale_places
from benkan.organisations.acting import acting_for

LIST = reverse("offers:list")


@pytest.fixture
def by(cast):
    """Seydou, focal point of the association."""
    with acting_for(cast.seydou) as acting:
        yield acting


def _titles(asked: Asked) -> list[str]:
    return [offer.title for offer in answering(asked, on_offer())]


def test_what_covers_the_place_comes_first_then_what_is_given_everywhere(by):
    an_offer(by, region("Ségou"), title="Ailleurs", free=9)
    an_offer(by, title="Partout", free=9)
    an_offer(by, region("Kita"), title="Sa région", free=0)
    an_offer(by, cercle("Kita"), title="Son cercle", free=2)
    asked = Asked(place=cercle("Kita"))
    assert _titles(asked) == ["Son cercle", "Sa région", "Partout", "Ailleurs"]
    assert "Sa région" not in _titles(Asked(place=cercle("Kita"), with_room=True))


def test_a_region_finds_what_its_cercles_have(by):
    an_offer(by, cercle("Kita"), title="Son cercle")
    assert answering(Asked(place=region("Kita")), on_offer()).first().covers == 0


def test_whom_it_is_for_is_asked(by):
    an_offer(by, title="Femmes", sex="F", least_age=18)
    an_offer(by, title="Enfants", most_age=17)
    assert _titles(Asked(public="femme")) == ["Femmes"]
    assert _titles(Asked(public="fille")) == ["Enfants"]
    assert _titles(Asked(public="garcon")) == ["Enfants"]
    assert [public_words(one) for one in on_offer().order_by("title")] == [
        "Tous, jusqu’à 17\u00a0ans",
        "Femmes, à partir de 18\u00a0ans",
    ]


@pytest.mark.parametrize(
    ("age", "free", "tone", "words", "stale"),
    [
        (0, 3, "ok", "3\u00a0places libres sur 10", False),
        (14, 3, "ok", "3\u00a0places libres sur 10", False),
        (15, 3, "", "3\u00a0places libres sur 10", True),
        (0, 0, "soon", "complet, 4 en attente", False),
    ],
)
def test_places_say_their_day_and_when_they_are_old(by, age, free, tone, words, stale):
    offer, today = an_offer(by), clock.today()
    day = today - dt.timedelta(days=age)
    writes.declare_places(by=by, offer=offer, total=10, free=free, waiting=4, as_of=day)
    room = room_of(on_offer().get(), today=today, stale_after=14)
    assert (room.tone, room.words, room.stale) == (tone, words, stale)
    assert ("à revérifier" in room.as_of) is stale


def test_places_are_a_row_each_time_and_the_latest_day_holds(by):
    offer, today = an_offer(by), clock.today()
    assert room_of(on_offer().get(), today=today, stale_after=14).words == "places non dites"
    writes.declare_places(by=by, offer=offer, total=10, free=2)
    writes.declare_places(by=by, offer=offer, total=10, free=9, as_of=today - dt.timedelta(days=3))  # typed later
    assert on_offer().get().free == 2
    assert DeclaredPlaces.objects.filter(offer=offer).count() == 2
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        DeclaredPlaces.objects.update(free=1)
    for wrong in ({"free": 11}, {"free": 1, "as_of": today + dt.timedelta(days=1)}):
        with pytest.raises(Impossible):
            writes.declare_places(by=by, offer=offer, total=10, **wrong)


def test_every_change_leaves_its_row_and_nothing_changed_leaves_none(by):
    offer = an_offer(by, cercle("Kita"))
    writes.correct_offer(by=by, offer=offer, answers=TRAINING | {"kind": kind()}, areas=[cercle("Kita")])
    writes.correct_offer(by=by, offer=offer, answers={"title": "Maçonnerie"}, areas=[cercle("Bafoulabé")])
    writes.end_offer(by=by, offer=offer)
    with pytest.raises(Impossible, match="déjà fermée"):
        writes.end_offer(by=by, offer=offer)
    rows = Entry.objects.filter(object_id=offer.pk).order_by("at", "id").values_list("verb", "fields")
    assert sorted(rows) == [
        ("offers.corrected", ["areas", "title"]),
        ("offers.ended", []),
        ("offers.opened", []),
    ]
    assert not on_offer().filter(pk=offer.pk).exists()


def test_an_ended_offer_is_in_no_search(by):
    writes.end_offer(by=by, offer=an_offer(by))
    yesterday = clock.today() - dt.timedelta(days=1)
    an_offer(by, begins=yesterday, ends=yesterday)
    an_offer(by, begins=clock.today() + dt.timedelta(days=1))
    assert not on_offer().exists()
    last_day = an_offer(by, ends=clock.today())
    assert list(on_offer()) == [last_day]
    assert last_day.is_open(clock.today())


def test_only_its_organisation_changes_an_offer(by, cast):
    offer = an_offer(by)
    with acting_for(cast.issa) as other:
        assert on_offer().filter(pk=offer.pk).exists()
        for write in (
            lambda: writes.declare_places(by=other, offer=offer, total=1, free=1),
            lambda: writes.end_offer(by=other, offer=offer),
            lambda: writes.correct_offer(by=other, offer=offer, answers={}, areas=[]),
        ):
            with pytest.raises(Refused):
                write()
        assert Offer.objects.filter(pk=offer.pk).update(title="Autre") == 0
    with acting_for(cast.nana) as desk, pytest.raises(Refused):
        an_offer(desk)


def test_a_confidential_offer_is_nowhere_but_with_who_keeps_it(by, cast, signed_in):
    offer = an_offer(by, title="Maison Sanankoua", confidential=True, free=2)
    assert not on_offer().exists()
    assert areas_words(kept(by).get()) == ""
    address = reverse("offers:offer", args=[offer.pk])
    assert "2\u00a0places libres" in signed_in(cast.seydou).get(address).content.decode()
    colleague = signed_in(cast.sekou)
    assert "places libres" not in colleague.get(address).content.decode()
    assert "Sanankoua" not in colleague.get(LIST).content.decode()
    stranger = signed_in(cast.issa)
    assert stranger.get(address).status_code == 404
    assert "Sanankoua" not in stranger.get(LIST, {"q": "Maison"}).content.decode()
    with acting_for(cast.issa):
        assert not Offer.objects.exists()
        assert not DeclaredPlaces.objects.exists()


def test_a_confidential_offer_says_neither_where_nor_by_whom(by):
    with pytest.raises(Impossible, match="où elle est"):
        an_offer(by, cercle("Kita"), confidential=True)
    with pytest.raises(Impossible, match="aucune structure"):
        an_offer(by, structure=a_structure(by), confidential=True)


def test_who_keeps_offers_is_told_which_to_say_again(by):
    an_offer(by, title="Jamais dites")
    fresh = an_offer(by, title="Fraîches", free=1)
    writes.declare_places(by=by, offer=fresh, total=1, free=1)
    today = clock.now()
    assert [offer.title for offer, _ in stale_places(by)["rows"]] == ["Jamais dites"]
    with clock.at(today + dt.timedelta(days=15)):
        assert stale_places(by)["count"] == 2


def test_the_page_says_what_it_hides(by, cast, signed_in):
    an_offer(by, cercle("Kita"), title="Au Kita", free=1)
    an_offer(by, region("Ségou"), title="À Ségou")
    client = signed_in(cast.kadiatou)
    page = client.get(LIST, {"lieu": str(cercle("Kita").pk)}).content.decode()
    assert "Au Kita" in page
    assert "À Ségou" not in page
    assert "1\u00a0offre qui ne couvre pas ce lieu" in page
    whole = client.get(LIST, {"lieu": str(cercle("Kita").pk), "ailleurs": "1"}).content.decode()
    assert "À Ségou" in whole


def test_as_many_queries_whatever_the_number_of_offers(by, cast, signed_in, django_assert_max_num_queries):
    an_offer(by, cercle("Kita"), free=1)
    client = signed_in(cast.kadiatou)
    with django_assert_max_num_queries(60) as few:
        client.get(LIST)
    for number in range(4):
        an_offer(by, region("Kita"), title=f"Offre {number}", free=number)
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_the_form_opens_corrects_and_says_places(cast, signed_in):
    client = signed_in(cast.seydou)
    said = {
        "title": "Couture, deux mois", "kind": "formation_qualifiante", "pillar": "formation",
        "dimension": "economique", "level": "individuel", "sex": "F", "least_age": "18", "cercles": "Kita, Bafoulabé",
        "begins": clock.today().isoformat(),
    }  # fmt: skip
    answer = client.post(reverse("offers:new"), said | {"cercles": "Kitta"})
    assert answer.status_code == 422
    assert "n’est pas un cercle connu" in answer.content.decode()
    answer = client.post(reverse("offers:new"), said, follow=True)
    assert "Dites maintenant combien de places" in answer.content.decode()
    with acting_for(cast.seydou):
        offer = Offer.objects.get()
        assert {place.name for place in offer.areas.all()} == {"Kita", "Bafoulabé"}
    page = client.post(
        reverse("offers:places", args=[offer.pk]), {"free": "3", "total": "12", "as_of": clock.today().isoformat()},
        follow=True,
    ).content.decode()  # fmt: skip
    assert "3\u00a0places libres sur 12" in page
    client.post(reverse("offers:correct", args=[offer.pk]), said | {"title": "Couture", "cercles": "Kita"})
    assert "Couture" in client.get(reverse("offers:kept")).content.decode()
    assert client.post(reverse("offers:end", args=[offer.pk]), follow=True).status_code == 200
