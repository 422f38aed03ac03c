"""The money: two bodies decide without her name, three hands give it, somebody else asks her."""

from tests.journeys.gao_given import FAMILY, GIVEN_NAMES, NAME, SAFE_NUMBER, SOAP, TUB


def each_decides_at_a_sitting_and_neither_reads_her_name(months, aminata, lala):
    for payer, what in ((aminata, SOAP), (lala, TUB)):
        payer.opens("/").sees("1 demande attend", what).sees_nothing_of(FAMILY, GIVEN_NAMES, SAFE_NUMBER)
        payer.follows("Noter une séance").fills("Séance du", months.day())
        payer.fills("Qui siège", "Directrice").presses("Noter la séance").sees("1 demande à décider")
        payer.sees_nothing_of(FAMILY, GIVEN_NAMES)
    aminata.chooses("Décision", "Retenue").fills("Montant retenu", "450 000")
    lala.chooses("Décision", "Rejetée").presses("Noter ces décisions").is_told("Choisissez le motif")
    lala.selects("Motif", "Plus d’argent à cette séance")
    lala.fills("Ce qui sera dit", "Le centre vous prête un bac pendant la formation.")
    for payer in (aminata, lala):
        payer.presses("Noter ces décisions").is_told("1 décision notée").follows("Clore par le procès-verbal signé")
        payer.fills("Procès-verbal signé", "PV 2026-07").presses("Clore la séance").is_told("La séance est close")


def she_is_told_both_answers(sekou):
    sekou.opens("/").sees("1 personne à qui dire une décision").follows(NAME)
    sekou.sees("ne promettez pas de date", "Le centre vous prête un bac")
    for _ in range(2):
        sekou.presses("C’est dit à la personne").is_told("la personne sait ce qui a été décidé")
    sekou.follows("Décider de la suite des lignes rejetées")
    sekou.page.get_by_role("button", name="Y renoncer : " + TUB).click()
    sekou.sees("plan approuvé")


def the_money_comes_and_three_hands_give_it(months, aminata, sekou, modibo, assetou):
    aminata.opens("/").follows("Subventions").follows("Noter une subvention")
    aminata.fills("Nom de la subvention", "Appui aux retours").fills("Référence", "DJ-2")
    aminata.fills("Bailleur", "Bailleur inventé").fills("Montant promis", "2 000 000")
    aminata.fills("À partir du", months.day()).fills("Jusqu’au", months.day(months.length))
    aminata.fills("Acte", "Convention DJ-2").presses("Noter la subvention").follows("Affecter une subvention")
    aminata.page.get_by_role("checkbox").first.check()
    grant = aminata.page.get_by_label("Subvention qui paie").locator("option", has_text="Appui").inner_text()
    aminata.selects("Subvention qui paie", grant).presses("Financer les demandes choisies")
    aminata.is_told("1 demande financée")
    sekou.opens("/").follows(NAME).sees("Agence Djigui a l’argent").presses("C’est dit à la personne")
    sekou.follows("Préparer une remise").sees("Il reste 450").chooses("Comment c’est remis", "Espèces")
    sekou.presses("Préparer cette remise").is_told("La remise est préparée")
    modibo.signs_in().sees("1 remise attend").follows("R-").sees_nothing_of(FAMILY)
    modibo.presses("Valider cette remise").is_told("La remise est validée")
    assetou.signs_in().sees("Remises à payer").follows("R-").follows("Payer").fills("Numéro de la pièce", "BC 12")
    assetou.presses("Noter le paiement").is_told("Le paiement est noté").sees_nothing_of(FAMILY)


def she_signs_and_somebody_else_asks_her(sekou, seydou):
    sekou.opens("/").sees("À remettre cette semaine").follows(NAME).follows("R-").follows("Noter le reçu signé")
    sekou.chooses("Qui a reçu", "Elle-même").chooses("Le reçu porte", "Signature")
    sekou.presses("Noter ce reçu").is_told("Le reçu est noté")
    seydou.signs_in().sees("1 remise tirée").sees_nothing_of(FAMILY).follows("Dossier A-").sees("Avant d’appeler")
    seydou.chooses("Comment vous l’avez jointe", "Appel").chooses("A-t-elle reçu cette aide", "Oui, tout")
    seydou.chooses("Quelqu’un lui a-t-il demandé", "Non").presses("Noter sa réponse")
    seydou.is_told("vérification est notée")
