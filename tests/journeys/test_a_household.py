"""A sister and a brother live together and one of them answers for both; she leaves with her daughter, and his file
does not say why; their two households are joined, and the joining undone."""


def test_a_household(person):
    kadiatou = person("kadiatou", phone=True)
    given_two_came_alone_to_the_desk(person("awa", phone=True))
    when_their_link_is_noted_at_the_second_step(kadiatou)
    then_one_of_them_answers_for_the_household(kadiatou)
    when_her_daughter_comes_to_live_with_them(kadiatou)
    then_who_is_whose_mother_is_said_and_verified(kadiatou)
    when_she_lives_there_no_more_nor_her_daughter(kadiatou)
    then_his_file_says_a_sister_of_another_household_and_no_more(kadiatou)
    when_the_two_households_are_joined(kadiatou)
    then_it_can_be_undone(kadiatou)


def given_two_came_alone_to_the_desk(awa):
    awa.signs_in().opens("/arrivees/").follows("Recevoir sans convoi")
    awa.selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    came = [
        ("Oumou", "Femme", "27", "Assitan Diarra"),
        ("Modibo", "Homme", "30", "Assitan Diarra"),
        ("Nana", "Femme", "6", ""),
        ("Issiaka", "Homme", "4", ""),
    ]
    for given, sex, age, mother in came:
        awa.fills("Prénom(s)", given).fills("Nom de famille", "Konaté").chooses("Sexe", sex)
        awa.fills("Âge ou naissance", age).fills("Mère", mother).presses("Enregistrer, jeton suivant")


def when_their_link_is_noted_at_the_second_step(kadiatou):
    kadiatou.signs_in().opens("/dossiers/").follows("Oumou Konaté").sees("Aucun lien noté")
    kadiatou.follows("Noter un lien de famille").page.get_by_label("Modibo Konaté (").check()
    kadiatou.chooses("Lien", "Sœur").chooses("Vivent-elles ensemble", "Oui, même ménage")
    kadiatou.presses("Enregistrer le lien").is_told("Le lien avec Modibo Konaté est noté")


def then_one_of_them_answers_for_the_household(kadiatou):
    kadiatou.follows("Le ménage").sees("Personne n’est noté chef de ménage")
    kadiatou.presses("Noter chef de ménage\u00a0: Oumou Konaté").is_told("Oumou Konaté est noté chef de ce ménage")


def when_her_daughter_comes_to_live_with_them(kadiatou):
    """And a boy with his father."""
    numbers = {}
    for child in ("Nana", "Issiaka"):
        kadiatou.opens("/dossiers/").follows(f"{child} Konaté")
        numbers[child] = kadiatou.page.locator("h1 small").inner_text()
    for parent, child, word in (("Oumou", "Nana", "Mère"), ("Modibo", "Issiaka", "Père")):
        kadiatou.opens("/dossiers/").follows(f"{parent} Konaté").follows("Noter un lien de famille")
        kadiatou.fills("uméro de l’autre dossier", numbers[child]).chooses("Lien", word)
        kadiatou.chooses("Vivent-elles ensemble", "Oui, même ménage").presses("Enregistrer le lien")
        kadiatou.is_told(f"Le lien avec {child} Konaté est noté")


def then_who_is_whose_mother_is_said_and_verified(kadiatou):
    kadiatou.opens("/dossiers/").follows("Nana Konaté").sees("mère").sees_nothing_of("lien vérifié")
    kadiatou.follows("Le ménage").sees("déclaré").presses("Le lien avec Oumou Konaté est vérifié")
    kadiatou.is_told("Le lien avec Oumou Konaté est noté vérifié").sees("déclaré seulement")
    kadiatou.opens("/dossiers/").follows("Oumou Konaté").sees("fille, lien vérifié").follows("Le ménage")


def when_she_lives_there_no_more_nor_her_daughter(kadiatou):
    kadiatou.chooses("Partent avec cette personne", "Nana Konaté")
    kadiatou.presses("Ne vit plus dans ce ménage").is_told("Pourquoi n’est écrit nulle part")
    kadiatou.sees("Nana Konaté", "autre ménage")


def then_his_file_says_a_sister_of_another_household_and_no_more(kadiatou):
    kadiatou.opens("/dossiers/").follows("Modibo Konaté").sees("sœur, autre ménage").sees_nothing_of("chef de ménage")


def when_the_two_households_are_joined(kadiatou):
    kadiatou.follows("Le ménage").presses("Noter chef de ménage\u00a0: Modibo Konaté")
    kadiatou.is_told("est noté chef de ce ménage")
    kadiatou.follows("Réunir avec un autre ménage").page.get_by_label("Oumou Konaté (").check()
    kadiatou.presses("Voir les deux ménages").sees("Modibo Konaté reste chef de ménage", "Nana Konaté")
    kadiatou.presses("Réunir ces ménages").is_told("Les deux ménages sont réunis").sees("Nana Konaté")


def then_it_can_be_undone(kadiatou):
    kadiatou.page.get_by_role("button", name="Défaire la réunion").click()
    kadiatou.is_told("La réunion est défaite").sees("Issiaka Konaté").sees_nothing_of("Nana Konaté")
