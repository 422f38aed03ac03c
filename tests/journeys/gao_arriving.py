"""From the convoy at Gao to the desk at Kayes: counted, helped, named, heard, handed on."""

from tests.journeys import test_an_assessment as an_assessment
from tests.journeys.gao_given import FAMILY, GIVEN_NAMES, NAME, SAFE_NUMBER


def on_the_first_day_she_arrives_at_gao(months, awa):
    awa.opens("/arrivees/").follows("Annoncer un convoi").fills("Jour d’arrivée", months.day())
    awa.fills("Heure prévue", "05:30").selects("Point d’entrée", "Gao, centre d’accueil")
    awa.selects("Pays de départ", "Algérie")
    awa.selects("Type de retour déclaré", "Refoulement, expulsion, éloignement forcé")
    awa.fills("Personnes annoncées, en tout", "30").fills("Source", "Maison du migrant, par téléphone")
    awa.presses("Annoncer ce convoi").sees("30 annoncés, pas encore comptés")


def she_is_helped_before_she_is_named(awa):
    awa.follows("Compter").fills("Total", "28").presses("Noter ce comptage").sees("28 comptés, 30 annoncés")
    awa.follows("Aide à plusieurs").fills("Jetons", "1-28").chooses("Aide donnée", "Eau")
    awa.chooses("Aide donnée", "Repas").presses("Noter l’aide donnée").is_told("ne sont pas encore notés")
    awa.presses("Noter 28 têtes comptées et l’aide").sees("Aide notée pour 28 jetons")
    awa.follows("Enregistrer, jeton 001").fills("Prénom(s)", GIVEN_NAMES)
    awa.fills("Nom de famille, ou nom du père", FAMILY).chooses("Sexe", "Femme").fills("Âge ou naissance", "29")
    awa.fills("Va à", "Yélimané").fills("Téléphone", "76 22 33 44")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré", NAME)


def her_form_is_completed_once_she_has_eaten(awa):
    awa.opens("/dossiers/").follows(NAME).sees("il manque", "n’appelez pas").follows("Compléter l’identité")
    awa.fills("Mère", "Coumba Sissoko").selects("Nationalité", "Mali").selects("Cercle de destination", "Yélimané")
    awa.presses("Enregistrer et continuer plus tard")
    she_says_what_she_agrees_to(awa)
    awa.follows("Relire et terminer").presses("Enregistrer et terminer").is_told("L’enregistrement est complet")
    awa.follows("Imprimer la carte").sees("appelez ce numéro").sees_nothing_of(FAMILY, "76 22 33 44")


def she_says_what_she_agrees_to(agent):
    agent.follows("Recueillir le consentement").sees("L’aide continue")
    for purpose in ("Suivi", "Vérification entre acteurs", "Orientation", "Statistiques"):
        agent.chooses(purpose, "Oui")
    agent.selects("Langue parlée avec la personne", "Soninké").presses("Enregistrer les réponses")
    agent.follows("Noter le contact sûr").fills("Numéro sûr", SAFE_NUMBER).fills("À quelles heures", "le soir")
    agent.fills("Qui peut répondre", "sa tante").chooses("Peut-on venir la voir", "Oui")
    agent.presses("Enregistrer le contact sûr").sees(SAFE_NUMBER)


def a_case_worker_hears_her(kadiatou):
    kadiatou.opens(f"/dossiers/?q={FAMILY}").follows(NAME)
    an_assessment.when_she_is_accompanied(kadiatou)
    an_assessment.when_she_answers_in_private_by_the_keyboard(kadiatou)
    kadiatou.follows("Noter ses besoins")
    needs = (
        ("Soins médicaux (réservé)", "une plaie au pied", "Accueil", "Sociale", "Oui"),
        ("Écoute individuelle (réservé)", "dormir", "Appui psychosocial", "Psychosociale", "Non"),
        ("Formation qualifiante", "apprendre la teinture", "Formation professionnelle", "Économique", "Non"),
        ("Création ou reprise d’une activité", "vendre du savon", "Réinsertion économique", "Économique", "Non"),
    )
    for need in needs[:-1]:
        an_assessment.notes_a_need(kadiatou, *need)
        kadiatou.presses("Noter, puis un autre").is_told("Le besoin est noté")
    an_assessment.notes_a_need(kadiatou, *needs[-1])
    kadiatou.presses("Noter et terminer").sees("vendre du savon", "Besoin réservé")
    kadiatou.follows("Faire le bilan de compétences").selects("Métier", "Couture").selects("Exercé où", "Algérie")
    kadiatou.fills("Combien d’années", "2").presses("Noter ce métier").sees("Algérie, 2 ans")


def the_association_at_kayes_is_asked_to_go_on(kadiatou):
    kadiatou.opens("/accompagnements/").follows(NAME).follows("Transférer à un autre acteur")
    kadiatou.presses("Voir qui travaille là").presses("Association Benkadi 30 00 03 03").sees("ni nom, ni numéro")
    kadiatou.chooses("Pourquoi", "Elle déménage").chooses("Ce qui est transmis", "Téléphone et contact sûr")
    kadiatou.chooses("Ce qui est transmis", "Identité : noms, parents, naissance, sexe, nationalité")
    kadiatou.chooses("Ce qui est transmis", "Suivi : besoins, plan, aide reçue, rendez-vous et orientations en cours")
    kadiatou.chooses("Ses besoins réservés partent-ils aussi", "Non").presses("Proposer le transfert")
    kadiatou.is_told("Le transfert est proposé à Association Benkadi").sees("reste responsable")


def it_says_yes_before_it_reads_who_she_is(sekou):
    sekou.sees("Un transfert vous est proposé").follows("T-26-").sees("Femme, adulte", "Yélimané")
    sekou.sees_nothing_of(FAMILY, SAFE_NUMBER).chooses("Votre réponse", "Oui, nous allons la recevoir")
    sekou.presses("Envoyer la réponse").sees(FAMILY, SAFE_NUMBER, "Formation qualifiante")
    sekou.sees_nothing_of("Soins médicaux", "plaie")


def she_reaches_kayes_and_is_asked_anew(sekou):
    sekou.opens("/").follows("T-26-").follows("Elle est là : la recevoir").presses("Elle est reçue")
    sekou.is_told("vous êtes responsable")
    she_says_what_she_agrees_to(sekou)
    sekou.follows("Relire et terminer").presses("Enregistrer et terminer").is_told("L’enregistrement est complet")
    sekou.presses("Accompagner cette personne").is_told("L’accompagnement est ouvert")
