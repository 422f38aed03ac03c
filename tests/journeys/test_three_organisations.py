"""Three actors meet one woman, each for itself: asked with her consent, they answer a word, name themselves, open who
she is, decide each for its side, and one takes it back."""

SAR, BENKADI, DJIGUI = "Service d’accueil des retours", "Association Benkadi", "Agence Djigui"
ASKED = "Un autre acteur demande si vous connaissez une personne dont vous tenez un dossier"
OPENED = "Un acteur vous ouvre l’identité d’une personne, avec son accord"
# The association and the service answer each other, the service answers the agency; each has met her.
GIVEN = """
import django
django.setup()
from benkan.demo.cast import account_of
from benkan.linkage.tests.between import HERE, THERE, a_file, agreed
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
with entered(door="open"):
    hawa, kadiatou, sekou, oumar, fanta, mariam, drissa = (
        account_of(key) for key in ("hawa", "kadiatou", "sekou", "oumar", "fanta", "mariam", "drissa")
    )
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
agreed("BENKADI", "SAR", mariam, fanta)
agreed("SAR", "BENKADI", fanta, mariam)
agreed("SAR", "DJIGUI", fanta, drissa)
a_file(sekou, THERE)
for account in (kadiatou, oumar):
    a_file(account, HERE, completes=False)
"""


def test_one_woman_and_three_actors(platform, person):
    given_three_files_of_hers(platform)
    sekou = person("sekou").signs_in()
    sekou.opens("/dossiers/").follows("Fatou Coulibaly").sees("Aucun autre acteur ne répond")
    kadiatou = person("kadiatou", phone=True).signs_in()
    when_her_file_is_completed(kadiatou, "Fatoumata Coulibaly")
    then_another_answers_by_a_word(kadiatou)
    then_the_holder_is_told_who_asks(sekou)
    when_the_holder_names_itself_and_opens_who_she_is(sekou)
    when_the_asker_compares_opens_and_decides(kadiatou)
    when_the_holder_decides_they_are_one_person(sekou)
    when_a_third_actor_asks(person("oumar", phone=True).signs_in(), person("issa").signs_in())
    when_one_takes_it_back(kadiatou)
    then_they_are_two_again(sekou)


def given_three_files_of_hers(platform):
    platform.tell(GIVEN)


def when_her_file_is_completed(somebody, name):
    somebody.opens("/dossiers/").follows(name).sees("quand l’enregistrement est terminé").follows("Relire et terminer")
    return somebody.presses("Enregistrer et terminer").sees("Autres acteurs")


def then_another_answers_by_a_word(kadiatou):
    kadiatou.sees("Probablement connue d’un autre acteur, force forte").sees_nothing_of(BENKADI)
    kadiatou.follows("Un autre acteur la connaît probablement").sees("Il en est prévenu", "Masqué")
    kadiatou.sees_nothing_of(BENKADI)


def then_the_holder_is_told_who_asks(sekou):
    sekou.opens("/").presses(ASKED)
    sekou.sees(SAR, "Cet acteur ne sait pas que c’est vous", "Masqué")


def when_the_holder_names_itself_and_opens_who_she_is(sekou):
    sekou.presses("Dire que c’est nous").is_told("L’autre acteur sait maintenant que c’est vous")
    sekou.presses(f"Ouvrir son identité à {SAR}").is_told("Chaque lecture reste au journal")


def when_the_asker_compares_opens_and_decides(kadiatou):
    kadiatou.opens("/").presses(OPENED).sees(f"{BENKADI} vous a ouvert son identité")
    kadiatou.follows("Comparer avec votre dossier").sees("1 réponse diffère", "Assitan Diarra")
    kadiatou.follows("Répondre").presses(f"Ouvrir son identité à {BENKADI}")
    kadiatou.presses("La même personne").is_told("si l’autre acteur le dit aussi").sees("À décider")


def when_the_holder_decides_they_are_one_person(sekou):
    sekou.opens("/").presses(OPENED).sees("Comparer avec votre dossier")
    sekou.presses("La même personne").is_told("leurs dossiers sont d’une seule personne").sees("Une seule personne")


def when_a_third_actor_asks(oumar, issa):
    when_her_file_is_completed(oumar, "Fatoumata Coulibaly")
    oumar.sees("Probablement connue d’un autre acteur").sees_nothing_of(SAR)
    issa.opens("/").presses(ASKED).sees(DJIGUI, "Masqué")


def when_one_takes_it_back(kadiatou):
    kadiatou.page.reload()
    kadiatou.sees("Une seule personne").presses("Défaire votre réponse").is_told("Votre réponse est défaite")


def then_they_are_two_again(sekou):
    sekou.page.reload()
    sekou.sees("À décider")
