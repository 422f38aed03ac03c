"""A complaint against one's own agent: noted by her colleague, examined elsewhere, invisible where it was noted."""

import re

WORDS = "Elle m’a demandé vingt mille francs avant de me donner mon jeton"
ANSWER = "Nous avons vérifié. Le jeton est gratuit, et l’argent vous est rendu."
CODE = "4829"
HERE = ("plainte attend", "vingt mille")


def test_a_complaint_against_ones_own_agent(person):
    adama = person("adama").signs_in()
    given_two_recipients_outside(adama)
    moussa = person("moussa", phone=True).signs_in()
    number = when_moussa_notes_it_against_awa(moussa)
    then_nobody_of_the_service_sees_anything(person, moussa, number)
    yacouba = person("yacouba", phone=True).signs_in()
    when_a_recipient_outside_examines_and_answers(yacouba, number)
    then_the_answer_is_read_to_her_and_she_contests_it(moussa, number)
    ramata = person("ramata").signs_in()
    then_the_other_recipient_takes_it_up(ramata, number)
    then_the_first_one_waits(yacouba, number)


def given_two_recipients_outside(adama):
    for officer in ("Yacouba Sanogo, Agence Djigui", "Ramata Coulibaly, Secrétariat du cadre de réintégration"):
        adama.opens("/plaintes/destinataires/").selects("Qui", officer)
        for kind in ("Argent demandé, détournement, corruption", "Exploitation ou abus sexuel"):
            adama.chooses("Pour quelles plaintes", kind)
        adama.presses("Nommer cette personne").is_told("La personne est nommée")


def when_moussa_notes_it_against_awa(moussa) -> str:
    moussa.opens("/plaintes/").follows("Noter une plainte").sees("À lui dire d’abord")
    moussa.presses("Noter la plainte").is_told("4 réponses à corriger")
    moussa.chooses("De quoi se plaint-elle", "Argent demandé, détournement, corruption")
    moussa.fills("Ce qu’elle dit", WORDS).chooses("De qui se plaint-elle", "Un de vos collègues")
    moussa.selects("Si c’est un collègue, lequel", "Awa Sangaré").fills("Quatre chiffres qu’elle choisit", CODE)
    moussa.presses("Noter la plainte").sees("La plainte est notée", "Réponse avant le", "30 00 02 02")
    moussa.sees_nothing_of("vingt mille", "Awa")
    return re.search(r"R-\d{4}-\d{4}-\d", moussa.page.content())[0]


def then_nobody_of_the_service_sees_anything(person, moussa, number):
    for she in (person("awa", phone=True).signs_in(), person("fanta").signs_in(), moussa):
        for address in ("/", "/avis/", "/plaintes/" if she.key != "fanta" else "/journal/"):
            she.opens(address).sees_nothing_of(*HERE, number)
    fanta = person("fanta").signs_in().opens("/journal/")
    assert fanta.page.locator("tbody").get_by_text("plainte").count() == 0
    aissata = person("aissata").signs_in()
    aissata.opens("/plaintes/a-examiner/").sees("Aucune plainte ne vous attend")


def when_a_recipient_outside_examines_and_answers(yacouba, number):
    yacouba.opens("/").sees("1 plainte attend votre réponse").follows(number)
    yacouba.sees(WORDS, "plainte anonyme", "Awa Sangaré", "Moussa Keïta").presses("Commencer l’examen")
    yacouba.fills("Note d’examen", "Entendu le chef de poste").presses("Garder cette note").sees("La note est gardée")
    yacouba.follows("Répondre").fills("La réponse, en mots qui se disent", ANSWER).presses("Garder cette réponse")
    yacouba.is_told("La réponse est gardée").sees(ANSWER)


def then_the_answer_is_read_to_her_and_she_contests_it(moussa, number):
    moussa.opens("/plaintes/").fills("Son numéro", number).fills("Ses quatre chiffres", "9991")
    moussa.presses("Voir où elle en est").is_told("ne vont pas ensemble")
    moussa.fills("Son numéro", number).fills("Ses quatre chiffres", CODE).presses("Voir où elle en est").sees(ANSWER)
    moussa.fills("Pourquoi la réponse ne lui convient pas", "Personne ne m’a rien rendu")
    moussa.fills("Ses quatre chiffres", CODE).presses("Noter qu’elle conteste")
    moussa.sees("La contestation est notée", "Une autre personne reprend votre plainte")


def then_the_other_recipient_takes_it_up(ramata, number):
    ramata.opens("/plaintes/a-examiner/").sees("à vous").follows(number)
    ramata.sees(WORDS, "Personne ne m’a rien rendu", ANSWER).sees_nothing_of("Entendu le chef de poste")
    ramata.follows("Répondre").fills("La réponse, en mots qui se disent", "Vous serez payée vendredi, ici.")
    ramata.presses("Garder cette réponse").presses("Je lui ai dit la réponse").is_told("la réponse lui est dite")
    ramata.presses("Clore la plainte").is_told("La plainte est close")


def then_the_first_one_waits(yacouba, number):
    yacouba.opens("/").sees_nothing_of("plainte attend votre réponse")
