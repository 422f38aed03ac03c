"""Pages of convoys: announced, counted, found again; hidden from strangers; as many queries for three as for thirty."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from benkan.arrivals import writes
from benkan.arrivals.models import Convoy, HeadCount, Line
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import ANSWERS, at, post, text

CONVOY = {"arrives_on": "2026-03-12", "total": "212", "minors": "31", "source": "ambassade"}


def announced(**changed):
    places = {"entry_point": make.place("rte-gog").pk, "country": make.place("mr").pk}
    return CONVOY | places | changed


def test_a_convoy_is_announced(agent, awa):
    answer = post(agent, at("announce"), **announced(arrives_at="18:30"))
    convoy = Convoy.objects.get()
    assert answer["Location"] == reverse("arrivals:arrival", args=[convoy.pk])
    page = text(agent.get(answer["Location"]))
    assert "212 annoncés, pas encore comptés" in page
    assert "31 mineurs de sexe non dit" in page
    assert "0 homme" not in page  # nobody said how many men


def test_nothing_is_preselected_when_there_is_a_choice(agent, cast, signed_in):
    page = agent.get(at("announce")).content.decode()
    assert "selected" not in page.replace('<option value="" selected>', "")
    assert "checked" not in page
    rokia = signed_in(cast.rokia).get(at("announce")).content.decode()  # present at one point only
    assert re.search(r'<option value="[0-9a-f-]+" selected>Gao', rokia)


def test_a_convoy_of_elsewhere_is_refused_and_nothing_typed_is_lost(agent, awa):
    elsewhere = post(agent, at("announce"), **announced(entry_point=make.place("rte-dib").pk))
    assert elsewhere.status_code == 422
    assert "n’est pas notée présente à ce point" in text(elsewhere)
    assert 'value="212"' in elsewhere.content.decode()
    too_many = post(agent, at("announce"), **announced(total="3"))
    assert "Le détail compte 31 personnes, plus que le total de 3" in text(too_many)
    assert not Convoy.objects.exists()


def test_a_second_count_says_that_it_is_one(agent, desk):
    for total in (200, 207):
        assert post(agent, at("count", desk), total=total, sick="4").status_code == 302
        assert f"Déjà compté par vous : {total}" in text(agent.get(at("count", desk)))
    assert HeadCount.objects.count() == 2
    page = text(agent.get(at("arrival", desk)))
    assert "207 comptés, 212 annoncés : 5 de moins" in page
    assert "Vu au tri : 4 malades" in page


def test_another_actor_adds_its_own_announcement(signed_in, cast, desk, agent):
    assert post(signed_in(cast.binta), at("announce_again", desk), total="220").status_code == 302
    page = text(agent.get(at("arrival", desk)))
    assert "Agence Djigui" in page
    assert "220 personnes" in page
    assert "212 personnes" in page
    assert "432" not in strip_tags(page)  # side by side, never added; an identifier in an address says nothing


def test_older_convoys_are_said_to_be_hidden(agent, awa):
    make.expelled(awa)
    make.expelled(awa, days=-40)
    page = text(agent.get(at("convoys")))
    assert "Masqués : 1 convoi plus ancien" in page
    assert page.count("212 annoncés") == 1
    assert text(agent.get(at("convoys", quand="tous"))).count("212 annoncés") == 2
    assert "Aucun convoi ne répond" in text(agent.get(at("convoys", q="Kayes")))
    assert text(agent.get(at("convoys", q="maurit"))).count("212 annoncés") == 1


def test_convoys_are_paged_by_their_key(agent, awa):
    for days in range(35):
        make.convoy(awa, days=-days)
    first = text(agent.get(at("convoys", quand="tous")))
    more = re.search(r'href="(\?[^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = text(agent.get(at("convoys") + more))
    rows = [set(re.findall(r"/arrivees/([0-9a-f-]{36})/", page)) for page in (first, second)]
    assert (len(rows[0]), len(rows[1]), rows[0] & rows[1]) == (30, 5, set())


@pytest.mark.parametrize("asked", ["?q=%00", "?q=99999999999", "?voir=x", "?apres=x", "?apres=1_x", "?q=" + "a" * 3000])
def test_odd_questions_are_answered(agent, desk, asked):
    for page in (at("arrival", desk), at("convoys"), at("register", desk), at("sheets", desk)):
        assert agent.get(page + asked).status_code == 200


# ---- Strangers and partners ----


def test_a_stranger_is_told_nothing(signed_in, cast, desk, confided):
    stranger = signed_in(cast.rokia)
    convoy_pages = (
        *("arrival", "announce_again", "count", "register", "head", "aid_many"),
        *("apart", "prepare", "call_list", "sheets"),
    )
    assert {stranger.get(at(page, desk)).status_code for page in convoy_pages} == {404}
    assert post(stranger, at("count", desk), total="3").status_code == 404
    assert post(stranger, at("register", desk), **ANSWERS).status_code == 404


def test_a_partner_sees_counts_and_no_line(signed_in, cast, awa, desk, confided):
    partner = signed_in(cast.nana)
    page = text(partner.get(at("arrival", desk)))
    assert "Accueil du convoi : 1 ligne" in page
    assert "Ongoïba" not in page
    assert "Ongoïba" not in text(partner.get(at("call_list", desk)))
    own_pages = [reverse(f"arrivals:{name}", args=[confided.pk]) for name in ("aid", "family")]
    own_pages.append(reverse("arrivals:episode", args=[confided.episode.pk]))
    assert {partner.get(page).status_code for page in own_pages} == {404}


def test_a_reader_sees_no_button_that_would_be_refused(signed_in, cast, desk):
    issa = signed_in(cast.issa)
    page = text(issa.get(at("arrival", desk)))
    assert "Compter</a>" not in page
    assert "Enregistrer, jeton" not in page
    assert "Tête sans nom" in page
    assert re.search(r'<a class="button" href="[^"]+">Joindre une liste</a>', page), "what he comes for stands first"
    assert issa.post(at("register", desk), ANSWERS).status_code == 403


# ---- Queries ----


@pytest.mark.parametrize("page", ["convoys", "arrival", "call_list", "apart", "home"])
def test_the_number_of_queries_is_the_same_for_three_rows_and_thirty(agent, awa, desk, page):
    address = reverse("home") if page == "home" else at(page, None if page == "convoys" else desk)
    counts = []
    for upto in (3, 30):
        for n in range(Line.objects.count(), upto):
            line = make.registered(awa, desk, f"Moussa {n}", mother="", wants_private_talk=True)
            writes.give_aid(by=awa, line=line, kinds=["eau", "repas"])
            make.expelled(awa, days=-1)
        agent.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert agent.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_saving_a_person_costs_the_same_among_many(agent, awa, desk):
    counts = []
    for upto in (3, 30):
        for n in range(Line.objects.count(), upto):
            make.registered(awa, desk, f"Moussa {n}", token=n + 1)
        said = ANSWERS | {"token": 100 + upto, "given_names": f"Sékou {upto}", "mother_name": "Assitan Diarra"}
        with CaptureQueriesContext(connection) as queries:
            assert post(agent, at("register", desk), **said, autre="oui").status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]
