"""A convoy is read by the actors of its entry point: a partner sees its counts, a stranger nothing at all."""

import datetime as dt

import pytest


@pytest.fixture
def convoy(person):
    """Awa's convoy at Gogui, with one person registered; its address."""
    awa = person("awa").signs_in().opens("/arrivees/annoncer/")
    awa.fills("Jour d’arrivée", dt.datetime.now(dt.UTC).date().isoformat())
    awa.selects("Point d’entrée", "Gogui").selects("Pays de départ", "Mauritanie")
    awa.fills("Personnes annoncées, en tout", "212").presses("Annoncer ce convoi")
    address = awa.page.url
    awa.follows("Compter").fills("Total", "207").presses("Noter ce comptage")
    awa.follows("Enregistrer, jeton 001").fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba")
    awa.chooses("Souhaite parler à part", "Oui").presses("Enregistrer, jeton suivant").sees("Kadidia Ongoïba")
    return address


def test_a_stranger_sees_nothing(person, convoy):
    rokia = person("rokia", phone=True).signs_in()
    rokia.sees_nothing_of("Gogui").opens("/arrivees/").sees("Aucun convoi annoncé ici").sees_nothing_of("Gogui")
    for page in ("", "enregistrer/", "tete/", "compter/", "liste-appel/", "a-part/", "fiches/"):
        rokia.opens(convoy + page).sees("Cette page n’existe pas, ou pas pour vous").sees_nothing_of("Gogui", "Kadidia")


def test_a_partner_sees_the_counts_and_no_line(person, convoy):
    nana = person("nana", phone=True).signs_in()
    nana.sees("207 comptés, 212 annoncés").follows("Ouvrir l’arrivée")
    nana.sees("5 de moins", "Service d’accueil des retours", "1 ligne", "Aucune ligne encore")
    nana.sees_nothing_of("Kadidia", "Ongoïba", "parler à part")
    nana.opens(convoy + "liste-appel/").sees_nothing_of("Kadidia", "Ongoïba")


def test_the_secretariat_sees_totals_of_all_and_no_name(person, convoy):
    salimata = person("salimata").signs_in()
    salimata.sees("Convois de tous les acteurs", "207 comptés, 212 annoncés").sees_nothing_of("Kadidia")
    salimata.opens("/arrivees/totaux/").sees("207 comptés, 212 annoncés", "après 14 jours")
    salimata.sees_nothing_of("Kadidia", "Ongoïba", "Gogui").opens(convoy).sees("Cette page n’existe pas")
