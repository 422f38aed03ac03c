"""She moves: the association accepts her and receives her, and until then her first holder answers for her. Another day
she comes unannounced with her card, and is served before anybody is asked anything. At 360 pixels for the agents."""

from tests.journeys import test_a_referral as a_referral

NAMES = ("Coulibaly", "66 00 11 22", "ML-26")


def test_proposed_accepted_and_received(person):
    given_an_agreement_for_the_whole_sheet(person)
    kadiatou = a_referral.given_somebody_who_is_accompanied(person)
    when_the_transfer_is_proposed(kadiatou)
    sekou = person("sekou", phone=True).signs_in()
    then_nothing_names_her_before_a_yes(sekou)
    when_it_is_accepted(sekou)
    when_she_is_received(sekou)
    then_it_is_transmitted(kadiatou)
    when_she_comes_back(kadiatou)


def test_unannounced_with_her_card(person):
    given_an_agreement_for_the_whole_sheet(person)
    kadiatou = a_referral.given_somebody_who_is_accompanied(person)
    card = kadiatou.page.locator("h1 small").inner_text()
    nana = person("nana", phone=True).signs_in()
    when_she_is_served_at_once(nana, card)
    then_a_card_that_nobody_holds_reads_the_same(nana)
    then_its_holder_is_told_and_proposes_by_one_press(kadiatou, card)
    sekou = person("sekou", phone=True).signs_in()
    when_she_is_received_under_the_file_she_has(sekou)


def given_an_agreement_for_the_whole_sheet(person):
    fanta, mariam = person("fanta").signs_in(), person("mariam").signs_in()
    fanta.opens("/accords/").follows("Proposer un accord")
    fanta.chooses("Dans quel sens", "Nous transmettons").selects("L’autre partie", "Association Benkadi")
    fanta.chooses("Pour quoi", "Orientation").chooses("Quelles données", "Téléphone et contact sûr")
    fanta.chooses("Quelles données", "Identité : noms, parents, naissance, sexe, nationalité")
    fanta.chooses("Quelles données", "Suivi : besoins, plan, aide reçue, rendez-vous et orientations en cours")
    fanta.fills("Jusqu’au", a_referral.TODAY.replace(year=a_referral.TODAY.year + 1).isoformat())
    fanta.fills("Acte signé", "Protocole 2026-031").presses("Proposer et signer pour nous")
    mariam.opens("/").follows("Service d’accueil des retours").follows("Signer pour notre organisation")
    mariam.presses("Signer pour notre organisation").is_told("L’accord est signé des deux côtés")


def when_the_transfer_is_proposed(kadiatou):
    kadiatou.follows("Transférer à un autre acteur").selects("Où elle va vivre", "Kayes")
    kadiatou.presses("Voir qui travaille là").sees("Présents dans la région, ou avec une offre pour Kayes")
    kadiatou.presses("Association Benkadi 30 00 03 03").sees("ni nom, ni numéro", "vous restez responsable")
    kadiatou.presses("Proposer le transfert").is_told("Dites pourquoi.")
    kadiatou.chooses("Pourquoi", "Elle déménage").chooses("Ce qui est transmis", "Téléphone et contact sûr")
    kadiatou.chooses("Ce qui est transmis", "Identité : noms, parents, naissance, sexe, nationalité")
    kadiatou.chooses("Ce qui est transmis", "Suivi : besoins, plan, aide reçue, rendez-vous et orientations en cours")
    kadiatou.presses("Proposer le transfert").is_told("Le transfert est proposé à Association Benkadi")
    kadiatou.sees("Jusque-là, Service d’accueil des retours reste responsable", "réponse avant le")


def then_nothing_names_her_before_a_yes(sekou):
    sekou.sees("Transferts", "Un transfert vous est proposé").sees_nothing_of(*NAMES)
    sekou.follows("T-26-").sees("Femme, adulte", "Kayes", "Elle déménage", "reste responsable").sees_nothing_of(*NAMES)


def when_it_is_accepted(sekou):
    sekou.chooses("Votre réponse", "Non").presses("Envoyer la réponse").is_told("le motif est compté")
    sekou.chooses("Votre réponse", "Oui, nous allons la recevoir").presses("Envoyer la réponse")
    sekou.is_told("la fiche de liaison est ici").sees("Coulibaly", "66 00 11 22", "reste responsable")
    sekou.follows("Imprimer la fiche").sees("Fiche de liaison", "Coulibaly").follows("← Transfert")
    sekou.follows("Elle n’est pas venue").follows("← Transfert")


def when_she_is_received(sekou):
    sekou.follows("Elle est là : la recevoir").sees("Ses réponses, selon Service d’accueil des retours")
    assert sekou.page.get_by_label("Prénoms").input_value() == "Kadiatou"
    sekou.fills("Prénoms", "Kadidiatou").presses("Elle est reçue").is_told("vous êtes responsable")
    sekou.sees("Kadidiatou Coulibaly", "Reçue par transfert de Service d’accueil des retours")
    sekou.opens("/").sees("Reçues par transfert, à accompagner")


def then_it_is_transmitted(kadiatou):
    kadiatou.opens("/accompagnements/?etat=termines").sees("transmis").follows("Kadiatou Coulibaly")
    kadiatou.sees("Cet accompagnement est transmis", "Association Benkadi est responsable")


def when_she_comes_back(kadiatou):
    kadiatou.follows("reprenez-le").presses("Elle est revenue").is_told("L’accompagnement est repris")
    kadiatou.opens("/transferts/?etat=clos").sees("revenue")


def when_she_is_served_at_once(nana, card):
    nana.opens("/arrivees/sans-convoi/").follows("Elle montre la carte d’un autre acteur")
    nana.sees("On ne la renvoie jamais").presses("Enregistrer et servir").is_told("Écrivez au moins un prénom")
    nana.fills("Numéro de la carte", card).fills("Prénom(s)", "Kadiatou").fills("Nom de famille", "Coulibaly")
    nana.chooses("Souhaite-t-elle que l’acteur qui la suivait soit prévenu", "Oui").chooses("Sexe", "Femme")
    nana.chooses("Aide donnée maintenant", "Repas").selects("Reçue à", "Gogui")
    nana.presses("Enregistrer et servir").is_told("Elle est enregistrée").sees("Si un acteur tient cette carte")


def then_a_card_that_nobody_holds_reads_the_same(nana):
    nana.follows("Noter une autre carte et prévenir l’acteur").fills("Numéro de l’autre carte", "ML-26-990001-3")
    nana.presses("Prévenir l’acteur").is_told("son dernier chiffre ne correspond pas")
    nana.fills("Numéro de l’autre carte", "ML-26-990001-9").presses("Prévenir l’acteur")
    nana.is_told("Si un acteur tient cette carte").sees_nothing_of("Service d’accueil des retours")


def then_its_holder_is_told_and_proposes_by_one_press(kadiatou, card):
    kadiatou.opens("/").waits_for("Elles sont chez un autre acteur", at="/").sees(card).follows(f"Carte {card}")
    kadiatou.sees("s’est présentée chez", "Association Benkadi", "Rien de réservé")
    kadiatou.presses("Proposer le transfert").is_told("Le transfert est proposé à Association Benkadi")
    kadiatou.sees("Elle est déjà là-bas", "reste responsable")


def when_she_is_received_under_the_file_she_has(sekou):
    sekou.follows("T-26-").chooses("Votre réponse", "Oui, nous allons la recevoir").presses("Envoyer la réponse")
    sekou.follows("Elle est là : la recevoir")
    assert sekou.page.get_by_label("Elle a déjà un dossier ici").input_value().startswith("ML-26-")
    sekou.presses("Elle est reçue").is_told("vous êtes responsable").sees("Un transfert vous est proposé")
