"""She came back once more while she was accompanied: aid first, then somebody decides what goes on. At 360 pixels."""

from tests.journeys import test_a_referral as a_referral


def test_a_new_accompaniment_for_a_new_return(person):
    kadiatou = a_referral.given_somebody_who_is_accompanied(person)
    awa = person("awa", phone=True).signs_in()
    when_she_stands_at_the_desk_again(awa)
    then_aid_asks_nothing(awa)
    when_her_worker_decides(kadiatou)
    then_both_stand(kadiatou)


def when_she_stands_at_the_desk_again(awa):
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Kayes, centre d’accueil").presses(
        "Recevoir aujourd’hui ici"
    )
    awa.fills("Prénom(s)", "Kadiatou").fills("Nom de famille", "Coulibaly").chooses("Sexe", "Femme")
    awa.fills("Mère", "Assitan Diarra").fills("Téléphone", "76 12 34 56").presses("Enregistrer, jeton suivant")
    awa.sees("déjà dans vos dossiers").presses("C’est cette personne : noter son nouveau retour")
    awa.sees("Jeton")


def then_aid_asks_nothing(awa):
    awa.opens("/dossiers/").follows("Kadiatou Coulibaly").follows("Noter une aide").chooses("Aide donnée", "Repas")
    awa.presses("Noter l’aide donnée")


def when_her_worker_decides(kadiatou):
    kadiatou.opens("/").sees("Seconds retours")
    waiting = kadiatou.page.locator("section", has_text="Seconds retours")
    waiting.get_by_role("link", name="Kadiatou Coulibaly").click()
    kadiatou.sees("Ses retours", "Repas")
    kadiatou.presses("Enregistrer la décision").is_told("rien n’est décidé à votre place")
    kadiatou.chooses("Que fait-on de l’accompagnement en cours", "Le clore, et en commencer un nouveau pour ce retour")
    kadiatou.presses("Enregistrer la décision").is_told("Un nouvel accompagnement commence pour ce retour")


def then_both_stand(kadiatou):
    kadiatou.follows("Ouvrir son dossier").follows("Second retour : ce qui a été fait, et la suite")
    kadiatou.sees("Ses accompagnements", "clos", "en cours", "Rien n’est à décider maintenant")
