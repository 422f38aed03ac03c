"""Where she lives: her plan, a trade, visits, what she says of it, the end, her own file."""

from tests.journeys import test_an_assessment as an_assessment
from tests.journeys.gao_given import FAMILY, HER_PLACE, NAME, SAFE_NUMBER, SOAP, TRADE, TUB


def her_needs_are_noted_where_she_lives(sekou):
    sekou.follows("Noter un besoin d’abord")
    an_assessment.notes_a_need(
        sekou, "Formation qualifiante", "apprendre la teinture", "Formation professionnelle", "Économique", "Non"
    )
    sekou.presses("Noter, puis un autre").is_told("Le besoin est noté")
    an_assessment.notes_a_need(
        sekou, "Création ou reprise d’une activité", "vendre du savon", "Réinsertion économique", "Économique", "Non"
    )
    sekou.presses("Noter et terminer").sees("vendre du savon")


def a_plan_asks_two_organisations(sekou):
    sekou.follows("Rédiger le plan").fills("Ce que la personne veut atteindre", "vendre du savon teint à Yélimané")
    sekou.presses("Ouvrir le brouillon")
    sekou.follows("Ajouter une ligne").follows("Création ou reprise d’une activité")
    a_line(sekou, SOAP, "500 000", "Agence Djigui")
    sekou.follows("Ajouter une ligne").selects("Aide", "Équipement, outils, fonds de roulement").presses("Continuer")
    sekou.chooses("Pilier", "Formation professionnelle").chooses("Dimension", "Économique")
    a_line(sekou, TUB, "75 000", "Centre de formation Yiriwa")
    sekou.sees("Jamais le nom").presses("Soumettre le plan").is_told("Le plan est soumis")


def a_line(sekou, what, cost, payer):
    sekou.chooses("Pour qui", "Une personne ou son ménage")
    sekou.fills("Ce qui sera fait", what).fills("Coût en F CFA", cost)
    option = sekou.page.get_by_label("Qui paie").locator("option", has_text=payer).inner_text()
    sekou.selects("Qui paie", option).presses("Ajouter au plan").is_told("Ligne ajoutée")


def the_centre_takes_her_and_reads_no_need(sekou, bakary):
    sekou.opens("/accompagnements/").follows(NAME).follows("Orienter vers un service")
    sekou.page.get_by_role("button", name="Formation qualifiante").click()
    sekou.sees("4 places libres")
    sekou.presses(f"Orienter vers {TRADE}, deux mois").chooses("Urgence", "Ordinaire")
    sekou.chooses("Ce qui est transmis", "Identité : noms, parents, naissance, sexe, nationalité")
    sekou.presses("Envoyer l’orientation").is_told("L’orientation est envoyée à Centre de formation Yiriwa")
    bakary.signs_in().sees("1 orientation attend votre réponse").sees_nothing_of(FAMILY)
    bakary.follows("Formation qualifiante").chooses("Votre réponse", "Oui, nous la recevons")
    bakary.presses("Envoyer la réponse").is_told("elle est acceptée").sees(FAMILY)
    bakary.sees_nothing_of("savon teint", "Réinsertion économique", "450", SAFE_NUMBER)


def she_is_visited(months, sekou, due, received, business=""):
    """The visit that the schedule asks for, under its own name."""
    sekou.opens("/accompagnements/").follows(NAME).sees(f"Prochaine visite : {due}").follows("Noter une visite")
    sekou.chooses("Comment", HER_PLACE).fills("Jour de la visite", months.day())
    sekou.chooses("A-t-elle vraiment reçu", received)
    if business:
        sekou.chooses("L’activité soutenue marche-t-elle", business)
    sekou.presses("Noter la visite").is_told("La visite est notée")


def the_centre_says_what_she_learnt(bakary):
    bakary.opens("/").follows("Orientations").follows("En cours").follows("Formation qualifiante")
    bakary.follows("Dire ce qui a été fait").chooses("Ce qui a été fait", "Service rendu")
    bakary.presses("Clore l’orientation").is_told("l’orientation est close")


def what_she_needed_is_covered(sekou):
    sekou.opens("/accompagnements/").follows(NAME).follows("Centre de formation Yiriwa").sees("Et le besoin")
    sekou.presses("Le besoin est couvert").sees("Besoin couvert")
    sekou.follows("Changer l’état : Création ou reprise d’une activité, vendre du savon")
    sekou.chooses("Où en est ce besoin", "Couvert\u00a0: elle a reçu cette aide").presses("Enregistrer")


def she_says_how_she_lives_now(sekou):
    sekou.opens("/accompagnements/").follows(NAME).page.get_by_text("Autres gestes").click()
    sekou.follows("Noter son avis sur l’aide").chooses("Comment", HER_PLACE)
    sekou.chooses("L’aide, dans l’ensemble", "Satisfaite").presses("Noter son avis")
    sekou.page.get_by_text("Autres gestes").click()
    sekou.follows("Poser le questionnaire").chooses("À quel moment", "À la clôture").chooses("Comment", HER_PLACE)
    sekou.presses("Commencer").chooses("1. Êtes-vous satisfaite", "Satisfaite")
    sekou.chooses("7. Travaillez-vous", "Oui").presses("Suite").presses("Suite")
    sekou.presses("Terminer le questionnaire").is_told("Le questionnaire est terminé")


def nobody_is_needed_any_more(sekou):
    sekou.follows(f"← {NAME}").follows("Clore").sees("Où en sont les choses")
    sekou.chooses("Pourquoi il se termine", "Plan achevé, situation stable").presses("Clore")
    sekou.is_told("L’accompagnement est clos")


def she_leaves_with_her_own_file(sekou):
    """At her request: what was done for her, and to whom her data went, by function."""
    sekou.follows("Ouvrir son dossier").follows("Imprimer son dossier")
    for section in ("Vos besoins", "Votre plan", "Ce que vous avez reçu", "À qui vos données ont été transmises"):
        sekou.chooses("Sections à imprimer", section)
    sekou.presses("Préparer l’impression").sees("vendre du savon", SOAP, "450", "Centre de formation Yiriwa")
    sekou.sees("Association Benkadi, chargé d’accompagnement").sees_nothing_of("Bakary", "Modibo", "Assétou")
    sekou.follows("← Dossier").follows("Accompagnée par")
