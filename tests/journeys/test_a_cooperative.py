"""« Une coopérative de douze »: seven people of return of two organisations and five of the place; its grant, its first
tranche, one who leaves and one who dies."""

GIVEN = """
import django
django.setup()
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import granted
from benkan.demo.cast import account_of
from benkan.groups.tests.factories import a_group
from benkan.groups.writes.members import link_member
from benkan.organisations.acting import acting_for, entered
from benkan.people.writes.consents import sign_for_demonstration
with entered(door="open"):
    hawa, kadiatou, sekou, aminata = (account_of(key) for key in ("hawa", "kadiatou", "sekou", "aminata"))
with acting_for(hawa) as by:
    sign_for_demonstration(by=by)
with acting_for(kadiatou) as by:
    a_group(by, returnees=5, hosts=4)
with acting_for(sekou) as by:
    for name in ("Fatim", "Rokia"):
        print(accompanied(by, given_names=name).number)
with acting_for(aminata) as by:
    granted(by, amount=5_000_000)
"""


def test_a_cooperative_of_twelve(platform, person):
    numbers = given_nine_members_and_two_to_link(platform)
    kadiatou, sekou = person("kadiatou").signs_in(), person("sekou", phone=True).signs_in()
    when_a_partner_links_its_own(kadiatou, sekou, numbers)
    then_the_group_of_twelve_begins(kadiatou)
    when_money_is_asked(kadiatou)
    then_two_decide(kadiatou, *(person(key).signs_in() for key in ("aminata", "tenin")))
    then_three_pay(kadiatou, person("modibo").signs_in(), person("assetou", phone=True).signs_in())
    when_one_leaves_and_one_dies(kadiatou)
    then_accounts_and_follow_up_are_kept(kadiatou)
    then_works_of_the_commune_stand_apart(kadiatou)
    then_the_secretariat_counts_without_a_name(person("salimata").signs_in())


def given_nine_members_and_two_to_link(platform) -> list[str]:
    return platform.tell(GIVEN).split()


def when_a_partner_links_its_own(kadiatou, sekou, numbers):
    kadiatou.follows("Projets").follows("Coopérative Jigiya").follows("Ouvrir à un partenaire")
    kadiatou.selects("Organisation", "Association Benkadi").presses("Ouvrir").is_told("Ce partenaire lit maintenant")
    for number in numbers:
        sekou.opens("/projets/").follows("Coopérative Jigiya").follows("Inscrire une personne accompagnée")
        sekou.fills("Numéro de l’accompagnement", number).chooses("Le souhaite-t-elle", "Oui, elle l’a dit")
        sekou.presses("Inscrire").is_told("Elle est membre")
    sekou.sees("Fatim Traoré", "Membre accompagnée par un acteur").sees_nothing_of("Kadiatou Traoré")


def then_the_group_of_twelve_begins(kadiatou):
    kadiatou.opens("/projets/").follows("Coopérative Jigiya").follows("Compter un membre de la localité")
    kadiatou.chooses("Femme ou homme", "Femme").presses("Compter").is_told("Les parts sont refaites")
    kadiatou.sees("12\u00a0membres", "7\u00a0personnes de retour", "8,34\u00a0%").sees_nothing_of("Fatim", "Rokia")
    kadiatou.presses("L’activité commence").is_told("trésorière")
    kadiatou.opens("/projets/").follows("Coopérative Jigiya").presses("Tient l’argent : numéro 2")
    kadiatou.is_told("tient l’argent du groupe").presses("L’activité commence").is_told("Le projet est en activité")


def when_money_is_asked(kadiatou):
    kadiatou.follows("Demander un financement").selects("Qui paierait", "Agence Djigui")
    kadiatou.fills("Pour quoi", "Périmètre maraîcher").fills("Montant demandé", "2 000 000")
    kadiatou.presses("Déposer la demande").is_told("La demande est devant qui paierait")


def then_two_decide(kadiatou, aminata, tenin):
    aminata.opens("/").follows("Coopérative Jigiya").sees_nothing_of("Kadiatou Traoré", "Fatim")
    aminata.follows("Retenir").selects("Sur quelle subvention", "Appui aux retours").presses("Noter la décision")
    aminata.is_told("un second compte confirme").presses("Confirmer").is_told("un autre compte le fait")
    tenin.opens("/").sees("décision à confirmer").follows("Coopérative Jigiya").presses("Confirmer")
    tenin.is_told("L’accord est confirmé").follows("Prévoir une tranche").fills("Montant de la tranche", "1 200 000")
    tenin.fills("Ce qui doit être montré", "Deux devis").presses("Prévoir").is_told("La tranche est prévue")
    kadiatou.opens("/projets/").follows("Coopérative Jigiya").follows("Noter ce qui a été vu, tranche 1")
    kadiatou.fills("Ce qui a été vu", "Deux devis vus").presses("Noter").is_told("C’est noté")


def then_three_pay(kadiatou, modibo, assetou):
    kadiatou.opens("/").sees("tranche à préparer").follows("Coopérative Jigiya").presses("Préparer la tranche 1")
    kadiatou.is_told("un autre compte, chez qui paie, la valide")
    modibo.opens("/").sees("tranche à valider").follows("Coopérative Jigiya").sees_nothing_of("Kadiatou Traoré")
    modibo.presses("Valider la tranche 1").is_told("un troisième compte la paie").sees("un autre compte la paie")
    assetou.opens("/").sees("tranche à payer").follows("Coopérative Jigiya").follows("Payer la tranche 1")
    assetou.fills("Numéro du reçu signé", "R-001").presses("Noter le paiement").is_told("La tranche est payée")


def when_one_leaves_and_one_dies(kadiatou):
    kadiatou.opens("/projets/").follows("Coopérative Jigiya").follows("N’est plus membre : numéro 1")
    kadiatou.chooses("Pourquoi", "Est partie de son gré").fills("Quel jour", _today())
    kadiatou.chooses("Que devient sa part", "Rachetée par le groupe").presses("Noter").is_told("C’est noté")
    kadiatou.sees("11\u00a0membres").follows("N’est plus membre : numéro 3")
    kadiatou.chooses("Pourquoi", "Est décédée").fills("Quel jour", _today())
    kadiatou.chooses("Que devient sa part", "Reprise par un héritier, qui devient membre")
    kadiatou.chooses("L’héritier est", "Homme").presses("Noter").sees("11\u00a0membres", "2\u00a0anciens membres")


def then_accounts_and_follow_up_are_kept(kadiatou):
    kadiatou.follows("Noter une ligne").chooses("Reçu ou dépensé", "Reçu").fills("Montant", "1 200 000")
    kadiatou.fills("Numéro du reçu", "R-001").presses("Noter la ligne").sees("Il reste 1\u202f200\u202f000")
    kadiatou.follows("Noter un suivi").chooses("Quel suivi", "Une autre visite").chooses("L’activité", "Marche")
    kadiatou.presses("Noter le suivi").is_told("Le suivi est noté").sees("activité marche")
    kadiatou.follows("Dissoudre le projet").sees("Que devient l’équipement").follows("Renoncer")


def then_works_of_the_commune_stand_apart(kadiatou):
    kadiatou.opens("/projets/").follows("Noter un projet communautaire").fills("Nom du projet", "Forage de Sobokou")
    kadiatou.selects("Ouvrage", "Point d’eau, adduction").selects("Cercle", "Kayes").fills("Commune", "Liberté Dembaya")
    kadiatou.fills("Qui représente la commune", "Maire").presses("Noter le projet").is_told("Le projet est noté")
    kadiatou.follows("Dire la population touchée").fills("Population touchée", "1850").fills("Selon qui", "Mairie")
    kadiatou.fills("Année", "2025").presses("Noter").sees("1\u202f850", "jamais ajoutée aux personnes aidées")


def then_the_secretariat_counts_without_a_name(salimata):
    salimata.follows("Projets, nombres").sees("Ensemble", "Personnes de retour").sees_nothing_of("1\u202f850", "Fatim")


def _today() -> str:
    from benkan.common import clock

    return clock.today().isoformat()
