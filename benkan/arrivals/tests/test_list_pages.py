"""Lists and papers: what they show, what they never show, how they are found; the returns of a file."""

import gzip
import re

import pytest
from django.urls import reverse

from benkan.arrivals import writes
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, post, text
from benkan.audit.models import Entry


@pytest.mark.parametrize("name", ["arrival", "call_list"])
def test_a_list_says_neither_what_was_seen_nor_who_wishes_to_talk_apart(agent, desk, confided, name):
    lines = re.findall(r"<tbody>.*?</tbody>", text(agent.get(at(name, desk))))[-1]
    assert "Ongoïba" in lines
    assert not re.search(r"malade|enfant|à part|sick|lone", lines, re.IGNORECASE)


def test_who_wishes_to_talk_apart_is_told_to_those_who_hold_files(agent, signed_in, cast, desk, confided):
    assert "1 personne souhaite parler à part" in text(agent.get(at("arrival", desk)))
    assert "Kadidia Ongoïba" in text(agent.get(at("apart", desk)))
    assert "Kadidia Ongoïba" in text(agent.get(at("all_apart")))
    issa = signed_in(cast.issa)
    assert issa.get(at("apart", desk)).status_code == 403
    assert "parler à part" not in text(issa.get(at("arrival", desk)))


@pytest.mark.parametrize(
    ("page", "verb"),
    [
        ("arrival", "arrivals.convoy_read"),
        ("call_list", "arrivals.convoy_read"),
        ("apart", "arrivals.apart_read"),
    ],
)
def test_reading_lines_is_one_row_of_the_audit(agent, desk, confided, page, verb):
    agent.get(at(page, desk))
    assert Entry.objects.get(verb=verb).count == 1


def test_papers_are_numbered_and_say_that_data_are_invented(agent, awa, desk):
    answer = post(agent, at("prepare", desk), first="5", number="8")
    sheets = text(agent.get(answer["Location"]))
    assert [f"Jeton {n:03}" in sheets for n in (4, 5, 12, 13)] == [False, True, True, False]
    assert "Données inventées" in sheets
    desk.refresh_from_db()
    assert desk.sheets_printed_at
    listed = post(agent, at("prepare", desk), liste="oui")
    assert "Liste d’appel" in text(agent.get(listed["Location"]))
    desk.refresh_from_db()
    assert desk.call_list_printed_at


def test_lines_are_searched_by_token_and_by_name(agent, awa, desk):
    make.registered(awa, desk, "Moussa", "Traoré")
    make.registered(awa, desk, "Sékou", "Keïta", mother="Awa Sow")
    writes.note_line(by=awa, arrival_list=desk, token=9)
    fragment = agent.get(at("arrival", desk, q="Traore"), headers={"HX-Request": "true"})
    assert "Moussa Traoré" in text(fragment)
    assert "Sékou" not in text(fragment)
    assert "Masqués : 2 autres lignes" in text(fragment)
    assert fragment.content.decode().strip() in agent.get(at("arrival", desk, q="Traore")).content.decode()
    assert ">009<" in text(agent.get(at("arrival", desk, q="9")))


def test_bare_heads_have_a_view_of_their_own(agent, awa, desk):
    make.registered(awa, desk, "Moussa", "Traoré")
    writes.note_line(by=awa, arrival_list=desk, token=9)
    received, waiting = (text(agent.get(at("arrival", desk, voir=view))) for view in ("", "a-recevoir"))
    assert ("Moussa" in received, ">009<" in received) == (True, False)
    assert ("Moussa" in waiting, ">009<" in waiting) == (False, True)
    assert "Masqués : 1 autre ligne" in received


def test_a_page_of_lines_is_small(agent, awa, desk):
    for n in range(50):
        make.registered(awa, desk, f"Moussa {n}", destination_said="Banamba")
    assert len(gzip.compress(agent.get(at("arrival", desk)).content)) < 30_000


def test_three_answers_about_a_return(agent, confided):
    address = reverse("arrivals:episode", args=[confided.episode.pk])
    said = {"declared_type": "REF", "assessed_type": "RAP", "travel_organiser": "etat", "country": make.place("mr").pk}
    answer = post(agent, address, **said)
    assert answer["Location"] == reverse("people:file", args=[confided.registration_id])
    section = text(agent.get(answer["Location"]))
    assert "Rapatriement par l’État" in section
    assert "Refoulement, expulsion, éloignement forcé" in section
    assert "jeton 001, convoi" in section


def test_while_only_heads_are_counted_they_are_what_one_sees(agent, awa, desk):
    writes.note_line(by=awa, arrival_list=desk, token=9)
    assert ">009<" in text(agent.get(at("arrival", desk)))
    assert ">009<" not in text(agent.get(at("arrival", desk) + "?voir="))
    make.registered(awa, desk, "Moussa", "Traoré")
    shown = text(agent.get(at("arrival", desk)))
    assert ("Moussa" in shown, ">009<" in shown) == (True, False)
