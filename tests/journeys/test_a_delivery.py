"""Money is prepared with her on a phone, validated, paid by another, signed for, and asked about by somebody else."""

from tests.journeys import test_a_plan as a_plan
from tests.journeys import test_an_assessment as an_assessment
from tests.journeys import test_one_file as one_file


def test_money_from_the_plan_to_her_hands_and_a_question(person):
    a_plan.given_an_agreement(person("fanta").signs_in(), person("drissa").signs_in())
    one_file.given_the_text_that_is_said_was_signed(person("hawa"))
    given_every_delivery_is_checked(person("adama").signs_in())
    kadiatou, aminata = person("kadiatou", phone=True).signs_in(), person("aminata").signs_in()
    a_plan.given_what_is_paid_at_most(aminata)
    an_assessment.given_a_file_that_is_complete(kadiatou)
    an_assessment.when_she_is_accompanied(kadiatou)
    a_plan.when_her_plan_is_written(kadiatou)
    a_plan.then_the_ceiling_is_said(kadiatou)
    a_plan.when_it_is_submitted(kadiatou)
    aminata.opens("/")
    a_plan.when_a_sitting_decides_and_its_minutes_are_signed(aminata)
    a_plan.when_a_grant_pays(aminata)
    when_a_tranche_is_prepared(kadiatou)
    when_it_is_validated(person("modibo").signs_in())
    when_another_pays(person("assetou").signs_in())
    when_she_signs_the_receipt(kadiatou)
    then_somebody_else_asks_her(person("issa", phone=True).signs_in())
    then_its_donor_reads_what_it_did(aminata)


def given_every_delivery_is_checked(adama):
    adama.opens("/seuils/cases.check_one_in/changer/").fills("Nouvelle valeur", "1")
    adama.fills("D’où la tenez-vous", "Note de démarrage").fills("Pourquoi ce changement", "Pendant l’ouverture")
    adama.presses("Enregistrer la nouvelle valeur")


def when_a_tranche_is_prepared(kadiatou):
    kadiatou.opens("/").follows("Kadiatou Coulibaly").follows("Préparer une remise").sees("Il reste 500")
    kadiatou.fills("Montant, en F CFA", "600 000").chooses("Comment c’est remis", "Chèque")
    kadiatou.presses("Préparer cette remise").is_told("il reste 500")
    kadiatou.fills("Montant, en F CFA", "300 000").presses("Préparer cette remise").is_told("La remise est préparée")


def when_it_is_validated(modibo):
    modibo.opens("/").sees("1 remise attend", "300 000").follows("R-").sees_nothing_of("Coulibaly")
    modibo.presses("Valider cette remise").is_told("La remise est validée").sees("un autre compte la paie")


def when_another_pays(assetou):
    assetou.opens("/").sees("Remises à payer").follows("R-").follows("Payer").presses("Noter le paiement")
    assetou.is_told("Donnez le numéro de la pièce").fills("Numéro de la pièce", "Chèque 41")
    assetou.presses("Noter le paiement").is_told("Le paiement est noté")


def when_she_signs_the_receipt(kadiatou):
    kadiatou.opens("/").sees("À remettre cette semaine").follows("Kadiatou Coulibaly")
    kadiatou.follows("R-").follows("Voir et imprimer le reçu").sees("trois cent mille francs CFA", "Données inventées")
    kadiatou.follows("Remise").follows("Noter le reçu signé").chooses("Qui a reçu", "Elle-même")
    kadiatou.chooses("Le reçu porte", "Empreinte du pouce").presses("Noter ce reçu").is_told("Le reçu est noté")


def then_somebody_else_asks_her(issa):
    issa.opens("/").sees("1 remise tirée").sees_nothing_of("Coulibaly").follows("Dossier A-")
    issa.sees("Avant d’appeler").sees_nothing_of("300 000").chooses("Comment vous l’avez jointe", "Appel")
    issa.chooses("A-t-elle reçu cette aide", "Une partie").fills("Combien, d’après elle", "250 000")
    issa.chooses("Quelqu’un lui a-t-il demandé", "Non").presses("Noter sa réponse").is_told("vérification est notée")
    issa.opens("/avis/").sees("La vérification d’une remise ne concorde pas")


def then_its_donor_reads_what_it_did(aminata):
    aminata.opens("/").follows("Subventions").follows("Appui aux retours").sees("300 000", "Reçu signé", "A-")
    aminata.sees_nothing_of("Coulibaly")
