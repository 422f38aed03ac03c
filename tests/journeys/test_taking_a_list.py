"""Kadiatou, who accompanies, takes the list of her organisation's files to Excel, opens it, and finds as many rows as
the page says; a colleague does not find her file, and the command gives the same rows."""

import json
import subprocess
import sys

import pytest

from benkan.demo.cast import DOMAIN
from benkan.workbooks.engine.reading import read_book

# One of them is called as an attacker would have it.
PEOPLE = (("Moussa", "Traoré", "76 12 34 56"), ("Sékou", "=1+1", "+223 66 11 22 33"), ("Aïssata", "N'Diaye", ""))


@pytest.fixture
def kadiatou(person):
    return person("kadiatou", accept_downloads=True)


def test_taking_a_list(person, kadiatou, platform, tmp_path):
    given_three_people_were_registered(person("awa"))
    when_she_looks_at_what_the_list_holds(kadiatou)
    when_she_asks_for_it(kadiatou)
    path = when_it_is_ready_she_takes_it(kadiatou, tmp_path)
    then_it_has_as_many_rows_as_the_page_said(path)
    then_a_name_that_is_a_formula_is_a_name(path)
    then_the_journal_of_her_organisation_says_so(person("issa"))
    then_her_file_is_hers_alone(person("moussa"), kadiatou)
    then_the_command_gives_the_same_rows(platform, path, tmp_path)
    then_on_a_telephone_it_is_found_again(person("kadiatou", phone=True))


def given_three_people_were_registered(awa):
    awa.signs_in().opens("/arrivees/").follows("Recevoir sans convoi")
    awa.selects("Point d’accueil", "Gogui").presses("Recevoir aujourd’hui ici")
    for given, family, phone in PEOPLE:
        awa.fills("Prénom(s)", given).fills("Nom de famille, ou nom du père", family).chooses("Sexe", "Homme")
        awa.fills("Âge ou naissance", "vers 1990").fills("Téléphone", phone).presses("Enregistrer, jeton suivant")
    awa.sees("Jeton 003 enregistré")


def when_she_looks_at_what_the_list_holds(kadiatou):
    kadiatou.signs_in().opens("/dossiers/?etat=a-completer").follows("Emporter cette liste")
    kadiatou.sees("Dossiers : à compléter · 3 lignes", "Ce fichier contient des noms", "Ne sortent jamais d’ici")


def when_she_asks_for_it(kadiatou):
    kadiatou.presses("Préparer le classeur Excel").sees("La liste est demandée").is_at("/exports/$")


def when_it_is_ready_she_takes_it(kadiatou, folder):
    kadiatou.waits_for("3 lignes", "effacé d’ici dans")  # without touching anything: the page asks for itself
    path = kadiatou.takes("Télécharger", folder)
    assert path.name.startswith("Benkan, dossiers à compléter, ")
    assert path.suffix == ".xlsx"
    return path


def rows_of(path) -> list[dict]:
    rows = read_book(path).sheets[0].rows
    titles, *lines = rows[rows.index([]) + 1 :]
    return [dict(zip(titles, line, strict=False)) for line in lines]


def then_it_has_as_many_rows_as_the_page_said(path):
    assert {(row["Prénoms"], row["Nom"], row["Téléphone"] or "") for row in rows_of(path)} == set(PEOPLE)
    assert ["Données inventées"] in read_book(path).sheets[0].rows


def then_a_name_that_is_a_formula_is_a_name(path):
    assert [row["Prénoms"] for row in rows_of(path) if row["Nom"] == "=1+1"] == ["Sékou"]


def then_the_journal_of_her_organisation_says_so(issa):
    issa.signs_in().opens("/journal/")
    for said in ("a emporté la liste des dossiers", "a téléchargé un export"):
        assert issa.page.get_by_role("row", name=f"Kadiatou Diarra {said}").count() == 1


def then_her_file_is_hers_alone(moussa, kadiatou):
    address = kadiatou.page.get_by_role("link", name="Télécharger").first.get_attribute("href")
    moussa.signs_in().opens("/exports/").sees("Aucun export encore")
    assert moussa.page.goto(address).status == 404


def then_the_command_gives_the_same_rows(platform, path, folder):
    out = folder / "liste.csv"
    command = [
        sys.executable,
        "-m",
        "benkan.host.cli",
        "export",
        "dossiers",
        "--out",
        str(out),
        "--etat",
        "a-completer",
    ]
    environment = platform.environment | {"BENKAN_DATA": str(folder / "installation")}
    done = subprocess.run(
        [*command, "--as", f"kadiatou@{DOMAIN}"], env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["kind"], told["rows"], told["bytes"]) == ("dossiers", 3, out.stat().st_size)
    numbers = [[row["N° de dossier"] for row in rows_of(found)] for found in (path, out)]
    assert numbers[0] == numbers[1]
    refused = subprocess.run(
        [*command, "--as", f"awa@{DOMAIN}"], env=environment, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "Votre rôle ne permet pas" in refused.stderr


def then_on_a_telephone_it_is_found_again(kadiatou):
    kadiatou.signs_in().opens("/dossiers/").follows("Emporter cette liste").follows("Mes exports")
    kadiatou.sees("prêt", "3 lignes", "Télécharger")
