"""« Déjà aidée ? »: Kadiatou asks about one woman, then about thirty people, for whom a colleague must agree."""

from playwright.sync_api import expect

HER, PARTNER = "Ténimba Fomba", "Association Benkadi"
HELP = "Réinsertion économique"
WHY = "Préparer ou revoir son plan"
APPROVED = "Votre question sur l’aide déjà reçue est approuvée\u00a0: la réponse se lit aujourd’hui"
MANY = 30
# The association helped her, and both say that she is one woman; Kadiatou accompanies her, and thirty others.
GIVEN = f"""
import django
django.setup()
from benkan.cases.tests.factories import accompanied
from benkan.demo.agreements import agree
from benkan.demo.cast import account_of
from benkan.demo.stories import already_helped, between_actors, plans
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
with entered(door="open"):
    hawa, kadiatou = account_of("hawa"), account_of("kadiatou")
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
agree()
plans.tell()
between_actors.tell()
already_helped.tell()
with acting_for(kadiatou) as by:
    for number in range({MANY}):
        accompanied(by, given_names="Bakary", family_name=f"Sissoko {{chr(65 + number % 26)}}{{number // 26}}")
"""


def test_already_helped(platform, person):
    platform.tell(GIVEN)
    kadiatou = person("kadiatou", phone=True).signs_in()
    when_she_asks_about_one_woman_she_says_why(kadiatou)
    then_she_reads_pillar_and_quarter_and_how_fresh_it_is(kadiatou)
    when_she_asks_about_many_nothing_is_said_yet(kadiatou)
    issa = person("issa").signs_in()
    when_a_colleague_agrees_without_reading_the_answer(issa)
    then_she_is_told_and_reads_it(kadiatou)
    then_the_journal_keeps_who_asked_and_why(person("fanta").signs_in())


def when_she_asks_about_one_woman_she_says_why(kadiatou):
    kadiatou.opens("/accompagnements/").follows(HER).follows("Déjà aidée par un autre acteur")
    expect(kadiatou.page.get_by_role("checkbox")).to_have_count(1)
    expect(kadiatou.page.get_by_label(HER)).to_be_checked()
    kadiatou.presses("Demander").is_told("Dites pourquoi vous le demandez")
    kadiatou.chooses("Pourquoi le demander", WHY).presses("Demander")


def then_she_reads_pillar_and_quarter_and_how_fresh_it_is(kadiatou):
    kadiatou.sees(HER, f"{HELP}, ", "trimestre", f"{PARTNER}\u00a0: dernière saisie le")
    kadiatou.sees_nothing_of("Fourneau", "90 000", "Sékou")


def when_she_asks_about_many_nothing_is_said_yet(kadiatou):
    kadiatou.opens("/accompagnements/deja-aidees/").chooses("Pourquoi le demander", WHY)
    boxes = kadiatou.page.get_by_role("checkbox")
    for place in range(MANY):
        boxes.nth(place).check()
    kadiatou.page.get_by_label(HER).check()
    kadiatou.presses("Demander").sees("Un collègue doit approuver").sees_nothing_of(HELP)


def when_a_colleague_agrees_without_reading_the_answer(issa):
    issa.opens("/").presses("Une question sur l’aide déjà reçue attend l’accord d’un collègue")
    issa.sees("Demandé par Kadiatou Diarra", "préparer ou revoir son plan")
    issa.presses("Approuver la question").is_told("C’est approuvé").sees_nothing_of(HELP, HER)


def then_she_is_told_and_reads_it(kadiatou):
    kadiatou.opens("/").presses(APPROVED)
    kadiatou.sees(HER, HELP, "Aucune aide connue")


def then_the_journal_keeps_who_asked_and_why(fanta):
    fanta.opens("/journal/?acte=cases.help_asked").sees("Kadiatou Diarra", WHY)
