"""She is sent to another actor, which reads her name once it says yes; then to a health centre without an account, with
a sheet of paper whose slip comes back. At 360 pixels on both sides."""

import datetime as dt

from playwright.sync_api import expect

from tests.journeys import test_an_assessment as an_assessment
from tests.journeys import test_one_file as one_file

TODAY = dt.datetime.now(dt.UTC).date()


def given_somebody_who_is_accompanied(person):
    one_file.given_the_text_that_is_said_was_signed(person("hawa"))
    kadiatou = person("kadiatou", phone=True).signs_in()
    an_assessment.given_a_file_that_is_complete(kadiatou)
    an_assessment.when_she_is_accompanied(kadiatou)
    return kadiatou


def test_to_another_actor(person):
    given_an_agreement(person("fanta").signs_in(), person("mariam").signs_in())
    given_an_offer_with_room(person("seydou", phone=True).signs_in())
    kadiatou = given_somebody_who_is_accompanied(person)
    when_she_is_sent_there(kadiatou)
    sekou = person("sekou", phone=True).signs_in()
    then_the_other_reads_no_name_before_it_answers(sekou)
    when_it_accepts(sekou)
    when_it_says_what_was_done(sekou)
    then_her_case_worker_reads_it(kadiatou)


def test_to_a_health_centre_without_an_account(person):
    kadiatou = given_somebody_who_is_accompanied(person)
    given_a_structure(kadiatou)
    when_a_sheet_is_made(kadiatou)
    then_the_sheet_says_no_more_than_its_door(kadiatou)
    when_the_slip_comes_back(kadiatou)
    then_no_list_says_what_for(kadiatou)


def given_an_agreement(fanta, mariam):
    fanta.opens("/accords/").follows("Proposer un accord")
    fanta.chooses("Dans quel sens", "Nous transmettons").selects("L’autre partie", "Association Benkadi")
    fanta.chooses("Pour quoi", "Orientation").chooses("Quelles données", "Téléphone et contact sûr")
    fanta.chooses("Quelles données", "Identité : noms, parents, naissance, sexe, nationalité")
    fanta.fills("Jusqu’au", (TODAY + dt.timedelta(days=60)).isoformat()).fills("Acte signé", "Protocole 2026-014")
    fanta.presses("Proposer et signer pour nous").is_told("Il attend l’autre signature")
    mariam.opens("/").follows("Service d’accueil des retours").follows("Signer pour notre organisation")
    mariam.presses("Signer pour notre organisation").is_told("L’accord est signé des deux côtés")


def given_an_offer_with_room(seydou):
    seydou.follows("Offres").follows("Nouvelle offre").fills("Intitulé", "Couture, deux mois")
    seydou.selects("Aide", "Formation qualifiante").chooses("Pilier", "Formation professionnelle")
    seydou.chooses("Dimension", "Économique").chooses("Elle s’adresse à", "Une personne ou son ménage")
    seydou.chooses("Pour", "Femmes").fills("Cercles couverts", "Kita").presses("Mettre dans l’annuaire")
    seydou.is_told("Dites maintenant combien de places").fills("Places libres", "3").fills("Places en tout", "12")
    seydou.presses("Enregistrer les places").sees("3 places libres sur 12", "état au")


def when_she_is_sent_there(kadiatou):
    kadiatou.follows("Orienter vers un service").selects("Pour quelle aide", "Formation qualifiante")
    kadiatou.presses("Voir vers qui").sees("Couture, deux mois", "3 places libres sur 12")
    kadiatou.presses("Orienter vers Couture, deux mois").sees("ni nom, ni numéro")
    kadiatou.presses("Envoyer l’orientation").is_told("Dites en combien de temps")
    kadiatou.chooses("Urgence", "Ordinaire").chooses("Ce qui est transmis", "Téléphone et contact sûr")
    kadiatou.chooses("Ce qui est transmis", "Identité : noms, parents, naissance, sexe, nationalité")
    kadiatou.fills("Ce qu’il faut savoir", "Elle préfère le matin").presses("Envoyer l’orientation")
    kadiatou.is_told("L’orientation est envoyée à Association Benkadi").sees("réponse avant le", "30 00 03 03")


def then_the_other_reads_no_name_before_it_answers(sekou):
    sekou.sees("1 orientation attend votre réponse").sees_nothing_of("Coulibaly")
    sekou.follows("Formation qualifiante").sees("Femme, adulte", "Kita", "Couture, deux mois", "30 00 01 01")
    sekou.sees_nothing_of("Coulibaly", "ML-26", "66 00 11 22", "préfère le matin")


def when_it_accepts(sekou):
    sekou.chooses("Votre réponse", "Non").presses("Envoyer la réponse").is_told("le motif est compté")
    sekou.chooses("Votre réponse", "Oui, nous la recevons").presses("Envoyer la réponse")
    sekou.is_told("elle est acceptée").sees("Coulibaly", "66 00 11 22", "préfère le matin")


def when_it_says_what_was_done(sekou):
    sekou.follows("Dire ce qui a été fait").presses("Clore l’orientation").is_told("Dites ce qui a été fait.")
    sekou.chooses("Ce qui a été fait", "Service rendu").presses("Clore l’orientation").is_told(
        "l’orientation est close"
    )


def then_her_case_worker_reads_it(kadiatou):
    kadiatou.opens("/").sees("a une réponse").follows("Accompagnements").follows("Kadiatou Coulibaly")
    kadiatou.sees("Orientation close avec sa suite").follows("Association Benkadi").sees("Service rendu")


def given_a_structure(kadiatou):
    kadiatou.follows("Offres").follows("Structures sans compte").follows("Noter une structure")
    kadiatou.chooses("Nature", "Centre de santé communautaire (CSCom)").fills("Nom", "CSCom de Sirakoro")
    kadiatou.selects("Cercle", "Kita").fills("Téléphone du service", "30 00 09 09").presses("Noter dans l’annuaire")
    kadiatou.is_told("dans l’annuaire, pour tous")


def when_a_sheet_is_made(kadiatou):
    kadiatou.follows("Accompagnements").follows("Kadiatou Coulibaly").follows("Orienter vers un service")
    kadiatou.selects("Pour quelle aide", "Soins médicaux").presses("Voir vers qui")
    kadiatou.page.get_by_role("button", name="CSCom de Sirakoro").click()
    kadiatou.sees("Imprimé sur la fiche").chooses("Urgence", "Élevée")
    kadiatou.chooses("Ce qui est transmis", "Identité : noms, parents, naissance, sexe, nationalité")
    kadiatou.presses("Préparer la fiche").is_told("Imprimez maintenant la fiche")


def then_the_sheet_says_no_more_than_its_door(kadiatou):
    kadiatou.follows("Voir et imprimer la fiche").sees("Consultation de santé", "Coulibaly", "30 00 01 01")
    kadiatou.sees_nothing_of("Soins médicaux")
    kadiatou.page.emulate_media(media="print")
    slip = kadiatou.page.locator(".slip").last
    expect(slip).to_contain_text("Contre-référence F-")
    expect(slip).not_to_contain_text("Coulibaly")
    kadiatou.page.emulate_media(media="screen")


def when_the_slip_comes_back(kadiatou):
    kadiatou.follows("← Orientation").follows("Le talon est revenu").chooses("Ce qui a été fait", "Service rendu")
    kadiatou.presses("Clore l’orientation").is_told("l’orientation est close").sees("dit sur papier ou par téléphone")


def then_no_list_says_what_for(kadiatou):
    kadiatou.follows("← Kadiatou Coulibaly").sees("CSCom de Sirakoro").sees_nothing_of("Soins médicaux")
    kadiatou.opens("/orientations/envoyees/?etat=closes").sees("F-", "réservé")
    kadiatou.sees_nothing_of("Soins médicaux", "CSCom de Sirakoro")
