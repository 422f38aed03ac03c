"""An ugly workbook is brought: its columns are put right, its cells corrected, a question answered, it is applied,
brought again without effect, and undone as one."""

import datetime as dt
from pathlib import Path

UGLY = Path(__file__).resolve().parents[2] / "examples" / "liste_arrivee_inventee.xlsx"


def test_an_ugly_workbook(person):
    awa = person("awa", phone=True)
    address = given_a_convoy_and_one_person_received(awa)
    when_an_ugly_workbook_is_brought(awa, address)
    then_what_is_no_person_is_told_and_what_is_wrong_is_said(awa)
    when_a_column_is_said_otherwise_then_put_back(awa)
    when_the_two_wrong_cells_are_corrected(awa)
    when_the_question_is_answered_and_the_list_applied(awa)
    then_the_convoy_has_thirteen_people_more_and_its_announced_total(awa, address)
    when_the_same_file_is_brought_again(awa, address)
    then_there_is_nothing_to_apply(awa)
    when_the_list_is_undone(awa, address)
    then_everything_is_as_before(awa, address)


def given_a_convoy_and_one_person_received(awa) -> str:
    awa.signs_in().opens("/arrivees/annoncer/").fills("Jour d’arrivée", dt.datetime.now(dt.UTC).date().isoformat())
    awa.selects("Point d’entrée", "Gogui").selects("Pays de départ", "Mauritanie")
    awa.fills("Personnes annoncées, en tout", "16").presses("Annoncer ce convoi")
    address = awa.page.url
    awa.follows("Enregistrer, jeton 001").fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba")
    awa.presses("Enregistrer, jeton suivant")
    return address


def when_an_ugly_workbook_is_brought(awa, address):
    awa.opens(address).follows("Joindre une liste").brings(UGLY)
    awa.chooses("Ces personnes sont-elles arrivées", "Oui, la liste est celle des personnes reçues")
    awa.presses("Lire cette liste").waits_for("14 personnes lues").sees("Le fichier en annonce 15")


def then_what_is_no_person_is_told_and_what_is_wrong_is_said(awa):
    awa.sees("7 lignes du fichier ne sont pas des personnes", "Refusées (2)", "À décider (1)", "Prêtes (11)")
    awa.sees("ligne 16, colonne NÉ(E) LE : « 31/02/1990 » n’est pas une date. Corrigez, ou écrivez « vers 1990 ».")


def when_a_column_is_said_otherwise_then_put_back(awa):
    awa.follows("Vérifier les colonnes").sees("H · CONTACT / VILLAGE / CERCLE", "Sirakoro")
    awa.selects("Colonne H, CONTACT / VILLAGE / CERCLE", "lieu de naissance").presses("Lire ainsi")
    awa.waits_for("Prêtes (11)").follows("Vérifier les colonnes")
    awa.selects("Colonne H, CONTACT / VILLAGE / CERCLE", "destination").presses("Lire ainsi").waits_for("Prêtes (11)")


def when_the_two_wrong_cells_are_corrected(awa):
    awa.fills("Colonne E, IDENTITÉ / NÉ(E) LE", "vers 1990").presses("Corriger").sees("à ajouter")
    awa.fills("Colonne D, IDENTITÉ / SEXE", "M")
    awa.page.get_by_role("button", name="Corriger", exact=True).last.click()
    awa.sees("Appliquer les 13 lignes prêtes")


def when_the_question_is_answered_and_the_list_applied(awa):
    awa.follows("À décider").sees("deux fois dans ce fichier").presses("Laisser cette ligne")
    awa.sees("laissée").presses("Appliquer les 13 lignes prêtes")
    awa.waits_for("13 lignes appliquées").sees("Plus aucune ligne n’attend")


def then_the_convoy_has_thirteen_people_more_and_its_announced_total(awa, address):
    awa.opens(address).sees("Reçues (14)", "15 personnes", "liste_arrivee_inventee.xlsx : 13 lignes")


def when_the_same_file_is_brought_again(awa, address):
    awa.opens(address).follows("Joindre une liste").brings(UGLY)
    awa.chooses("Ces personnes sont-elles arrivées", "Oui, la liste est celle des personnes reçues")
    awa.presses("Lire cette liste").waits_for("Déjà là, rien ne change (11)")


def then_there_is_nothing_to_apply(awa):
    awa.sees("Aucune ligne n’est prête").presses("Laisser ce fichier, sans rien écrire").sees("Reçues (14)")


def when_the_list_is_undone(awa, address):
    awa.opens(address).follows("liste_arrivee_inventee.xlsx").follows("Annuler toute la liste")
    awa.sees("13 lignes sont retirées").presses("Annuler toute la liste").waits_for("Liste annulée")


def then_everything_is_as_before(awa, address):
    awa.opens(address).sees("Reçues (1)", "Kadidia").sees_nothing_of("liste_arrivee_inventee.xlsx : 13 lignes")
    awa.sees_nothing_of("15 personnes")
