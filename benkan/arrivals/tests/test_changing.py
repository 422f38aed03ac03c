"""A convoy put right, said not to have come; an announcement taken back."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.arrivals import writes
from benkan.arrivals.models import Announcement, Convoy
from benkan.arrivals.reads import totals
from benkan.arrivals.reads.convoys import convoys_on, counted
from benkan.arrivals.tests import factories as make
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for


def test_a_convoy_is_corrected_and_what_was_said_is_kept(awa):
    convoy = make.expelled(awa)
    later = make.day(1)
    answers = {"arrives_on": later, "arrives_at": dt.time(18, 30), "means": "camion"}
    writes.correct_convoy(by=awa, convoy=convoy, answers=answers)
    convoy.refresh_from_db()
    assert (convoy.arrives_on, convoy.means) == (later, "camion")
    said = {one.what: (one.before, one.after) for one in convoy.changes.all()}
    assert said["moyen"] == ("Car ou bus", "Camion")
    assert said["heure prévue"] == ("", "18\u00a0h\u00a030")
    writes.correct_convoy(by=awa, convoy=convoy, answers=answers)
    assert convoy.changes.count() == 3


def test_where_and_when_are_settled_once_somebody_is_listed(awa):
    convoy = make.expelled(awa)
    make.registered(awa, make.desk(awa, convoy))
    with pytest.raises(Impossible, match="déjà comptées ou listées"):
        writes.correct_convoy(by=awa, convoy=convoy, answers={"arrives_on": make.day(1)})
    writes.correct_convoy(by=awa, convoy=convoy, answers={"means": "pied"})


def test_nobody_corrects_the_convoy_of_another(cast):
    with acting_for(cast.awa) as by:
        convoy = make.expelled(by)
    with acting_for(cast.nana) as partner, pytest.raises(Refused, match="autre acteur"):
        writes.correct_convoy(by=partner, convoy=convoy, answers={"means": "pied"})


def test_a_convoy_that_did_not_come_presses_no_more(awa):
    convoy = make.expelled(awa)
    today = make.day()
    assert len(convoys_on(awa, today, today)) == 1
    writes.cancel_convoy(by=awa, convoy=convoy)
    assert convoys_on(awa, today, today) == []
    with pytest.raises(Impossible, match="ne se corrige plus"):
        writes.correct_convoy(by=awa, convoy=convoy, answers={"means": "pied"})
    writes.cancel_convoy(by=awa, convoy=convoy, came=True)
    assert len(convoys_on(awa, today, today)) == 1


def test_a_convoy_that_came_is_not_said_not_to_have_come(awa):
    convoy = make.expelled(awa)
    writes.count_heads(by=awa, convoy=convoy, split={"total": 3})
    with pytest.raises(Impossible, match="il est venu"):
        writes.cancel_convoy(by=awa, convoy=convoy)


def test_ones_own_announcement_is_taken_back(cast):
    with acting_for(cast.awa) as by:
        convoy = make.expelled(by, announced=212)
        writes.announce(by=by, convoy=convoy, split={"total": 112}, source="erreur")
        wrong = Announcement.objects.get(total=112)
    with acting_for(cast.nana) as partner, pytest.raises(Refused, match="autre acteur"):
        writes.withdraw_announcement(by=partner, announcement=wrong)
    with acting_for(cast.awa) as by:
        writes.withdraw_announcement(by=by, announcement=wrong)
        assert counted(by, [convoy])[0].announced.total == 212


def test_the_pages(cast, signed_in):
    with acting_for(cast.awa) as by:
        convoy = make.expelled(by)
        announcement = convoy.announcements.get()
    client, partner = signed_in(cast.awa), signed_in(cast.nana)
    arrival = reverse("arrivals:arrival", args=[convoy.pk])
    assert "Corriger ce convoi" in client.get(arrival).content.decode()
    assert "Corriger ce convoi" not in partner.get(arrival).content.decode()
    address = reverse("arrivals:correct_convoy", args=[convoy.pk])
    assert "ouvert par un autre acteur" in partner.get(address).content.decode()
    said = {"arrives_on": make.day(1).isoformat(), "arrives_at": "19:00", "entry_point": str(convoy.entry_point_id),
            "country": str(convoy.country_id), "organiser": "pays", "declared_type": "REF", "means": "bus"}  # fmt: skip
    assert client.post(address, said).status_code == 302
    page = client.get(arrival).content.decode()
    assert "corrections de ce convoi" in page
    client.post(reverse("arrivals:withdraw", args=[convoy.pk, announcement.pk]))
    assert "Personne ne l’a annoncé" in client.get(arrival).content.decode()
    client.post(address, {"venu": "non"})
    assert "n’est pas venu" in client.get(arrival).content.decode()
    with acting_for(cast.awa):
        assert Convoy.objects.get(pk=convoy.pk).cancelled_at


def test_the_totals_leave_out_what_did_not_come_and_what_was_taken_back(awa, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    convoy = make.expelled(awa, announced=212)
    writes.withdraw_announcement(by=awa, announcement=convoy.announcements.get())
    (row,) = totals.latest_convoys()
    assert row.announced == {}
    writes.cancel_convoy(by=awa, convoy=convoy)
    assert totals.latest_convoys() == []
