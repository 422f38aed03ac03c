"""Weeks with one person, on a telephone’s screen: looked for, found, called as she said, asked, closed."""

import datetime as dt

from benkan.common import clock

# She has been accompanied for forty days: the server's own clock cannot be set back from a browser.
GIVEN = """
import datetime as dt
import django
django.setup()
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes import say_safe_contact
from benkan.people.writes.consents import sign_for_demonstration
with entered(door="open"):
    hawa, kadiatou = account_of("hawa"), account_of("kadiatou")
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
with clock.at(clock.now() - dt.timedelta(days=40)), acting_for(kadiatou) as by:
    case = accompanied(by)
    say_safe_contact(by=by, registration=case.registration, answers={
        "phone": "66 00 11 22", "hours": "le matin", "who_may_answer": "sa sœur",
        "what_may_be_said": "la tontine", "visit_allowed": False,
    })
"""


def test_a_person_is_followed_to_the_end(platform, person):
    given_somebody_accompanied_for_forty_days(platform)
    kadiatou = person("kadiatou", phone=True).signs_in()
    when_she_is_looked_for(kadiatou)
    then_three_days_of_attempts_and_no_less_make_her_lost(kadiatou)
    when_she_is_found_again(kadiatou)
    then_she_is_called_as_she_said(kadiatou)
    then_nobody_goes_where_she_did_not_allow_it(kadiatou)
    then_where_nobody_can_go_nothing_is_late(kadiatou)
    when_the_questionnaire_is_put(kadiatou)
    then_the_end_says_what_was_open(kadiatou)
    then_the_focal_point_saw_no_name(person("issa").signs_in())


def given_somebody_accompanied_for_forty_days(platform):
    platform.tell(GIVEN)


def when_she_is_looked_for(kadiatou):
    kadiatou.follows("Accompagnements").follows("Kadiatou Traoré").sees("Prochaine visite", "1 mois")
    for back, means in ((3, "Appel à son numéro sûr"), (2, "Appel à son numéro sûr")):
        _tries(kadiatou, back, means)


def _tries(kadiatou, back: int, means: str):
    kadiatou.page.get_by_text("Autres gestes").click()
    kadiatou.follows("Noter une tentative").chooses("Par quel moyen", means).chooses("Résultat", "Pas de réponse")
    kadiatou.fills("Jour", (clock.today() - dt.timedelta(days=back)).isoformat()).presses("Noter la tentative")
    kadiatou.is_told("La tentative est notée")


def then_three_days_of_attempts_and_no_less_make_her_lost(kadiatou):
    kadiatou.sees("1 tentative un autre jour et 1 autre moyen").sees_nothing_of("Noter perdue de vue")
    _tries(kadiatou, 1, "Relais local : mairie, association, chef de village")
    kadiatou.presses("Noter perdue de vue").is_told("Elle est notée perdue de vue").sees_nothing_of("visite en retard")


def when_she_is_found_again(kadiatou):
    kadiatou.presses("Reprendre").is_told("L’accompagnement est repris")


def then_she_is_called_as_she_said(kadiatou):
    kadiatou.follows("Joindre la personne").sees("le matin", "sa sœur", "la tontine", "non autorisée", "66 00 11 22")
    kadiatou.follows("Elle a répondu").chooses("Quelle visite", "1 mois (due)")
    kadiatou.chooses("A-t-elle vraiment reçu", "Une partie").fills("La suite", "Le kit arrive jeudi")
    kadiatou.presses("Noter la visite").is_told("La visite est notée").sees_nothing_of("66 00 11 22")


def then_nobody_goes_where_she_did_not_allow_it(kadiatou):
    kadiatou.follows("Prendre un rendez-vous").chooses("Quelle visite", "Hors calendrier")
    kadiatou.chooses("Comment", "Chez elle, ou là où elle travaille").fills("Jour", clock.today().isoformat())
    kadiatou.presses("Prendre ce rendez-vous").is_told("Visite non autorisée")
    kadiatou.chooses("Comment", "Au bureau").fills("Où, comme", "Antenne de Kayes").presses("Prendre ce rendez-vous")
    kadiatou.is_told("Dites-le-lui").follows("Imprimer sa carte").sees("Antenne de Kayes")
    kadiatou.sees_nothing_of("Traoré")


def then_where_nobody_can_go_nothing_is_late(kadiatou):
    kadiatou.opens("/accompagnements/").follows("Kadiatou Traoré")
    kadiatou.page.get_by_text("Autres gestes").click()
    kadiatou.follows("Noter la zone inaccessible").presses("Noter la zone inaccessible")
    kadiatou.is_told("un appel compte").sees("n’y allez pas").presses("De nouveau accessible").is_told("repart")


def when_the_questionnaire_is_put(kadiatou):
    kadiatou.page.get_by_text("Autres gestes").click()
    kadiatou.follows("Poser le questionnaire").chooses("À quel moment", "À la clôture")
    kadiatou.chooses("Comment", "Par téléphone").presses("Commencer").sees("1. Êtes-vous satisfaite")
    kadiatou.chooses("1. Êtes-vous satisfaite", "Satisfaite").presses("Suite").sees("6. Avez-vous au moins une pièce")
    kadiatou.chooses("6. Avez-vous au moins une pièce", "Oui").presses("Suite")
    kadiatou.chooses("8. Souhaitez-vous parler", "Non").presses("Terminer le questionnaire")
    kadiatou.is_told("Le questionnaire est terminé").sees("Grille non officielle", "Réponse réservée")


def then_the_end_says_what_was_open(kadiatou):
    kadiatou.follows("← Kadiatou Traoré").follows("Clore").sees("Où en sont les choses")
    kadiatou.chooses("Pourquoi il se termine", "Plan achevé, situation stable").presses("Clore")
    kadiatou.is_told("L’accompagnement est clos").sees("À la clôture")


def then_the_focal_point_saw_no_name(issa):
    issa.opens("/").sees_nothing_of("Visites de l’équipe", "Kadiatou Traoré")
