"""A sister and a brother live together and one of them answers for both; she leaves, and his file does not say why."""


def test_a_household(person):
    kadiatou = person("kadiatou", phone=True)
    given_two_came_alone_to_the_desk(person("awa", phone=True))
    when_their_link_is_noted_at_the_second_step(kadiatou)
    then_one_of_them_answers_for_the_household(kadiatou)
    when_she_lives_there_no_more(kadiatou)
    then_his_file_says_a_sister_of_another_household_and_no_more(kadiatou)


def given_two_came_alone_to_the_desk(awa):
    awa.signs_in().opens("/arrivees/").follows("Recevoir sans convoi")
    awa.selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    for given, sex in (("Oumou", "Femme"), ("Modibo", "Homme")):
        awa.fills("Prénom(s)", given).fills("Nom de famille", "Konaté").chooses("Sexe", sex)
        awa.fills("Âge ou naissance", "27").fills("Mère", "Assitan Diarra").presses("Enregistrer, jeton suivant")


def when_their_link_is_noted_at_the_second_step(kadiatou):
    kadiatou.signs_in().opens("/dossiers/").follows("Oumou Konaté").sees("Aucun lien noté")
    kadiatou.follows("Noter un lien de famille").page.get_by_label("Modibo Konaté (").check()
    kadiatou.chooses("Lien", "Frère ou sœur").chooses("Vivent-elles ensemble", "Oui, même ménage")
    kadiatou.presses("Enregistrer le lien").is_told("Le lien avec Modibo Konaté est noté")


def then_one_of_them_answers_for_the_household(kadiatou):
    kadiatou.follows("Le ménage").sees("Personne n’est noté chef de ménage")
    kadiatou.presses("Oumou Konaté est chef de ménage").is_told("Oumou Konaté est noté chef de ce ménage")


def when_she_lives_there_no_more(kadiatou):
    kadiatou.presses("Ne vit plus dans ce ménage").is_told("Pourquoi n’est écrit nulle part")
    kadiatou.sees("Aucun ménage noté")


def then_his_file_says_a_sister_of_another_household_and_no_more(kadiatou):
    kadiatou.opens("/dossiers/").follows("Modibo Konaté").sees("autre ménage").sees_nothing_of("chef de ménage")
    kadiatou.follows("Le ménage").sees("Aucun ménage noté", "Noté par erreur")
