"""A woman comes alone to the desk; Awa registers her, finds her again by a misspelt name, completes her file."""

import pytest


@pytest.fixture
def awa(person):
    return person("awa", phone=True).signs_in()


def test_one_file(awa, person):
    given_the_text_that_is_said_was_signed(person("hawa"))
    given_a_woman_was_registered_in_the_night(awa)
    when_she_is_looked_for_by_a_misspelt_name(awa)
    when_her_file_is_opened(awa)
    when_her_identity_is_completed(awa)
    when_she_is_asked_and_refuses_the_photo(awa)
    when_she_says_how_to_reach_her_without_harm(awa)
    then_her_file_is_complete(awa)
    then_she_leaves_with_a_card_that_does_not_name_her(awa)
    then_what_was_said_before_is_still_there(awa)
    then_nobody_of_another_organisation_finds_her(person("nana"))


def given_the_text_that_is_said_was_signed(hawa):
    hawa.signs_in().follows("Textes à dire").follows("Français").sees("Un non ne vous enlève aucune aide")
    hawa.fills("Qui répond de ce texte", "Hawa Dembélé").presses("Signer ce texte").sees("Le texte est signé")


def given_a_woman_was_registered_in_the_night(awa):
    awa.opens("/arrivees/").follows("Recevoir sans convoi")
    awa.selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    awa.fills("Prénom(s)", "Kadiatou").fills("Nom de famille, ou nom du père", "Coulibaly").chooses("Sexe", "Femme")
    awa.fills("Âge ou naissance", "27").fills("Téléphone", "76 12 34 56").presses("Enregistrer, jeton suivant")


def when_she_is_looked_for_by_a_misspelt_name(awa):
    awa.opens("/dossiers/").sees("de votre organisation seulement")
    awa.fills("Chercher une personne", "koulibali kadiatu")
    awa.sees("Kadiatou Coulibaly", "27 ans environ", "à compléter")


def when_her_file_is_opened(awa):
    awa.follows("Kadiatou Coulibaly").sees("À faire maintenant", "il manque", "n’appelez pas")


def when_her_identity_is_completed(awa):
    awa.follows("Compléter l’identité")
    awa.fills("Mère", "Assitan Diarra").selects("Nationalité", "Ne sait pas").fills("Naissance ou âge", "31/02/1999")
    awa.presses("Enregistrer et continuer plus tard").is_told("n’est pas une date")
    awa.fills("Naissance ou âge", "vers 1999").fills("Va à", "Sirakoro").selects("Cercle de destination", "Kita")
    awa.presses("Enregistrer et terminer").is_told("mais l’enregistrement n’est pas complet").sees("Sirakoro (Kita)")


def when_she_is_asked_and_refuses_the_photo(awa):
    awa.follows("Recueillir le consentement").sees("L’aide continue", "Avez-vous une question")
    for purpose in ("Suivi", "Vérification entre acteurs", "Orientation", "Statistiques"):
        awa.chooses(purpose, "Oui")
    awa.chooses("Photo", "Non").selects("Langue parlée avec la personne", "Bambara")
    awa.presses("Enregistrer les réponses").is_told("Refusé").sees("L’aide continue", "pas demandé")


def when_she_says_how_to_reach_her_without_harm(awa):
    awa.follows("Noter le contact sûr").fills("Numéro sûr", "66 00 11 22").fills("À quelles heures", "le matin")
    awa.fills("Qui peut répondre", "sa sœur").chooses("Peut-on venir la voir", "Non")
    awa.presses("Enregistrer le contact sûr").sees("pas de visite", "66 00 11 22", "Tout est là")


def then_her_file_is_complete(awa):
    awa.follows("Relire et terminer").presses("Enregistrer et terminer").is_told("L’enregistrement est complet")


def then_she_leaves_with_a_card_that_does_not_name_her(awa):
    awa.follows("Imprimer la carte").sees("appelez ce numéro").sees_nothing_of("Kadiatou", "76 12 34 56")
    awa.fills("Prochain rendez-vous, jour et heure", "mardi 3 mars à 9 h").presses("Mettre sur la carte")
    awa.sees("mardi 3 mars à 9", "Imprimer la carte").sees_nothing_of("Coulibaly")


def then_what_was_said_before_is_still_there(awa):
    awa.follows("← Dossier").follows("Voir les corrections").sees("ne sait pas", "Assitan Diarra", "Awa Sangaré")


def then_nobody_of_another_organisation_finds_her(nana):
    nana.signs_in().opens("/dossiers/?q=coulibaly").sees("Aucun dossier de votre organisation ne répond")
