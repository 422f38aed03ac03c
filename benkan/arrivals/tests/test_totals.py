"""Totals of all actors. In tests the figures' connection cannot see what this one has not committed: the arithmetic is
read here through the ordinary connection, and the journey of the stranger reads it through the real one."""

from django.template.loader import render_to_string

from benkan.arrivals import writes
from benkan.arrivals.reads import totals
from benkan.arrivals.tests import factories as make
from benkan.organisations.acting import acting_for


def test_each_actor_stands_with_its_latest_number_and_nothing_is_added(cast, awa, desk, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    for total in (200, 207):
        writes.count_heads(by=awa, convoy=desk.convoy, split={"total": total})
    make.registered(awa, desk)
    with acting_for(cast.nana) as nana:
        make.registered(nana, make.desk(nana, desk.convoy))
    with acting_for(cast.binta) as binta:
        writes.announce(by=binta, convoy=desk.convoy, split={"total": 220})
    (row,) = totals.latest_convoys()
    sar, djigui, benkadi = "Service d’accueil des retours", "Agence Djigui", "Association Benkadi"
    assert row.announced == {sar: 212, djigui: 220}
    assert row.counted == {sar: 207}
    assert row.registered == {sar: 1, benkadi: 1}
    assert row.gap.endswith("13 de moins")  # the latest announcement beside the latest count


def test_totals_cost_six_queries_whatever_their_number(awa, desk, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(totals, "FIGURES", "default")
    for n in range(3):
        make.registered(awa, desk, f"Moussa {n}")
        make.expelled(awa, days=-n)
    with django_assert_num_queries(6):
        assert len(totals.latest_convoys()) == 4


def test_convoys_of_another_month_are_left_out(awa, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    make.expelled(awa, days=-31)
    assert totals.latest_convoys() == []


def test_a_recent_convoy_is_not_placed_before_those_who_are_elsewhere(awa, desk, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    (recent,) = totals.latest_convoys()
    (old,) = totals.latest_convoys(desk.convoy.arrives_on + totals.PLACED_AFTER * 1.1)
    assert not recent.placed
    assert old.placed
    page = render_to_string("arrivals/_totals.html", {"convoys": [recent]})
    assert "Gogui" not in page
    assert "Service d’accueil" not in page
    assert "Gogui" in render_to_string("arrivals/_totals.html", {"convoys": [old]})
