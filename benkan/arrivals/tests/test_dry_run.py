"""What a list would give: small invented lists, and the real-looking ones of the project where they are at hand."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benkan.arrivals.dry_run import NotAList, dry_run
from benkan.arrivals.dry_run_report import in_words
from benkan.people.sheet_values import NotUnderstood, birth_of, marital_of, phone_of, sex_of, split_name
from benkan.workbooks.engine.book import Book, Sheet

REPOSITORY = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("BENKAN_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
EXAMPLE = REPOSITORY / "examples" / "liste_arrivee_inventee.xlsx"
ON = dt.date(2026, 3, 12)
HEADER = ["N°", "Nom", "Prénoms", "Sexe", "Né le", "Mère", "Tél"]


def book(*rows, sheets=(), name="Liste", format="xlsx"):
    return Book(format, [Sheet(name, [list(row) for row in rows]), *sheets])


def run(*rows, **more):
    return dry_run(book(*rows, **more), on=ON)


def shared(*parts):
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip("the shared data of the project is not beside the repository (BENKAN_SHARED_DATA)")
    return path


def test_answers_of_a_line():
    (line,) = run(HEADER, [1, "TRAORE", "Mamadou", "H", "vers 1990", "Awa Koné", 77511829.0]).lines
    assert line.answers["sex"] == "M"
    assert str(line.answers["birth"]) == "vers 1990"
    assert (line.answers["mother_name"], line.answers["phone"]) == ("Awa Koné", "77511829")
    assert (line.errors, line.warnings) == ([], [])


def test_a_refusal_names_the_place_and_the_remedy():
    result = run(HEADER, [1, "TRAORE", "Awa", "F", "31/02/1990"], [2, "KONE", "Issa", "XY", 2001])
    first, second = result.refused
    assert first.errors == [
        "Feuille «\xa0Liste\xa0», ligne 2, colonne Né le\xa0: «\xa031/02/1990\xa0» n’est pas une date. "
        "Corrigez, ou écrivez «\xa0vers 1990\xa0»."
    ]
    assert "«\xa0XY\xa0» n’est pas un sexe" in second.errors[0]
    assert len(result.lines) == 2
    assert first.answers["given_names"] == "Awa"


def test_a_text_file_has_no_sheet_to_name():
    (line,) = run(HEADER, [1, "TRAORE", "Awa", "F", "31/02/1990"], format="csv").refused
    assert line.errors[0].startswith("Ligne 2, colonne Né le\xa0: ")


def test_the_mapping_a_person_chose_holds():
    rows = (["Nom", "Truc", "Sexe"], ["TRAORE Awa", "Kita", "F"])
    proposed = run(*rows).mapping
    assert proposed == {"Liste": {"A": "full_name", "B": None, "C": "sex"}}
    chosen = dry_run(book(*rows), {"Liste": {"B": "birth_place", "C": None}}, on=ON)
    assert chosen.lines[0].answers["birth_place"] == "Kita"
    assert "sex" not in chosen.lines[0].answers
    with pytest.raises(ValueError, match="no role"):
        dry_run(book(*rows), {"Liste": {"B": "religion"}}, on=ON)


def test_a_hidden_sheet_is_said_and_not_read():
    hidden = Sheet("Copie", [HEADER, [1, "SOW", "Ali"]], hidden=True)
    result = run(HEADER, [1, "SOW", "Ali"], sheets=[hidden])
    assert len(result.lines) == 1
    assert [(sheet.name, sheet.kind) for sheet in result.sheets] == [
        ("Liste", "personnes"), ("Copie", "feuille masquée, pas lue"),
    ]  # fmt: skip
    assert "masquée" in in_words(result)
    assert len(dry_run(Book("xlsx", [hidden]), on=ON).lines) == 1


def test_an_age_that_is_none():
    (line,) = run(["Nom", "Âge"], ["SOW Ali", "adulte"]).refused
    assert "n’est pas un âge" in line.errors[0]


def test_ticked_boxes_say_the_sex():
    lines = run(["Nom", "Sexe", ""], ["", "M", "F"], ["KONE Awa", "", "X"], ["SOW Ali", "x", ""], ["BA Issa", "x", "x"])
    assert [line.answers.get("sex") for line in lines.lines] == ["F", "M", None]
    assert len(lines.refused) == 1


@pytest.mark.parametrize(
    ("word", "sex"),
    [("M", "M"), ("h", "M"), ("Masculin", "M"), ("Garçon", "M"), ("MALE", "M"), ("F", "F"), ("Féminin", "F"),
     ("fille", "F"), ("Female", "F"), ("", ""), (None, ""), ("M.", "M"), ("Femme enceinte", "F")],
)  # fmt: skip
def test_sex_words(word, sex):
    assert sex_of(word) == sex


@pytest.mark.parametrize(
    ("cell", "said"),
    [(dt.date(1990, 5, 3), "03/05/1990"), (dt.datetime(1990, 5, 3, tzinfo=dt.UTC), "03/05/1990"),
     ("vers 1990", "vers 1990"),
     ("Né vers 1990", "vers 1990"), (1990.0, "1990"), ("1990", "1990"), (27, "vers 1999"), ("27 ans", "vers 1999"),
     (32996, "03/05/1990"), ("1990-05-03 00:00:00", "03/05/1990"), ("Née le 03/05/1990 à Kita", "03/05/1990"),
     ("5/1990", "05/1990"), ("30 years", "vers 1996"), ("XX/XX/1990", "1990"), ("00/00/1990", "1990"),
     (19900503, "03/05/1990")],
)  # fmt: skip
def test_births(cell, said):
    assert str(birth_of(cell, on=ON)) == said


def test_births_that_are_none_or_nonsense():
    assert [birth_of(cell, on=ON) for cell in (None, "", "?", "N/A", "inconnue")] == [None] * 5
    for cell in (True, "demain", 99999, "3/13/1990", dt.time(8, 30), -4, 1e300):
        with pytest.raises(NotUnderstood):
            birth_of(cell, on=ON)
    with pytest.raises(NotUnderstood):
        birth_of(32996, on=ON, dates=False)


@pytest.mark.parametrize(
    ("full", "split"),
    [("TRAORE Mamadou", ("Mamadou", "TRAORE")), ("Mamadou TRAORE", ("Mamadou", "TRAORE")),
     ("Wagué, Aïchata", ("Aïchata", "Wagué")), ("Ousmane Touray", ("Ousmane", "Touray")),
     ("AG MOHAMED N'Tji", ("N'Tji", "AG MOHAMED")), ("Mossa Ag Attaher", ("Mossa", "Ag Attaher")),
     ("Awa", ("Awa", "")), ("TRAORE", ("", "TRAORE")), ("", ("", ""))],
)  # fmt: skip
def test_whole_names_are_split(full, split):
    assert split_name(full) == split


def test_phones_and_situations():
    assert [phone_of(cell) for cell in (77511829.0, "+223 77 51 18 29", "'77511829", None, "néant")] == [
        "77511829", "+223 77 51 18 29", "77511829", "", "",
    ]  # fmt: skip
    assert [marital_of(cell) for cell in ("Marié(e)", "MARRIED", "célibataire", "", "bof")] == [
        "marie", "marie", "celibataire", "", None,
    ]  # fmt: skip


def pairs(*rows):
    return [(pair.first.row, pair.second.row, pair.why) for pair in run(HEADER, *rows).suggestions]


def test_the_same_person_twice_is_proposed():
    assert pairs(
        [1, "TRAORE", "Mamadou", "M", "12/05/1990", "Awa Koné", ""],
        [2, "Mamadou", "Traoré", "M", 1990, "Kone Awa", ""],
    ) == [(2, 3, "mêmes noms, même mère, naissances qui s’accordent")]
    assert pairs(
        [1, "COULIBALY", "Awa", "", "", "", 77511829], [2, "Koulibali", "Awa", "", "", "", "+223 77 51 18 29"]
    ) == [(2, 3, "mêmes noms, même téléphone")]


def test_twins_namesakes_and_a_shared_phone_are_not():
    assert pairs(
        [1, "TRAORE", "Lassine", "M", "12/05/1990", "Awa Koné", "77511829"],
        [2, "TRAORE", "Fousseyni", "M", "12/05/1990", "Awa Koné", "77511829"],
    ) == []  # fmt: skip
    assert pairs([1, "TRAORE", "Awa", "F", 1990, "Oumou Ba", ""], [2, "TRAORE", "Awa", "F", 1990, "Nana Sow", ""]) == []
    assert pairs([1, "TRAORE", "Awa", "F", 1990], [2, "TRAORE", "Awa", "F", 1960]) == []
    assert pairs([1, "TRAORE", "Awa", "F"], [2, "TRAORE", "Awa", "F"]) == []
    assert pairs([1, "TRAORE", "Adama", "F", 1990], [2, "TRAORE", "Adama", "M", 1990]) == []


def test_a_total_of_totals_is_not_added_twice():
    men = Sheet("Hommes", [HEADER, [1, "SOW", "Ali"], ["", "Total : 10"]])
    women = Sheet("Femmes", [HEADER, [1, "BA", "Awa"], ["", "Total : 5"]])
    assert dry_run(Book("xlsx", [men, women]), on=ON).announced == 15
    everyone = Sheet("Tous", [HEADER, [1, "BA", "Nana"], ["", "Total général : 15"]])
    assert dry_run(Book("xlsx", [men, women, everyone]), on=ON).announced == 15


@pytest.mark.parametrize("rows", [[], [["Kita", "Nioro"], ["Kayes", "Bafoulabé"]], [["", None]]])
def test_no_column_of_persons(rows):
    with pytest.raises(NotAList, match="aucune colonne de personne"):
        run(*rows)


def test_a_form_is_no_list():
    for form in (
        Book("xlsx", [Sheet("L", [HEADER, [1, "SOW", "Ali"]])], is_form=True),
        book(["type", "name", "label"], ["text", "nom", "Nom"], name="survey"),
    ):
        with pytest.raises(NotAList, match="c’est un formulaire"):
            dry_run(form)


# The files of the project.


@pytest.mark.parametrize("name", ["manifeste_vol_tripoli.xlsx", "refoules_gogui.csv", "accueil_association_kayes.xlsx"])
def test_lists_are_read_whole_and_in_order(name):
    expected = json.loads(shared("arrivals", "expected_arrivals.json").read_text())[name]
    result = dry_run(shared("arrivals", name))
    assert len(result.lines) == expected["rows"]
    assert result.refused == []
    assert len(result.suggestions) <= 2
    assert all(line.answers["given_names"] and line.answers["family_name"] for line in result.lines)
    order = [(line.sheet, line.row) for line in result.lines]
    assert len(set(order)) == len(order)
    if "announced" in expected:
        assert result.announced == expected["announced"]
    people = expected.get("persons") or expected["persons_sheet_by_sheet"]
    assert len(people) == len(result.lines)


def test_the_twins_of_the_flight_stand_at_their_lines():
    result = dry_run(shared("arrivals", "manifeste_vol_tripoli.xlsx"))
    one, other = result.lines[3], result.lines[150]
    assert (one.answers["given_names"], other.answers["given_names"]) == ("Issa", "Fousseyni")
    assert one.answers["mother_name"] == other.answers["mother_name"]
    assert result.suggestions == []


def test_births_of_the_association_are_years():
    result = dry_run(shared("arrivals", "accueil_association_kayes.xlsx"))
    assert {line.answers["birth"].precision for line in result.lines if "birth" in line.answers} == {"annee"}


def test_sheets_of_a_registration_template():
    result = dry_run(shared("registration", "rdi_people_test.xlsx"))
    kinds = {sheet.name: (sheet.kind, sheet.rows) for sheet in result.sheets}
    assert kinds["Households"] == ("ménages", 0)
    assert kinds["Individuals"] == ("personnes", 0)
    assert kinds["People"] == ("personnes", 5)
    assert kinds["Choices"] == ("autre", 0)
    assert [line.answers["sex"] for line in result.lines] == ["M", "M", "F", "M", "M"]
    assert result.lines[0].answers["phone"] == "+48605899013"


# The command.


def command(*arguments):
    """Run `benkan` as a person does, in a process of its own."""
    code = "from benkan.host.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False
    )


def test_the_command_says_it_in_words_and_in_json():
    answer = command("import", "arrivals", str(EXAMPLE), "--dry-run")
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.splitlines()[-1])
    assert (told["rows"], told["announced"], told["refused"], told["suggested_duplicates"]) == (14, 15, 2, 1)
    assert told["file"] == EXAMPLE.name
    assert "31/02/1990" in answer.stderr
    assert "1 de plus" in answer.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [("not_excel_file.xlsx", "vide"), ("kobo-template-valid.xlsx", "formulaire"),
     ("kobo-template-invalid-missing-sheet.xlsx", "formulaire")],
)  # fmt: skip
def test_what_is_no_list_gets_a_sentence(name, words):
    answer = command("import", "arrivals", str(shared("registration", name)), "--dry-run")
    assert answer.returncode == 2
    assert words in answer.stderr
    assert answer.stdout == ""


def test_what_the_command_refuses(tmp_path):
    for arguments in (["arrivals", str(EXAMPLE)], ["chats", str(EXAMPLE), "--dry-run"],
                      ["arrivals", str(tmp_path / "rien.xlsx"), "--dry-run"]):  # fmt: skip
        answer = command("import", *arguments)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert answer.stderr.strip().endswith(".")


def test_no_server_and_no_django():
    code = (
        "import sys; from benkan.arrivals.dry_run import dry_run; import benkan.arrivals.dry_run_report;"
        f"dry_run({str(EXAMPLE)!r}); sys.exit('django' in sys.modules or 'openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False).returncode == 0


def test_words_shown_are_few():
    many = [[n, "SOW", "Ali", "M", "31/02/1990"] for n in range(1, 40)]
    assert "et 29 de plus" in in_words(run(HEADER, *many))
