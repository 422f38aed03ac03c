"""A child alone at a post: confided on a phone, held by one, verified by another, handed over; seen by nobody else."""

from playwright.sync_api import expect

WORRY = "Il dort seul au poste, et un homme dit être son oncle"
FATHER = "Bakary Sidibé"
HIDDEN = (WORRY, FATHER, "Z-26-")


def test_a_restricted_file(person):
    given_an_authority_for_children(person("adama").signs_in())
    awa = person("awa", phone=True).signs_in()
    address = when_awa_confides_a_child(awa)
    assa = person("assa", phone=True).signs_in()
    number = when_assa_accepts_and_names_her_deputy(assa)
    then_the_desk_and_its_administrator_see_nothing(person, awa, address, number)
    when_assa_protects_him_and_notes_a_claim(assa, number)
    nouhoum = person("nouhoum", phone=True).signs_in()
    when_her_deputy_verifies_it(nouhoum, number)
    then_he_is_handed_over_with_minutes(assa, number)
    then_the_authority_reads_it_and_the_secretariat_counts(person, number)


def given_an_authority_for_children(adama):
    adama.opens("/dossiers-restreints/autorite/").selects("Service de l’État", "Direction de l’enfance (démonstration)")
    adama.fills("Acte qui le dit", "Acte inventé 2026-001").presses("Désigner ce service").is_told("C’est dit")


def when_awa_confides_a_child(awa) -> str:
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    awa.fills("Prénom(s)", "Amara").fills("Nom de famille", "Sidibé").chooses("Sexe", "Homme")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré")
    awa.opens("/dossiers/").fills("Chercher", "Amara Sidibé").presses("Chercher")
    awa.follows("Amara Sidibé")
    address = awa.page.url
    awa.follows("Confier à part").sees("Mettez la personne à l’abri des regards")
    awa.presses("Confier").is_told("2 réponses à corriger")
    awa.chooses("Pour qui", "Un enfant\u00a0: seul, séparé des siens, ou en danger").fills(
        "Ce qui vous inquiète", WORRY
    )
    awa.presses("Confier").is_told("C’est confié").sees("1 dossier restreint").sees_nothing_of(WORRY, "Amara")
    return address


def when_assa_accepts_and_names_her_deputy(assa) -> str:
    assa.opens("/avis/").sees("1 dossier restreint").sees_nothing_of(WORRY, "Amara")
    assa.opens("/").sees("1 dossier restreint à accepter").follows("Mes dossiers restreints").sees("À accepter")
    assa.page.get_by_role("button", name="Accepter").first.click()
    assa.is_told("Ce dossier est à vous").sees("Voir l’enfant et le mettre en sécurité").sees_nothing_of("Amara", WORRY)
    number = assa.page.locator("h1 small").inner_text()
    _reads(assa, "Ce qui a inquiété").sees(WORRY)
    assa.opens("/dossiers-restreints/").follows(number).follows("En nommer un")
    assa.chooses("À qui", "Nouhoum Berthé, suppléant").presses("Proposer ce dossier").is_told("C’est proposé")
    return number


def then_the_desk_and_its_administrator_see_nothing(person, awa, address, number):
    for she in (awa, person("kadiatou").signs_in(), person("fanta").signs_in()):
        pages = ["/", "/avis/"] + ([address] if she.key != "fanta" else ["/journal/"])
        for page in pages:
            she.opens(page).sees_nothing_of(*HIDDEN, number)


def when_assa_protects_him_and_notes_a_claim(assa, number):
    _opens(assa, number).follows("Noter une mesure d’urgence").sees("groupe armé")
    assa.fills("Ce qui est fait", "Famille d’accueil cette nuit").fills("Par qui", "Service social")
    assa.presses("Noter une mesure d’urgence").is_told("C’est gardé, scellé").sees(
        "Commencer la recherche de sa famille"
    )
    assa.follows("Établir le PV de remise").sees("Pas encore possible")
    _opens(assa, number).follows("Noter une déclaration").fills("Prénoms et nom de qui se déclare", FATHER)
    assa.chooses("Sexe", "Homme").chooses("Ce qu’elle ou il dit être pour l’enfant", "Mère ou père")
    assa.presses("Garder cette déclaration").is_told("Une autre personne la vérifie")
    assa.follows("Noter un accord").chooses("Qui donne son accord", "L’autorité").fills(
        "Nom et qualité", "Juge des enfants"
    )
    assa.fills("À quoi", "La remise à son père").presses("Noter un accord").is_told("C’est gardé")
    _reads(assa, "Vérification du lien").sees(FATHER, "quelqu’un d’autre la vérifie")


def when_her_deputy_verifies_it(nouhoum, number):
    nouhoum.opens("/dossiers-restreints/")
    nouhoum.page.get_by_role("button", name="Accepter").first.click()
    _reads(nouhoum, "Vérification du lien").sees(FATHER, "Père").follows("Donner un avis")
    nouhoum.chooses("Ce lien est", "Vérifié").fills(
        "Ce qui a été vérifié, et comment", "Acte vu, deux voisins entendus"
    )
    nouhoum.presses("Garder cet avis").is_told("est gardé")


def then_he_is_handed_over_with_minutes(assa, number):
    _opens(assa, number).follows("Établir le PV de remise")
    assa.page.get_by_role("group", name="Lien vérifié").locator("label").first.click()
    assa.fills("Remis à", FATHER).fills("Pièce d’identité vue", "Carte NINA").fills(
        "Autorité présente", "Chef du service"
    )
    assa.fills("Témoins", "Deux voisins").fills("Lieu de la remise", "Mairie")
    assa.fills("Ce que dit l’enfant, mot à mot", "Je suis content")
    assa.presses("Établir le PV de remise").is_told("C’est gardé").sees("Première visite après la remise")
    _reads(assa, "PV de remise").sees("Procès-verbal de remise", FATHER, "Données inventées")
    expect(assa.page.locator(".paper").get_by_text("Je suis content")).to_have_count(0)


def then_the_authority_reads_it_and_the_secretariat_counts(person, number):
    kalifa = person("kalifa").signs_in()
    kalifa.opens("/dossiers-restreints/").sees("Service d’accueil des retours").follows(number)
    _reads(kalifa, "Ce qui a inquiété").sees(WORRY)
    person("salimata").signs_in().opens("/dossiers-restreints/chiffres/").sees("moins de 10")


def _opens(she, number):
    return she.opens("/dossiers-restreints/").follows(number)


def _reads(she, section: str):
    """From a file's page: the reason, then what the section holds."""
    she.page.get_by_role("link", name=f"Lire {section}", exact=True).first.click()
    she.chooses("Pourquoi ouvrir cette rubrique", "Préparer l’étape suivante").presses("Ouvrir")
    return she
