"""The desk: nine answers, those whom one knows, families, heads without a name, aid."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from benkan.arrivals.models import ImmediateAid, Line, ReturnEpisode
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import ANSWERS, at, post, text
from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people.models import FamilyLink, Registration
from benkan.places.models import Place
from benkan.places.writes import add_alias


def test_nine_answers_are_saved_and_the_next_form_is_empty(agent, desk):
    more = {"mother_name": "Assitan Diarra", "destination": "Banamba", "apart": "oui", "seen": "sick"}
    answer = post(agent, at("register", desk), **ANSWERS, **more)
    registration = Registration.objects.get()
    assert (registration.birth_year, registration.destination.name) == (1998, "Banamba")
    assert registration.wants_private_talk is True
    line = registration.lines.get()
    assert (line.token, line.sick) == (1, True)
    page = agent.get(answer["Location"])
    assert "Jeton 001 enregistré : Fousseyni Coulibaly" in text(page)
    assert registration.number in text(page)
    assert 'name="token" value="002"' in page.content.decode()
    assert 'value="Fousseyni"' not in page.content.decode()
    assert "enregistrés 1" in text(page)


def test_only_the_token_is_required_but_a_head_has_its_page(agent, desk):
    answer = post(agent, at("register", desk), token="1")
    assert answer.status_code == 422
    assert "Noter une tête comptée, sans nom" in text(answer)
    assert not Line.objects.exists()
    assert post(agent, at("register", desk), token="1", sex="F").status_code == 302
    assert Registration.objects.get().full_name == "Sans nom"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"birth": "31/02/1990"}, "« 31/02/1990 » n’est pas une date. Corrigez, ou écrivez « vers 1990 »."),
        ({"token": ""}, "Écrivez le numéro du jeton"),
        ({"token": "abc"}, "Un jeton est un nombre"),
        ({"hour": "25 h"}, "n’est pas une heure. Écrivez par exemple « 18 h 40 »."),
    ],
)
def test_an_error_says_what_and_what_to_do_and_loses_nothing(agent, desk, wrong, sentence):
    answer = post(agent, at("register", desk), **ANSWERS | wrong)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="Fousseyni"' in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_token_taken_meanwhile_says_which_is_free(agent, awa, desk):
    make.registered(awa, desk, "Moussa", "Keïta")
    answer = post(agent, at("register", desk), **ANSWERS)
    assert answer.status_code == 422
    assert "Le jeton 001 est déjà pris : enregistrée. Prenez le jeton 002" in text(answer)


# ---- Those whom one knows ----


def test_somebody_who_resembles_is_shown_before_a_file_is_made(agent, awa, desk):
    earlier = make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)), phone="66 11 22 33")
    said = ANSWERS | {"family_name": "Koulibali", "phone": "66112233"}
    answer = post(agent, at("register", desk), **said)
    assert answer.status_code == 422
    assert "même téléphone" in text(answer)
    assert earlier.registration.number in text(answer)
    assert Registration.objects.count() == 1
    assert post(agent, at("register", desk), **said, autre="oui").status_code == 302
    assert Registration.objects.count() == 2


def test_the_known_person_gets_a_new_return(agent, awa, desk):
    earlier = make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)))
    said = ANSWERS | {"token": "4", "connue": earlier.registration_id, "phone": "70 00 00 00"}
    assert post(agent, at("register", desk), **said).status_code == 302
    assert ReturnEpisode.objects.filter(registration=earlier.registration).count() == 2
    again = post(agent, at("register", desk), **said | {"token": "5"})
    assert "déjà sur cette liste, au jeton 004" in text(again)


def test_a_file_of_another_organisation_is_never_a_candidate(agent, cast, desk):
    with acting_for(cast.nana) as nana:
        foreign = make.registered(nana, make.desk(nana, desk.convoy), phone="66 11 22 33")
    assert post(agent, at("register", desk), **ANSWERS, phone="66 11 22 33").status_code == 302
    stolen = ANSWERS | {"token": "2", "connue": foreign.registration_id}
    assert post(agent, at("register", desk), **stolen).status_code == 404


def test_leaving_a_name_refreshes_the_same_part_of_the_page(agent, awa, desk):
    make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)))
    said = ANSWERS | {"mother_name": "Assitan Diarra"}
    fragment = agent.post(at("register", desk), said | {"regarder": "oui"}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert re.search(r"<small>(Très p|P)robable : [^<]*même mère", text(fragment))
    assert Registration.objects.count() == 1
    assert "même mère" in text(post(agent, at("register", desk), **said))
    searched = Entry.objects.filter(verb="people.searched").first()
    assert (searched.count, "mother_name" in searched.fields) == (1, True)


def test_homonyms_are_asked_and_kept_as_said_if_one_wishes(agent, awa, desk, cast):
    with acting_for(cast.adama) as adama:
        for slug in ("ml-kita-kita", "ml-gao-gao"):
            place = Place.objects.get(slug=slug)
            add_alias(by=adama, place=place, name="Sansanding-la-Neuve", source="invention", reason="essai")
    said = ANSWERS | {"destination": "Sansanding-la-Neuve"}
    answer = post(agent, at("register", desk), **said)
    assert "Plusieurs lieux se nomment « Sansanding-la-Neuve » : lequel ?" in text(answer)
    post(agent, at("register", desk), **said, place="ml-gao-gao")
    post(agent, at("register", desk), **said | {"token": "2", "given_names": "Moussa"}, place="tel-quel")
    chosen = {r.given_names: r.destination and r.destination.slug for r in Registration.objects.all()}
    assert chosen == {"Fousseyni": "ml-gao-gao", "Moussa": None}
    assert set(Registration.objects.values_list("destination_said", flat=True)) == {"Sansanding-la-Neuve"}


# ---- Families ----


def test_twins_are_proposed_and_never_linked_alone(agent, awa, desk):
    make.registered(awa, desk, "Lassine", token=84)
    answer = post(agent, at("register", desk), **ANSWERS | {"token": "85", "mother_name": "Assitan Diarra"})
    page = agent.get(answer["Location"])
    assert "Peut-être son jumeau : <b>Lassine Coulibaly</b>, jeton 084, même mère." in text(page)
    assert not FamilyLink.objects.exists()
    line = Line.objects.get(token=85)
    linked = post(agent, reverse("arrivals:family", args=[line.pk]), token="84", kind="jumeau")
    assert FamilyLink.objects.get().kind == "jumeau"
    assert "Peut-être son jumeau" not in text(agent.get(linked["Location"]))
    again = post(agent, reverse("arrivals:family", args=[line.pk]), token="84", kind="jumeau")
    assert (again.status_code, FamilyLink.objects.count()) == (302, 1)  # the second time changes nothing


def test_a_relative_opens_a_form_that_holds_what_families_share(agent, awa, desk):
    mother = make.registered(awa, desk, "Assitan", "Diarra", sex="F", phone="66 11 22 33", destination_said="Banamba")
    address = at("register", desk, famille=mother.pk, lien="enfant")
    page = agent.get(address).content.decode()
    assert 'name="mother_name" value="Assitan Diarra"' in page
    assert 'name="phone" value="66 11 22 33"' in page
    assert 'name="family_name" value' not in page  # a child bears its father's name
    post(agent, address, token="2", given_names="Lassine", sex="M", birth="4 ans", phone="66 11 22 33")
    assert FamilyLink.objects.get().kind == "parent"
    assert len(set(Registration.objects.values_list("household", flat=True))) == 1


# ---- Paper, and people who come alone ----


@pytest.mark.parametrize(("hour", "days", "written"), [("21 h 05", -2, "21:05"), ("0 h 40", -1, "00:40")])
def test_paper_typed_later_keeps_its_hour_after_midnight_too(agent, awa, hour, days, written):
    convoy = make.expelled(awa, days=-2, arrives_at="18:30")
    convoy.refresh_from_db()
    post(agent, at("register", make.desk(awa, convoy)), **ANSWERS, hour=hour)
    line = Line.objects.get()
    local = timezone.localtime(line.at)
    assert (local.date(), local.strftime("%H:%M")) == (make.day(days), written)
    assert line.registration.source == "Fiche d’accueil sur papier"


def test_without_convoy_the_same_desk(agent, awa):
    opened = post(agent, at("without_convoy"), entry_point=make.place("hub-kay").pk)
    again = post(agent, at("without_convoy"), entry_point=make.place("hub-kay").pk)
    assert opened["Location"] == again["Location"]
    saved = post(agent, opened["Location"], **ANSWERS)
    assert "Jeton 001 enregistré" in text(agent.get(saved["Location"]))
    episode = ReturnEpisode.objects.get()
    assert (episode.convoy, episode.entry_point.slug) == (None, "hub-kay")


# ---- Heads without a name, aid ----


def test_a_refusal_is_a_line_with_its_aid_at_once(agent, desk):
    said = {"token": "39", "nature": "refus", "sex": "F", "age_group": "adulte", "aid": ["eau", "vetements"]}
    assert post(agent, at("head", desk), **said).status_code == 302
    line = Line.objects.get()
    assert (line.nature, line.registration, line.aid.count()) == ("refus", None, 2)
    assert "Dites pourquoi" in text(post(agent, at("head", desk), token="40"))


def test_what_the_register_page_held_is_carried_to_the_head(agent, desk):
    page = post(agent, at("head", desk), tete="oui", token="39", seen="sick", given_names="Nassira").content.decode()
    assert 'value="39"' in page
    assert re.search(r'value="sick"[^>]*checked', page)
    assert "Nassira" not in page
    assert not Line.objects.exists()


def test_aid_to_many_names_the_tokens_that_are_missing(agent, awa, desk):
    make.registered(awa, desk)
    answer = post(agent, at("aid_many", desk), tokens="1-3, 7", kinds="eau")
    assert "Les jetons 002 à 003, 007 ne sont pas encore notés" in text(answer)
    assert "Noter 3 têtes comptées et l’aide" in text(answer)
    assert post(agent, at("aid_many", desk), tokens="1-3, 7", kinds="eau", compter="oui").status_code == 302
    assert ImmediateAid.objects.count() == 4
    assert "« douze » n’est pas un jeton" in text(post(agent, at("aid_many", desk), tokens="douze", kinds="eau"))
