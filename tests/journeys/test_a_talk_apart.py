"""She wished to talk apart: she is heard, leaves the queue, and her file says when. And a threshold that changes."""


def test_a_wish_is_heard_and_leaves_the_queue(person):
    awa = person("awa", phone=True).signs_in()
    given_somebody_who_wishes_to_talk_apart(awa)
    when_the_case_worker_has_heard_her(kadiatou := person("kadiatou").signs_in())
    then_nobody_waits_and_her_file_says_when(kadiatou)
    then_it_can_be_undone_the_same_day(awa)


def given_somebody_who_wishes_to_talk_apart(awa):
    awa.opens("/arrivees/sans-convoi/").selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    awa.fills("Prénom(s)", "Kadidia").fills("Nom de famille", "Ongoïba").chooses("Sexe", "Femme")
    awa.chooses("Souhaite parler à part", "Oui").presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré")


def when_the_case_worker_has_heard_her(kadiatou):
    kadiatou.follows("1 personne souhaite parler à part").sees("Jeton 001", "Kadidia Ongoïba")
    kadiatou.presses("Entretien fait jeton 001")


def then_nobody_waits_and_her_file_says_when(kadiatou):
    kadiatou.sees("Plus personne n’attend", "1 personne entendue aujourd’hui")
    kadiatou.follows("Kadidia Ongoïba").sees("Entretien à part").sees_nothing_of("Recevez cette personne seule")


def then_it_can_be_undone_the_same_day(awa):
    awa.opens("/arrivees/a-part/").presses("Remettre dans la file jeton 001").is_told("Remise dans la file")
    awa.sees("Kadidia Ongoïba").sees_nothing_of("entendue")


def test_a_threshold_is_changed_from_a_day_on(person):
    adama = person("adama", phone=True).signs_in()
    adama.follows("Seuils et rythmes").sees("60 ans", "14 jours")
    adama.follows("Durée pendant laquelle un convoi").follows("Donner une nouvelle valeur")
    adama.fills("Nouvelle valeur, en jours", "10").fills("D’où la tenez-vous", "Note du secrétariat")
    adama.fills("Pourquoi ce changement", "Des routes plus exposées").presses("Enregistrer la nouvelle valeur")
    adama.is_told("entre 14 et 365").fills("Nouvelle valeur, en jours", "21").presses("Enregistrer la nouvelle valeur")
    adama.is_told("La nouvelle valeur vaut à partir du").sees("21 jours aujourd’hui", "Note du secrétariat")
