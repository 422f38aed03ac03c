"""The vocabulary of a sheet of persons: titles of columns, and lists without any."""

import pytest

from benkan.people.workbook import _TITLES, NEEDED, _bare, guess_columns, recognise
from benkan.workbooks.engine.book import Sheet
from benkan.workbooks.engine.tables import find_tables


def find(*rows):
    return find_tables(Sheet("Liste", [list(row) for row in rows]), recognise, needed=NEEDED, guess=guess_columns)


def test_no_header_guessed_only_when_sure():
    (sure,) = find(*[[f"{name} TRAORE", "M", "vers 1990"] for name in ("Mamadou", "Issa", "Ali")]).tables
    assert [column.role for column in sure.columns] == ["full_name", "sex", "birth"]
    assert not any(column.sure for column in sure.columns)
    assert [line.row for line in sure.lines] == [1, 2, 3]
    found = find(["Mamadou", "Kita"], ["Issa", "Nioro"])
    assert found.tables == []
    assert [one.row for one in found.left_out] == [1, 2]


def test_a_title_has_one_role():
    seen = {}
    for role, titles in _TITLES.items():
        for title in titles.split("|"):
            assert seen.setdefault(_bare(title), role) == role, title


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("NOM ET PRENOM(S)", "full_name"), ("Nom (jamu)", "family_name"), ("Né(e) en", "birth"), ("N° d’ordre", "rank"),
        ("Né(e) à", "birth_place"), ("DATE DE NAISS.", "birth"), ("Nom de la mère", "mother_name"), ("TEL.", "phone"),
        ("pp_given_name_i_c", "given_names"), ("birth_date_i_c", "birth"), ("gender_i_c", "sex"),
        ("phone_no_i_c", "phone"), ("household_id", "household"), ("Full name - STRING - required", "full_name"),
        ("Date of birth", "birth"), ("Sexe (M/F)", "sex"), ("Numéro de téléphone du migrant", "phone"),
        ("N° NINA", "nina"), ("Lieu de naissance", "birth_place"), ("Noms & Prénoms", "full_name"),
    ],
)  # fmt: skip
def test_titles_that_are_known(title, role):
    assert recognise(title).role == role


@pytest.mark.parametrize("title", ["Personne à prévenir (nom)", "Tél. d’urgence", "Nom de l’agent", "bank_name_i_c"])
def test_titles_about_somebody_else(title):
    assert not (guess := recognise(title)) or not guess.role
