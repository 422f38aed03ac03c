"""Two sides sign one agreement: nobody alone puts it in force, and either may end it."""

import datetime as dt

TODAY = dt.datetime.now(dt.UTC).date()


def test_two_sides_sign_an_agreement(person):
    fanta, mariam = person("fanta").signs_in(), person("mariam", phone=True).signs_in()
    when_one_side_proposes(fanta)
    then_it_waits_for_the_other_and_cannot_be_signed_alone(fanta)
    when_the_other_signs(mariam)
    then_both_read_that_it_is_in_force(fanta, mariam)
    when_one_side_ends_it(fanta)
    then_the_other_reads_why(mariam)


def test_a_refusal_is_read_by_who_proposed(person):
    fanta, mariam = person("fanta", phone=True).signs_in(), person("mariam").signs_in()
    when_one_side_proposes(fanta)
    mariam.opens("/accords/").follows("Service d’accueil des retours").follows("Refuser cet accord")
    mariam.presses("Refuser cet accord").is_told("Dites pourquoi en une phrase")
    mariam.fills("Pourquoi", "Le téléphone n’est pas nécessaire").presses("Refuser cet accord")
    mariam.is_told("L’accord est refusé")
    fanta.opens("/accords/").page.get_by_text("1 accord passé").click()
    fanta.follows("Association Benkadi").sees("Le téléphone n’est pas nécessaire").sees_nothing_of("Mariam Dolo")


def when_one_side_proposes(fanta):
    fanta.opens("/accords/").sees("Rien : aucun accord en vigueur").follows("Proposer un accord")
    fanta.presses("Proposer et signer pour nous").is_told("Dites qui transmet et qui reçoit")
    fanta.chooses("Dans quel sens", "Nous transmettons").selects("L’autre partie", "Association Benkadi")
    fanta.chooses("Pour quoi", "Orientation").chooses("Quelles données", "Téléphone et contact sûr")
    fanta.fills("Jusqu’au", (TODAY + dt.timedelta(days=20)).isoformat()).fills("Acte signé", "Protocole 2026-014")
    fanta.presses("Proposer et signer pour nous").is_told("Il attend l’autre signature")


def then_it_waits_for_the_other_and_cannot_be_signed_alone(fanta):
    fanta.sees("attend l’autre signature", "Retirer notre proposition", "signé pour Service d’accueil des retours")
    fanta.sees_nothing_of("Signer pour notre organisation")


def when_the_other_signs(mariam):
    mariam.opens("/").sees("1 accord attend notre signature").follows("Service d’accueil des retours")
    mariam.sees("Protocole 2026-014", "Téléphone et contact sûr").sees_nothing_of("Fanta Coulibaly")
    mariam.follows("Signer pour notre organisation").sees("Le consentement de chaque personne reste demandé")
    mariam.presses("Signer pour notre organisation").is_told("L’accord est signé des deux côtés")


def then_both_read_that_it_is_in_force(fanta, mariam):
    for somebody in (fanta, mariam):
        somebody.opens("/accords/").sees("finit dans 20 jours")
    fanta.opens("/").sees("1 accord finit bientôt")


def when_one_side_ends_it(fanta):
    fanta.opens("/accords/").follows("Association Benkadi").follows("Dénoncer cet accord")
    fanta.fills("Pourquoi", "Le projet est fini").presses("Dénoncer cet accord").is_told("plus rien n’est transmis")


def then_the_other_reads_why(mariam):
    mariam.opens("/accords/").page.get_by_text("1 accord passé").click()
    mariam.follows("Service d’accueil des retours").sees("dénoncé", "Le projet est fini")
