"""One flight is listed by three actors: each attaches its own list, all see the counts side by side, nobody another's
lines; and who is on a list is received at the desk once."""

import datetime as dt

import openpyxl
import pytest

AGENCY = [  # the agency that paid for the seats, before the flight: a workbook with titles and a total
    ["AGENCE DJIGUI, MANIFESTE DE VOL (données inventées)"],
    [],
    ["N°", "Surname", "Given names", "Sex", "Date of birth", "Phone"],
    [1, "TRAORE", "Mamadou", "M", dt.date(1990, 5, 3), 76123456],
    [2, "COULIBALY", "Fatoumata", "F", "vers 1998", None],
    [3, "Ag Alhousseini", "Moussa", "M", 1985, 66001122],
    ["Total : 4 personnes"],
]
SERVICE = "Jeton;Nom et prénoms;Sexe;Âge\r\n11;Mahamadou TRAORE;M;36\r\n12;Fatoumata COULIBALY;F;28\r\n"
ASSOCIATION = "Nom;Prénoms;Sexe;Né le;Village\r\nTraoré;Mamadou;M;03/05/1990;Yélimané\r\nSidibé;Oumou;F;27 ans;Kita\r\n"


@pytest.fixture
def lists(tmp_path):
    book = openpyxl.Workbook()
    for row in AGENCY:
        book.active.append(row)
    book.save(tmp_path / "manifeste.xlsx")
    (tmp_path / "service.csv").write_bytes(SERVICE.encode("latin-1"))
    (tmp_path / "association.csv").write_bytes(ASSOCIATION.encode())
    return tmp_path


def test_three_lists_of_one_flight(person, lists):
    oumar, awa, nana = person("oumar"), person("awa", phone=True), person("nana", phone=True)
    address = given_a_flight_is_announced(awa)
    when_the_agency_brings_its_manifest_before_anybody_is_received(oumar, address, lists)
    then_its_people_are_announced_and_nobody_has_returned(oumar, address)
    when_the_service_brings_the_list_of_its_desk(awa, address, lists)
    when_the_association_brings_its_own(nana, address, lists)
    then_each_sees_three_lists_side_by_side_and_its_own_lines_only(awa, nana, address)
    when_the_agency_receives_somebody_from_its_manifest(oumar, address)
    then_one_of_its_people_has_returned_and_two_are_awaited(oumar, address)


def given_a_flight_is_announced(awa) -> str:
    awa.signs_in().opens("/arrivees/annoncer/").fills("Jour d’arrivée", dt.datetime.now(dt.UTC).date().isoformat())
    awa.selects("Point d’entrée", "Gogui").selects("Pays de départ", "Libye")
    awa.fills("Personnes annoncées, en tout", "5").presses("Annoncer ce convoi")
    return awa.page.url


def when_the_agency_brings_its_manifest_before_anybody_is_received(oumar, address, lists):
    oumar.signs_in().opens(address).follows("Joindre une liste").brings(lists / "manifeste.xlsx")
    oumar.chooses("Ces personnes sont-elles arrivées", "Pas encore : liste d’embarquement, ou annonce")
    oumar.presses("Lire cette liste").waits_for("3 personnes lues").sees("Le fichier en annonce 4")
    oumar.presses("Appliquer les 3 lignes prêtes").waits_for("3 lignes appliquées")


def then_its_people_are_announced_and_nobody_has_returned(oumar, address):
    oumar.opens(address).sees("manifeste.xlsx : 3 lignes", "4 personnes", "Liste jointe, ligne de clôture")
    oumar.sees("Annoncées par une liste, pas encore reçues (3)", "Reçues (0)")


def when_the_service_brings_the_list_of_its_desk(awa, address, lists):
    awa.opens(address).follows("Joindre une liste").brings(lists / "service.csv")
    awa.chooses("Ces personnes sont-elles arrivées", "Oui, la liste est celle des personnes reçues")
    awa.presses("Lire cette liste").waits_for("2 personnes lues").presses("Appliquer les 2 lignes prêtes")
    awa.waits_for("2 lignes appliquées")


def when_the_association_brings_its_own(nana, address, lists):
    nana.signs_in().opens(address).follows("Joindre une liste").brings(lists / "association.csv")
    nana.chooses("Ces personnes sont-elles arrivées", "Oui, la liste est celle des personnes reçues")
    # That two other actors know a Mamadou Traoré is nothing that a list may tell.
    nana.presses("Lire cette liste").waits_for("2 personnes lues").sees_nothing_of("À décider")
    nana.presses("Appliquer les 2 lignes prêtes").waits_for("2 lignes appliquées")


def then_each_sees_three_lists_side_by_side_and_its_own_lines_only(awa, nana, address):
    # A file may be named after a person: its name is its organisation's, partners read that a list was joined.
    for one, own in ((awa, "service.csv : 2 lignes"), (nana, "association.csv : 2 lignes")):
        one.opens(address).sees(own, "Liste jointe : 3 lignes", "Liste jointe : 2 lignes")
        one.sees_nothing_of("manifeste.xlsx")
        one.sees("ces nombres ne s’additionnent pas").sees_nothing_of("Alhousseini")
    awa.sees("Mahamadou TRAORE").sees_nothing_of("Sidibé")
    nana.sees("Oumou Sidibé").sees_nothing_of("Mahamadou TRAORE")


def when_the_agency_receives_somebody_from_its_manifest(oumar, address):
    oumar.opens(f"{address}?voir=annoncees").sees("Mamadou TRAORE").follows("Recevoir Mamadou")
    oumar.sees("La liste manifeste.xlsx annonce Mamadou TRAORE").fills("Va à", "Yélimané")
    oumar.presses("Enregistrer, jeton suivant")


def then_one_of_its_people_has_returned_and_two_are_awaited(oumar, address):
    oumar.opens(address).sees("Annoncées par une liste, pas encore reçues (2)", "Reçues (1)", "Yélimané")
