"""Tables of ugly sheets, built here in a few cells each; the engine knows no subject, so the words are given here."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benkan.common.folding import fold
from benkan.workbooks.engine.book import Sheet
from benkan.workbooks.engine.cells import letter_of, text_of, where
from benkan.workbooks.engine.closing import closing, number_said
from benkan.workbooks.engine.headers import Column, Guess
from benkan.workbooks.engine.tables import CLOSING, NOBODY, NUMBER_ALONE, REMARK, REPEATED, TITLE, find_tables

TITLES = {
    "n": "rank", "nom": "family_name", "prenom": "given_names", "prenoms": "given_names", "sexe": "sex",
    "ne le": "birth", "age": "age", "tel": "phone", "mere nom": "mother_name", "sexe m": "man_mark",
    "sexe f": "woman_mark",
}  # fmt: skip
NEEDED = {"family_name", "given_names", "full_name", "sex", "man_mark", "woman_mark", "birth", "age"}


def recognise(title):
    return Guess(role) if (role := TITLES.get(fold(title))) else None


HEADER = ["N°", "Nom", "Prénoms", "Sexe", "Né le"]
ONE, TWO = [1, "TRAORE", "Mamadou", "M", "vers 1990"], [2, "KONE", "Awa", "F", 1988.0]


def find(*rows):
    return find_tables(Sheet("Liste", [list(row) for row in rows]), recognise, needed=NEEDED)


def only(*rows):
    (table,) = find(*rows).tables
    return table


def rows_of(table):
    return [line.row for line in table.lines]


def roles(table):
    return [column.role for column in table.columns]


def why(table):
    return {one.row: one.why for one in table.left_out}


def test_titles_above_and_blank_rows_inside():
    table = only(["RÉPUBLIQUE DU MALI"], [], ["Convoi du", "12/03/2026"], [], HEADER, ONE, [], TWO)
    assert table.header_rows == [5]
    assert roles(table) == ["rank", "family_name", "given_names", "sex", "birth"]
    assert rows_of(table) == [6, 8]
    assert why(table) == {1: TITLE, 3: TITLE}


def test_two_header_rows_carry_the_group_to_the_right():
    table = only(
        ["Identité", "", "", "Mère", "", "Contact"],
        ["Nom", "Prénom", "Sexe", "Nom", "Prénom", "Tél"],
        ["TRAORE", "Mamadou", "M", "KONE", "Awa", "70000001"],
    )
    assert table.header_rows == [1, 2]
    assert roles(table)[:4] == ["family_name", "given_names", "sex", "mother_name"]
    assert roles(table)[5] == "phone"
    assert table.columns[4].group == "Mère"


def test_merged_down_titles_beside_a_group():
    table = only(
        ["N°", "Identité", "", "Sexe", ""], ["", "Nom", "Prénom", "M", "F"], [1, "TRAORE", "Awa", "", "X"], TWO
    )
    assert roles(table) == ["rank", "family_name", "given_names", "man_mark", "woman_mark"]
    assert rows_of(table) == [3, 4]


@pytest.mark.parametrize(
    ("closing_row", "announced"),
    [
        (["", "TOTAL : 153 dont 88 hommes, 34 femmes et 31 mineurs"], 153),
        (["TOTAL", "", "", 57], 57),
        (["Total général", "1 153"], 1153),
        (["Arrêtée la présente liste à 57 personnes"], 57),
        (["Arrêté le présent état à cinquante-sept (57) personnes, le 12/03/2026"], 57),
        (["soixante personnes annoncées"], 60),
        (["", "Soit quatre-vingt-dix-sept personnes"], 97),
        (["Nombre total de migrants : 110"], 110),
        (["57 pax"], 57),
        (["Soit un total de 57"], 57),
        ([3, "TOTAL", 57], 57),
        (["La présente liste est arrêtée à 57 noms"], 57),
        (["Total hommes : 30"], None),
        (["Total"], None),
    ],
)
def test_closing_lines_are_nobody_and_give_their_number(closing_row, announced):
    table = only(HEADER, ONE, TWO, [], closing_row)
    assert rows_of(table) == [2, 3]
    assert why(table)[5] == CLOSING
    assert table.announced == announced


def test_a_title_may_announce_the_number():
    assert only(["Liste du vol : soixante personnes annoncées"], HEADER, ONE).announced == 60
    assert only(["Nombre de passagers :", 153], [], HEADER, ONE).announced == 153


def test_signatures_below_a_total_are_nobody():
    table = only(HEADER, ONE, ["", "Total : 1"], ["", "Bamako, le 12 mars", "", "Le Directeur"], ["", "KEITA", "Issa"])
    assert rows_of(table) == [2]


def test_words_that_say_numbers():
    said = {
        "soixante et onze": 71,
        "quatre vingts": 80,
        "cent cinquante trois": 153,
        "deux cents": 200,
        "mille un": 1001,
    }
    assert {words: number_said(words) for words in said} == said
    assert number_said("tous") is None


def test_a_person_is_no_closing_line():
    assert closing(["12", "Traoré", "Total", "M"]) == (False, None)
    assert closing(["TRAORE Awa", "F", "arrêtée à Alger"]) == (False, None)
    assert closing(["TRAORE Awa", "F", "2 personnes à charge"]) == (False, None)


def test_repeated_header_at_a_page_break():
    table = only(HEADER, ONE, HEADER, TWO)
    assert rows_of(table) == [2, 4]
    assert why(table) == {3: REPEATED}


def test_last_line_before_a_page_break_stays_a_line():
    table = only(HEADER[1:], ["TRAORE", "Mamadou", "M"], HEADER[1:], ["KONE", "Awa", "F"])
    assert rows_of(table) == [2, 4]


def test_remarks_signatures_numbers_alone_and_nobody():
    table = only(
        [*HEADER, "Tél"], ONE, TWO, [3], ["", "", "", "", "", "70000001"], [],
        ["", "NB : certaines personnes sont déjà connues"], [], ["", "Le chef de mission", "", "Le commandant"],
    )  # fmt: skip
    assert rows_of(table) == [2, 3]
    assert why(table) == {4: NUMBER_ALONE, 5: NOBODY, 7: REMARK, 9: REMARK}


def test_a_person_known_by_one_name_is_kept():
    assert rows_of(only(HEADER, ONE, [2, "KONE"], ["", "", "Awa"])) == [2, 3, 4]


def test_two_tables_in_one_sheet():
    found = find(["HOMMES"], HEADER, ONE, [], ["FEMMES"], ["Prénom", "Nom", "Âge"], ["Awa", "KONE", 30])
    assert [rows_of(table) for table in found.tables] == [[3], [7]]
    assert why(found.tables[0]) == {1: TITLE, 5: REMARK}


def test_no_header_guessed_only_when_somebody_is_sure():
    rows = [["Awa KONE", "F"], ["Issa SOW", "M"]]
    columns = [Column(0, "A", "sans titre", "full_name", False), Column(1, "B", "sans titre", "sex", False)]
    sheet = Sheet("Liste", rows)
    (table,) = find_tables(
        sheet, recognise, needed=NEEDED, guess=lambda found: columns if found == rows else None
    ).tables
    assert (table.header_rows, rows_of(table)) == ([], [1, 2])
    found = find_tables(sheet, recognise, needed=NEEDED, guess=lambda found: None)
    assert found.tables == []
    assert [one.row for one in found.left_out] == [1, 2]


def test_empty_sheet():
    found = find([], ["", None])
    assert (found.tables, found.left_out) == ([], [])


def test_addresses_as_people_say_them():
    assert where("Liste", 14, "C", "Né le") == "feuille «\xa0Liste\xa0», ligne 14, colonne C (Né le)"
    assert [letter_of(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert text_of(77511829.0) == "77511829"


WORDS = st.one_of(
    st.sampled_from(["", "", "", *HEADER, "Total", "Total : 12", "Âge", "M", "F", "TRAORE", "NB :", "Mère", "1", "X"]),
    st.text(string.printable + "éèïɛɔ’« »\u00a0", max_size=12),
    st.integers(-5, 60000),
    st.none(),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=6), max_size=14))
def test_nothing_is_lost(rows):
    found = find(*rows)
    places = [one.row for one in found.left_out]
    for table in found.tables:
        places += [*table.header_rows, *rows_of(table), *(one.row for one in table.left_out)]
    assert sorted(places) == [number for number, row in enumerate(rows, 1) if any(map(text_of, row))]
