"""A plan is written with the person, asked of another organisation, decided at a sitting, funded, and told to her. At
360 pixels on both sides."""

import datetime as dt

from tests.journeys import test_an_assessment as an_assessment
from tests.journeys import test_one_file as one_file

TODAY = dt.datetime.now(dt.UTC).date()
PLAN = "Plan : aide demandée, montant, âge, sexe et région, sous le numéro du dossier"
WHAT = "Petit commerce de céréales"


def test_a_plan_from_its_first_line_to_the_money(person):
    given_an_agreement(person("fanta").signs_in(), person("drissa").signs_in())
    one_file.given_the_text_that_is_said_was_signed(person("hawa"))
    kadiatou, aminata = person("kadiatou", phone=True).signs_in(), person("aminata", phone=True).signs_in()
    given_what_is_paid_at_most(aminata)
    an_assessment.given_a_file_that_is_complete(kadiatou)
    an_assessment.when_she_is_accompanied(kadiatou)
    when_her_plan_is_written(kadiatou)
    then_the_ceiling_is_said(kadiatou)
    when_it_is_submitted(kadiatou)
    then_whoever_pays_reads_a_number_and_no_name(aminata)
    when_a_sitting_decides_and_its_minutes_are_signed(aminata)
    then_she_is_told_that_the_money_is_not_there_yet(kadiatou)
    when_a_grant_pays(aminata)
    then_she_is_told_that_it_is(kadiatou)


def given_an_agreement(fanta, drissa):
    fanta.opens("/accords/").follows("Proposer un accord")
    fanta.chooses("Dans quel sens", "Nous transmettons").selects("L’autre partie", "Agence Djigui")
    fanta.chooses("Pour quoi", "Orientation").chooses("Quelles données", PLAN)
    fanta.fills("Jusqu’au", (TODAY + dt.timedelta(days=90)).isoformat()).fills("Acte signé", "Convention 2026-11")
    fanta.presses("Proposer et signer pour nous").is_told("Il attend l’autre signature")
    drissa.opens("/").follows("Service d’accueil des retours").follows("Signer pour notre organisation")
    drissa.presses("Signer pour notre organisation").is_told("L’accord est signé des deux côtés")


def given_what_is_paid_at_most(aminata):
    aminata.opens("/").follows("Plafonds").sees("Aucun plafond encore").follows("Fixer un plafond")
    aminata.selects("Aide", "Création ou reprise d’une activité").fills("Plafond par personne", "550 000")
    aminata.fills("À partir du", TODAY.isoformat()).fills("Acte", "Décision 2026-04")
    aminata.presses("Fixer le plafond").is_told("Le plafond est fixé").sees("en vigueur")


def when_her_plan_is_written(kadiatou):
    kadiatou.follows("Rédiger le plan").presses("Ouvrir le brouillon").is_told("Écrivez ce qu’elle veut atteindre")
    kadiatou.fills("Ce que la personne veut atteindre", "vendre des céréales à Kita").presses("Ouvrir le brouillon")
    kadiatou.follows("Ajouter une ligne").selects("Aide", "Création ou reprise d’une activité").presses("Continuer")
    kadiatou.sees("Création ou reprise d’une activité").chooses("Pilier", "Réinsertion économique")
    kadiatou.chooses("Dimension", "Économique").chooses("Pour qui", "Une personne ou son ménage")
    kadiatou.fills("Ce qui sera fait", WHAT).fills("Coût en F CFA", "600 000")
    payer = kadiatou.page.get_by_label("Qui paie").locator("option", has_text="Agence Djigui").inner_text()
    kadiatou.selects("Qui paie", payer).presses("Ajouter au plan")


def then_the_ceiling_is_said(kadiatou):
    kadiatou.is_told("Agence Djigui paie au plus 550").sees("Décision 2026-04")
    kadiatou.fills("Coût en F CFA", "550 000").presses("Ajouter au plan").is_told("Ligne ajoutée")


def when_it_is_submitted(kadiatou):
    kadiatou.sees("Jamais le nom").presses("Soumettre le plan").is_told("Le plan est soumis").sees("plan soumis")


def then_whoever_pays_reads_a_number_and_no_name(aminata):
    aminata.opens("/").sees("1 demande attend", WHAT).sees_nothing_of("Coulibaly", "Kadiatou Coulibaly")


def when_a_sitting_decides_and_its_minutes_are_signed(aminata):
    aminata.follows("Noter une séance").fills("Séance du", TODAY.isoformat())
    aminata.fills("Qui siège", "Directrice, Agence Djigui").presses("Noter la séance").sees("1 demande à décider")
    aminata.chooses("Décision", "Rejetée").presses("Noter ces décisions").is_told("Choisissez le motif")
    aminata.chooses("Décision", "Retenue").fills("Montant retenu", "500 000").presses("Noter ces décisions")
    aminata.is_told("1 décision notée").follows("Clore par le procès-verbal signé")
    aminata.fills("Procès-verbal signé", "PV 2026-03").presses("Clore la séance").is_told("La séance est close")


def then_she_is_told_that_the_money_is_not_there_yet(kadiatou):
    kadiatou.opens("/").sees("1 personne à qui dire une décision").follows("Kadiatou Coulibaly")
    kadiatou.sees("ne promettez pas de date", "plan approuvé, non financé")
    kadiatou.presses("C’est dit à la personne").is_told("la personne sait ce qui a été décidé")


def when_a_grant_pays(aminata):
    aminata.follows("Subventions").follows("Noter une subvention").fills("Nom de la subvention", "Appui aux retours")
    aminata.fills("Référence", "DJ-2").fills("Bailleur", "Bailleur inventé").fills("Montant promis", "2 000 000")
    aminata.fills("À partir du", TODAY.isoformat()).fills("Jusqu’au", (TODAY + dt.timedelta(days=90)).isoformat())
    aminata.fills("Acte", "Convention DJ-2").presses("Noter la subvention").follows("Affecter une subvention")
    aminata.page.get_by_role("checkbox").first.check()
    grant = aminata.page.get_by_label("Subvention qui paie").locator("option", has_text="Appui").inner_text()
    aminata.selects("Subvention qui paie", grant).presses("Financer les demandes choisies")
    aminata.is_told("1 demande financée").follows("Subventions").sees("1 500 000")


def then_she_is_told_that_it_is(kadiatou):
    kadiatou.opens("/avis/").sees("Une décision est à dire à une personne que vous accompagnez")
    kadiatou.opens("/").follows("Kadiatou Coulibaly").sees("plan financé", "Agence Djigui a l’argent")
    kadiatou.presses("C’est dit à la personne").sees_nothing_of("Dites-le à la personne")
