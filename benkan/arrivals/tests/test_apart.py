"""The queue of those who wish to talk apart: it ends, it is undone the same day, it begins again with a new wish."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.arrivals import writes
from benkan.arrivals.reads.lines import apart
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, text
from benkan.common import clock
from benkan.people.models import Registration
from benkan.people.writes import note_talk


def press(client, name, line, **said):
    return client.post(reverse(f"arrivals:{name}", args=[line.pk]), said)


def test_whoever_was_heard_leaves_the_queue_and_is_counted_today(agent, desk, confided):
    answer = press(agent, "talk_done", confided)
    assert answer["Location"] == at("apart", desk)
    page = text(agent.get(at("apart", desk)))
    assert "Entretien fait, jeton 001" in page
    assert "Plus personne n’attend" in page
    assert "1 personne entendue aujourd’hui" in page
    assert "par Awa Sangaré" in page
    assert "souhaite parler à part" not in text(agent.get(at("arrival", desk)))
    assert "parler à part" not in text(agent.get(reverse("home")))


def test_she_is_put_back_the_same_day(agent, desk, confided):
    press(agent, "talk_done", confided, tous="oui")
    answer = press(agent, "talk_undone", confided, tous="oui")
    assert answer["Location"] == at("all_apart")
    page = text(agent.get(answer["Location"]))
    assert "Remise dans la file" in page
    assert "Entretien fait" in page
    assert "aujourd’hui" not in page


def test_yesterday_is_neither_counted_nor_undone(agent, awa, desk, confided):
    with clock.at(clock.now() - dt.timedelta(days=1)):
        note_talk(by=awa, registration=confided.registration)
    page = text(agent.get(at("apart", desk)))
    assert "Personne ne l’a demandé" in page
    assert "aujourd’hui" not in page
    assert "le jour même" in text(agent.post(reverse("arrivals:talk_undone", args=[confided.pk]), follow=True))


@pytest.mark.parametrize("name", ["talk_done", "talk_undone"])
def test_pressing_twice_says_what_is_already_so(agent, desk, confided, name):
    press(agent, "talk_done", confided)
    press(agent, name, confided)
    said = text(agent.post(reverse(f"arrivals:{name}", args=[confided.pk]), follow=True))
    assert "n’attend plus" in said or "Aucun entretien" in said


def test_a_later_return_with_the_same_wish_waits_again(awa, desk, confided):
    note_talk(by=awa, registration=confided.registration)
    known = Registration.objects.get(pk=confided.registration_id)
    later = make.desk(awa, make.expelled(awa, days=1))
    silent = make.desk(awa, make.expelled(awa, days=2))
    writes.return_of_known(by=awa, arrival_list=silent, registration=known, answers={"wants_private_talk": None})
    assert not apart([desk, later, silent]).exists()
    line = writes.return_of_known(by=awa, arrival_list=later, registration=known, answers={"wants_private_talk": True})
    assert list(apart([later])) == [line]


def test_a_person_who_came_twice_waits_once(agent, awa, desk, confided):
    later = make.desk(awa, make.expelled(awa, days=1))
    writes.return_of_known(by=awa, arrival_list=later, registration=confided.registration, token=7)
    (line,) = apart([desk, later])
    assert line.list_id == later.pk
    assert "1 personne souhaite parler à part" in text(agent.get(reverse("home")))


def test_a_colleague_without_the_right_presses_in_vain(signed_in, cast, desk, confided):
    assert press(signed_in(cast.issa), "talk_done", confided).status_code == 403
    assert press(signed_in(cast.nana), "talk_done", confided).status_code == 404
    assert apart([desk]).exists()


def test_a_head_without_a_name_has_no_talk(agent, awa, desk):
    head = writes.note_line(by=awa, arrival_list=desk, token=9)
    assert press(agent, "talk_done", head).status_code == 404


def test_the_queue_costs_the_same_for_three_heard_and_thirty(agent, awa, desk):
    counts = []
    for upto in (3, 30):
        for n in range(desk.lines.count(), upto):
            line = make.registered(awa, desk, f"Moussa {n}", mother="", wants_private_talk=True)
            if n % 2:
                note_talk(by=awa, registration=line.registration)
        agent.get(at("apart", desk))
        with CaptureQueriesContext(connection) as queries:
            assert agent.get(at("apart", desk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
