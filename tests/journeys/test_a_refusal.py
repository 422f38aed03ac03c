"""A refusal delays nothing: neither to be registered, nor, later, to let others look for her."""

import datetime as dt


def test_a_refusal_to_be_registered_delays_no_aid(person):
    awa = person("awa", phone=True).signs_in()
    given_an_arrival_without_convoy(awa)
    when_she_refuses_and_is_helped_at_once(awa)
    then_her_line_is_counted_with_its_aid_and_no_name(awa)
    when_she_changes_her_mind(awa)
    then_her_aid_followed_her(awa)


def given_an_arrival_without_convoy(awa):
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")


def when_she_refuses_and_is_helped_at_once(awa):
    awa.presses("Noter une tête sans nom")
    awa.presses("Noter, jeton suivant").is_told("Dites pourquoi : refus")
    awa.chooses("Pourquoi sans nom", "Refuse d’être enregistrée").chooses("Sexe", "Femme")
    awa.chooses("Aide donnée maintenant", "Repas").presses("Noter, jeton suivant")
    awa.sees("Jeton 001 noté, sans nom").follows("Noter une aide")
    awa.sees("Jeton 001, sans nom", "Repas").chooses("Aide donnée", "Premiers soins").presses("Noter l’aide donnée")


def then_her_line_is_counted_with_its_aid_and_no_name(awa):
    awa.sees("Refuse d’être enregistrée, femme", "Repas, Premiers soins")
    awa.sees_nothing_of("souhaite parler à part")


def when_she_changes_her_mind(awa):
    awa.follows("Enregistrer, jeton 002").fills("Jeton", "1").fills("Prénom(s)", "Nassira")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré", "Nassira")


def then_her_aid_followed_her(awa):
    awa.follows("Sans convoi, Gogui").sees("Nassira", "Repas, Premiers soins")


def test_what_the_agent_typed_is_never_lost(person):
    awa = person("awa", phone=True).signs_in()
    given_an_arrival_without_convoy(awa)
    awa.fills("Prénom(s)", "Sira").fills("Âge ou naissance", "31/02/1990").presses("Enregistrer, jeton suivant")
    awa.is_told("n’est pas une date. Corrigez, ou écrivez")
    assert awa.page.get_by_label("Prénom(s)").input_value() == "Sira"
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    awa.fills("Âge ou naissance", "vers 1990").page.get_by_text("Saisi d’après le papier").click()
    awa.fills("Heure réelle", "23 h 10").fills("Jour, si ce n’est", tomorrow.isoformat())
    awa.presses("Enregistrer, jeton suivant").is_told("Cette heure n’est pas encore venue")
    assert awa.page.get_by_label("Prénom(s)").input_value() == "Sira"
