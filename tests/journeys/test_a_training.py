"""A session of twenty-four: the sheet of a day typed on a telephone, one who leaves, certificates, who works since."""

# Twenty-three are enrolled by those who accompany them; the session began four days ago. Another ended long before: the
# server's own clock cannot be set back from a browser.
GIVEN = """
import datetime as dt
import django
django.setup()
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
from benkan.training.tests.factories import a_finished_session, an_open_session
from benkan.training.writes.enrolments import enrol
with entered(door="open"):
    hawa, kadiatou = account_of("hawa"), account_of("kadiatou")
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
with clock.at(clock.now() - dt.timedelta(days=130)), acting_for(kadiatou) as by:
    a_finished_session(by, accompanied(by, given_names="Assétou"))
with clock.at(clock.now() - dt.timedelta(days=1)), acting_for(kadiatou) as by:
    session = an_open_session(by, places=24)
    for at in range(23):
        enrol(by=by, case=accompanied(by, given_names=f"Oumou {at + 1}"), session=session)
    accompanied(by, given_names="Nassira")
"""


def test_a_session_of_twenty_four(platform, person):
    given_twenty_three_who_are_enrolled(platform)
    kadiatou = person("kadiatou", phone=True).signs_in()
    when_one_more_is_enrolled(kadiatou)
    then_the_session_is_full_and_begins(kadiatou)
    when_the_sheet_of_the_day_is_typed(kadiatou)
    then_one_leaves_and_says_why(kadiatou)
    when_it_is_over_certificates_are_handed(kadiatou)
    then_work_is_asked_of_those_who_ended_long_ago(kadiatou)
    issa = person("issa").signs_in()
    then_numbers_name_nobody(issa)
    when_a_trade_is_looked_for(issa)


def given_twenty_three_who_are_enrolled(platform):
    platform.tell(GIVEN)


def when_one_more_is_enrolled(kadiatou):
    kadiatou.opens("/accompagnements/?q=Nassira").follows("Nassira Traoré")
    kadiatou.page.goto(kadiatou.page.url.rstrip("/") + "/former/")
    kadiatou.sees("Inscrire à une formation")
    kadiatou.page.get_by_role("group", name="Formation").get_by_text("Maçonnerie, Kayes").click()
    kadiatou.chooses("Pour qui", "Nassira Traoré").chooses("Le souhaite-t-elle", "Non, ou pas encore")
    kadiatou.chooses("Si un autre acteur", "Un jeton, le sexe et le groupe d’âge").presses("Inscrire")
    kadiatou.is_told("On n’inscrit personne sans son souhait")
    kadiatou.chooses("Le souhaite-t-elle", "Oui, elle l’a dit").presses("Inscrire").is_told("place n°\u00a024")


def then_the_session_is_full_and_begins(kadiatou):
    kadiatou.follows("Voir la formation").sees("24 places données", "0 libre")
    kadiatou.presses("Elle a commencé").is_told("La formation a commencé")


def when_the_sheet_of_the_day_is_typed(kadiatou):
    kadiatou.follows("Imprimer la feuille").sees("Feuille d’émargement", "Nassira Traoré", "Données inventées")
    kadiatou.follows("← Maçonnerie").follows("Noter la journée")
    line = kadiatou.page.get_by_role("group", name="24. Nassira Traoré")
    line.get_by_label("Absente, après-midi").check()
    kadiatou.presses("Noter la journée").is_told("L’émargement est noté").sees("50\u00a0%")
    kadiatou.follows("Noter la journée").sees("Cette journée est déjà notée").presses("Noter la journée")
    kadiatou.is_told("Rien n’a changé")


def then_one_leaves_and_says_why(kadiatou):
    kadiatou.follows("Oumou 1 Traoré").follows("Noter un abandon")
    kadiatou.chooses("Pourquoi elle a abandonné", "A trouvé un travail, ou doit gagner sa vie")
    kadiatou.presses("Noter l’abandon").is_told("L’abandon est noté").follows("Voir la formation").sees("1 libre")


def when_it_is_over_certificates_are_handed(kadiatou):
    kadiatou.presses("Elle est terminée").is_told("La formation est terminée")
    kadiatou.follows("Noter attestations et kits")
    for at, number in enumerate(("AM-1", "AM-1"), start=1):
        kadiatou.page.locator(f"#a{at}").fill(number)
    kadiatou.presses("Noter").is_told("servent deux fois")
    kadiatou.page.locator("#a2").fill("AM-2")
    kadiatou.page.locator("#k1").fill("K-1")
    kadiatou.presses("Noter").is_told("C’est noté").sees("AM-1", "AM-2", "K-1")


def then_work_is_asked_of_those_who_ended_long_ago(kadiatou):
    kadiatou.opens("/").sees("travaillent-elles")
    kadiatou.page.locator("a[href*='/formations/inscriptions/']", has_text="Assétou").click()
    kadiatou.follows("Noter une réponse")
    kadiatou.page.get_by_role("group", name="Quelle question").get_by_text("Première question").click()
    kadiatou.chooses("Où en est-elle", "Travaille").chooses("Si elle travaille", "À son compte").presses("Noter")
    kadiatou.is_told("C’est noté").sees("à son compte")


def then_numbers_name_nobody(issa):
    issa.follows("Formées, placées").sees("Formées", "Une inscription n’est pas une personne")
    issa.follows("24").sees("24\u00a0inscriptions").sees_nothing_of("Nassira", "Oumou", "Assétou")


def when_a_trade_is_looked_for(issa):
    issa.follows("Compétences").sees("sans aucun nom").follows("Demander").sees("Vous ne lisez aucun nom")
    issa.selects("Métier", "Maçonnerie").fills("Combien de personnes", "2").fills("Pour quoi", "Un chantier à Kayes")
    issa.presses("Demander").is_told("attend les réponses").presses("Clore la demande").is_told("La demande est close")
