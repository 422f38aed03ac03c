"""A convoy of expelled people reaches Gogui at dusk: announced, counted, helped, registered on a telephone."""

import pytest

# Thirty-five men of whom nothing is special: given name, family name, mother, where to.
GIVEN = ("Moussa", "Sékou", "Amadou", "Ibrahima", "Boubacar", "Modibo", "Cheick")
FAMILIES = ("Traoré", "Keïta", "Diarra", "Sissoko", "Dembélé")
MOTHERS = ("Fanta", "Awa", "Mariam", "Oumou", "Djénéba")
CERCLES = ("Nioro", "Yélimané", "Banamba", "Kita", "Bougouni")


def men():
    for n in range(35):
        family = FAMILIES[n % 5]
        yield (
            GIVEN[n // 5],
            family,
            f"{MOTHERS[n % 5]} {FAMILIES[(n + 2) % 5]}",
            CERCLES[n // 7],
            f"vers {1978 + n % 25}",
        )


@pytest.fixture
def awa(person):
    return person("awa", phone=True).signs_in()


def test_a_night_at_gogui(awa):
    given_somebody_came_back_earlier_in_the_year(awa)
    given_a_convoy_is_announced(awa)
    when_she_counts_the_heads_at_dusk(awa)
    when_water_is_given_to_all_before_any_name_is_asked(awa)
    when_she_registers_thirty_five_men(awa)
    when_twins_come_to_the_desk(awa)
    when_a_child_comes_alone(awa)
    when_a_woman_refuses_to_be_registered(awa)
    when_a_man_says_only_about_1990_and_a_village(awa)
    when_somebody_known_comes_back_again(awa)
    then_the_convoy_tells_the_night(awa)


def given_somebody_came_back_earlier_in_the_year(awa):
    awa.opens("/arrivees/").follows("Recevoir sans convoi")
    awa.selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    answers(awa, "Bakary", "Sidibé", mother="Kadia Sangaré", birth="3/5/1996", phone="66 11 22 33")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 001 enregistré", "Bakary Sidibé", "Sa carte")


def given_a_convoy_is_announced(awa):
    awa.opens("/arrivees/").follows("Annoncer un convoi")
    awa.fills("Jour d’arrivée", today()).fills("Heure prévue", "18:30")
    awa.selects("Point d’entrée", "Gogui").selects("Pays de départ", "Mauritanie")
    awa.selects("Type de retour déclaré", "Refoulement, expulsion, éloignement forcé")
    awa.fills("Personnes annoncées, en tout", "45").fills("Mineurs dont le sexe", "4")
    awa.fills("Source", "préfet, par téléphone").presses("Annoncer ce convoi")
    awa.sees("45 annoncés, pas encore comptés")


def when_she_counts_the_heads_at_dusk(awa):
    awa.follows("Compter").fills("Total", "40").fills("Enfants seuls", "1").presses("Noter ce comptage")
    awa.sees("40 comptés, 45 annoncés", "5 de moins")


def when_water_is_given_to_all_before_any_name_is_asked(awa):
    awa.follows("Aide à plusieurs").fills("Jetons", "1-40").chooses("Aide donnée", "Eau").presses("Noter l’aide donnée")
    awa.is_told("ne sont pas encore notés sur cette liste")
    awa.presses("Noter 40 têtes comptées et l’aide").sees("Aide notée pour 40 jetons", "40 têtes sans nom")


def when_she_registers_thirty_five_men(awa):
    awa.follows("Enregistrer, jeton 001")
    for given, family, mother, cercle, birth in men():
        answers(awa, given, family, mother=mother, birth=birth, destination=cercle)
        awa.presses("Enregistrer, jeton suivant")
    awa.sees("Jeton 035 enregistré", "enregistrés 35")


def when_twins_come_to_the_desk(awa):
    for given in ("Lassine", "Fousseyni"):
        answers(awa, given, "Coulibaly", mother="Assitan Diarra", birth="vers 1998", destination="Banamba")
        awa.presses("Enregistrer, jeton suivant").sees(f"{given} Coulibaly")
    awa.sees("Peut-être son jumeau").presses("Noter le lien familial")
    awa.sees("Lien de famille noté").sees_nothing_of("Peut-être son jumeau")


def when_a_child_comes_alone(awa):
    answers(awa, "Adama", "", birth="9 ans")
    awa.chooses("Vu au comptage", "Enfant seul").presses("Enregistrer, jeton suivant").sees("Jeton 038 enregistré")


def when_a_woman_refuses_to_be_registered(awa):
    awa.presses("Noter une tête sans nom").sees("Un refus ne retarde rien")
    awa.chooses("Pourquoi sans nom", "Refuse d’être enregistrée").chooses("Sexe", "Femme").chooses("Âge", "Adulte")
    awa.chooses("Aide donnée maintenant", "Vêtements, couverture").presses("Noter, jeton suivant")
    awa.sees("Jeton 039 noté, sans nom")


def when_a_man_says_only_about_1990_and_a_village(awa):
    answers(awa, "Demba", "", birth="vers 1990", destination="Sélinkégny, près de Bafoulabé")
    awa.presses("Enregistrer, jeton suivant").sees("Jeton 040 enregistré", "Demba")


def when_somebody_known_comes_back_again(awa):
    answers(awa, "Bakary", "Sidibe", mother="Kadia Sangare", birth="1996", phone="66112233")
    awa.presses("Enregistrer, jeton suivant").is_told("Pas encore enregistrée : déjà dans vos dossiers ?")
    awa.sees("même téléphone").presses("C’est cette personne : noter son nouveau retour")
    awa.sees("Jeton 041 enregistré", "Bakary Sidibé")


def then_the_convoy_tells_the_night(awa):
    awa.follows("Convoi, Gogui")
    awa.sees("40 comptés, 45 annoncés", "5 de moins", "Reçues (41)", "Refus et empêchées (1)", "Vues au tri (1)")
    awa.opens("/").sees("40 comptés, 45 annoncés", "personnes enregistrées aujourd’hui")


def answers(awa, given, family, *, mother="", birth="", destination="", phone=""):
    awa.fills("Prénom(s)", given).fills("Nom de famille", family).chooses("Sexe", "Homme")
    awa.fills("Âge ou naissance", birth).fills("Mère", mother).fills("Va à", destination).fills("Téléphone", phone)


def today() -> str:
    import datetime as dt

    return dt.datetime.now(dt.UTC).date().isoformat()
