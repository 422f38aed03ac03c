"""A role limited to a place: its convoys, its desks, its people; a card is served wherever its holder comes."""

import pytest
from django.urls import reverse

from benkan.arrivals.permissions import SEE
from benkan.arrivals.tests.factories import desk, place, registered
from benkan.arrivals.writes import announce_convoy, count_heads, desk_of, give_aid
from benkan.audit.models import Entry
from benkan.common.errors import Refused
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Membership
from benkan.organisations.writes import end_membership, give_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(cast):
    """Somebody whom Moussa received at Gogui."""
    with acting_for(cast.moussa) as by:
        return registered(by, desk(by))


def limited(cast, *places: str):
    """Awa holds her role at these places only."""
    with acting_for(cast.fanta) as by:
        everywhere = Membership.objects.get(account=cast.awa)
        for slug in places:
            give_membership(by=by, account=cast.awa, organisation=by.organisation, role="accueil", place=place(slug))
        end_membership(by=by, membership=everywhere)
    return cast.awa


def test_a_role_at_a_region_is_held_in_all_that_lies_there(cast):
    with acting_for(limited(cast, "ml-kayes")) as by:
        assert place("hub-kay").pk in by.places_for(SEE)
        assert place("rte-gog").pk not in by.places_for(SEE)


def test_a_role_that_is_limited_nowhere_is_held_everywhere(cast):
    with acting_for(cast.awa) as by:
        assert by.places_for(SEE) is None


def test_who_is_at_kayes_does_not_see_gogui(cast, signed_in, received):
    client = signed_in(limited(cast, "hub-kay"))
    assert "Gogui" not in client.get(reverse("arrivals:convoys")).content.decode()
    for name, arguments in (
        ("arrivals:arrival", {"convoy_id": received.list.convoy_id}),
        ("arrivals:register", {"convoy_id": received.list.convoy_id}),
        ("arrivals:call_list", {"convoy_id": received.list.convoy_id}),
        ("arrivals:aid", {"line_id": received.pk}),
        ("arrivals:family", {"line_id": received.pk}),
        ("arrivals:episode", {"episode_id": received.episode.pk}),
    ):
        assert client.get(reverse(name, kwargs=arguments)).status_code == 404, name


def test_who_is_at_gogui_sees_it(cast, signed_in, received):
    client = signed_in(limited(cast, "rte-gog", "hub-kay"))
    assert client.get(reverse("arrivals:arrival", args=[received.list.convoy_id])).status_code == 200


def test_no_write_reaches_another_place(cast, received):
    with acting_for(limited(cast, "hub-kay")) as by:
        for write in (
            lambda: desk_of(by=by, convoy=None, entry_point=place("rte-gog")),
            lambda: count_heads(by=by, convoy=received.list.convoy, split={"total": 3}),
            lambda: give_aid(by=by, line=received, kinds=["eau"]),
            lambda: announce_convoy(by=by, answers={"entry_point": place("rte-gog")}, split={"total": 3}),
        ):
            with pytest.raises(Refused, match="ne vaut pas en ce lieu"):
                write()


def test_files_of_other_places_are_not_listed_and_a_card_is_served(cast, signed_in, received):
    client = signed_in(limited(cast, "hub-kay"))
    name, number = received.registration.full_name, received.registration.number
    assert name not in client.get(reverse("people:search")).content.decode()
    assert number not in client.get(reverse("people:search"), {"q": name}).content.decode()
    assert name in client.get(reverse("people:search"), {"q": number}).content.decode()
    assert client.get(reverse("people:file", args=[received.registration_id])).status_code == 200
    with acting_for(cast.fanta):
        assert Entry.objects.filter(verb="people.file_read_elsewhere", file_id=received.registration_id).exists()


def test_files_of_ones_own_place_are_listed(cast, signed_in, received):
    client = signed_in(limited(cast, "rte-gog"))
    assert received.registration.full_name in client.get(reverse("people:search")).content.decode()
    client.get(reverse("people:file", args=[received.registration_id]))
    with acting_for(cast.fanta):
        assert not Entry.objects.filter(verb="people.file_read_elsewhere").exists()
