"""Signing in, and what a stranger meets."""


def test_an_agent_signs_in_and_sees_the_work_of_the_day(person):
    awa = person("awa", phone=True)
    awa.signs_in()
    awa.sees("Aujourd’hui", "Données inventées")
    awa.unfolds("Menu").sees("Awa Sangaré", "Service d’accueil des retours")


def test_a_wrong_password_is_answered_with_a_sentence(person):
    somebody = person("awa").opens("/entrer/")
    somebody.fills("Adresse électronique", "awa@exemple.ml").fills("Mot de passe", "pas le bon").presses("Entrer")
    somebody.is_told("adresse électronique ou le mot de passe").is_at("/entrer/")


def test_nobody_sees_a_page_without_signing_in(person):
    somebody = person("personne").opens("/")
    somebody.is_at(r"/entrer/\?next=/").sees("Entrer dans Benkan").sees_nothing_of("Aujourd’hui")


def test_an_agent_who_leaves_closes_the_door(person):
    awa = person("awa").signs_in()
    awa.opens("/sortir/").presses("Fermer ma session")
    awa.is_at("/entrer/").opens("/").is_at("/entrer/")
