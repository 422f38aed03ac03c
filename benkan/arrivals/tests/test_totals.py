"""Totals of all actors. In tests the figures' connection cannot see what this one has not committed: the arithmetic is
read here through the ordinary connection, and the journey of the stranger reads it through the real one."""

import datetime as dt

from django.template.loader import render_to_string

from benkan.arrivals import writes
from benkan.arrivals.reads import totals
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, text
from benkan.arrivals.thresholds import LIST_RECENT, PLACED_AFTER, TOTALS_SINCE
from benkan.common.thresholds.reads import forget, value_of
from benkan.organisations.acting import acting_for
from benkan.organisations.writes import change_threshold

WHY = {"source": "note du secrétariat", "note": "un mois difficile"}


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


def test_totals_cost_seven_queries_whatever_their_number(awa, desk, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(totals, "FIGURES", "default")
    for n in range(3):
        make.registered(awa, desk, f"Moussa {n}")
        make.expelled(awa, days=-n)
    forget()
    with django_assert_num_queries(7):
        assert len(totals.latest_convoys()) == 4


def test_convoys_of_another_month_are_left_out(awa, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    make.expelled(awa, days=-31)
    assert totals.latest_convoys() == []


def test_a_recent_convoy_is_not_placed_before_those_who_are_elsewhere(awa, desk, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    (recent,) = totals.latest_convoys()
    days = value_of(PLACED_AFTER, on=desk.convoy.arrives_on)
    (last,) = totals.latest_convoys(desk.convoy.arrives_on + dt.timedelta(days=days))
    (old,) = totals.latest_convoys(desk.convoy.arrives_on + dt.timedelta(days=days + 1))
    assert [row.placed for row in (recent, last, old)] == [False, False, True]
    page = render_to_string("arrivals/_totals.html", {"convoys": [recent]})
    assert "après 14" in page
    assert "Gogui" not in page
    assert "Service d’accueil" not in page
    assert "Gogui" in render_to_string("arrivals/_totals.html", {"convoys": [old]})


def test_a_deployment_waits_longer_before_it_places_a_convoy(cast, awa, desk, monkeypatch):
    monkeypatch.setattr(totals, "FIGURES", "default")
    today = desk.convoy.arrives_on
    with acting_for(cast.adama) as by:
        change_threshold(by=by, threshold=PLACED_AFTER, value=21, begins=today + dt.timedelta(days=10), **WHY)
        change_threshold(by=by, threshold=TOTALS_SINCE, value=60, begins=today + dt.timedelta(days=10), **WHY)
    (row,) = totals.latest_convoys(today + dt.timedelta(days=15))
    assert (row.placed, row.placed_after) == (False, 21)
    (row,) = totals.latest_convoys(today + dt.timedelta(days=59))
    assert row.placed


def test_pages_say_the_days_that_hold(cast, signed_in, agent, desk):
    with acting_for(cast.adama) as by:
        change_threshold(by=by, threshold=LIST_RECENT, value=21, begins=desk.convoy.arrives_on, **WHY)
    assert "Convois à venir, et des 21 derniers jours" in text(agent.get(at("convoys")))
