"""What columns hold: declared, or guessed from headers and cells."""

import pytest

from benkan.linkage.engine.guessing import guess, role_of_title
from benkan.linkage.engine.reading import read
from benkan.linkage.engine.refusal import Unusable
from benkan.linkage.engine.schema import USUAL_MISSING, Role, read_schema
from benkan.linkage.tests.files import shared, table

WHOLE = """
id: rec
mode: link
one_to_one: true
missing: ["NA", "-"]
columns:
  prenom: {role: given_name}
  nom: family_name
  ne: {role: birth_date, format: JJ/MM/AAAA}
"""


def written(tmp_path, text):
    path = tmp_path / "schema.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_schema(tmp_path):
    schema = read_schema(written(tmp_path, WHOLE))
    assert (schema.id, schema.mode, schema.one_to_one, schema.missing) == ("rec", "link", True, ("NA", "-"))
    assert schema.roles == {"prenom": "given_name", "nom": "family_name", "ne": "birth_date"}
    assert schema.columns[2].format == "JJ/MM/AAAA"
    assert not schema.guessed


def test_the_least_schema(tmp_path):
    schema = read_schema(written(tmp_path, "columns: {nom: full_name}"))
    assert (schema.id, schema.mode, schema.one_to_one, schema.missing) == (None, "dedupe", False, None)
    assert set(USUAL_MISSING) == set(schema.stands_for_nothing)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "columns"),
        ("- a", "columns"),
        ("columns: {}", "columns"),
        ("columns: [a]", "columns"),
        ("columns: {a: {role: name}}", "« name »"),
        ("columns: {a: {}}", "« a »"),
        ("columns: {a: {rôle: sex}}", "« a »"),
        ("columns: {a: {role: sex, form: x}}", "« form »"),
        ("columns: {a: {role: birth_date, format: zz}}", "format"),
        ("colums: {a: sex}", "« colums »"),
        ("mode: both\ncolumns: {a: sex}", "mode"),
        ("id: [a, b]\ncolumns: {a: sex}", "id"),
        ("one_to_one: oui\ncolumns: {a: sex}", "one_to_one"),
        ("missing: {a: b}\ncolumns: {a: sex}", "missing"),
        ("columns: {a: sex", "ligne"),
    ],
)
def test_a_fault_is_a_sentence_that_names_file_and_key(tmp_path, text, named):
    with pytest.raises(Unusable) as refusal:
        read_schema(written(tmp_path, text))
    sentence = str(refusal.value).replace("\u00a0", " ")
    assert sentence.startswith("schema.yaml")
    assert named in sentence
    assert sentence.endswith(".")


def test_a_schema_that_is_not_there(tmp_path):
    with pytest.raises(Unusable, match=r"rien\.yaml"):
        read_schema(tmp_path / "rien.yaml")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Prénom(s)", "given_name"),
        ("first_name", "given_name"),
        ("Vorname", "given_name"),
        ("fname_c1", "given_name"),
        ("firstName", "given_name"),
        ("Nom de famille", "family_name"),
        ("surname", "family_name"),
        ("Apellido1", "family_name"),
        ("DCD_NOM", "family_name"),
        ("Nom et prénoms", "full_name"),
        ("Full name", "full_name"),
        ("Nom de la mère", "mother_name"),
        ("Prénom du père", "father_name"),
        ("Date de naissance (jj/mm/aaaa)", "birth_date"),
        ("DOB", "birth_date"),
        ("Fecha de nacimiento", "birth_date"),
        ("Geburtsdatum", "birth_date"),
        ("by", "birth_year"),
        ("bm", "birth_month"),
        ("bd", "birth_day"),
        ("Sexe", "sex"),
        ("Geschlecht", "sex"),
        ("N° de téléphone", "phone"),
        ("E-mail", "email"),
        ("NINA", "identifier"),
        ("soc_sec_id", "identifier"),
        ("Lieu de naissance", "place"),
        ("postcode_fake", "place"),
        ("suburb", "place"),
        ("address_2", "address"),
        ("street_number", "address"),
        ("Profession", "category"),
        ("ent_id", "none"),
        ("cluster", "none"),
        ("date_deces", "none"),
        ("Téléphone du père", "none"),
        ("Nom du conjoint", "none"),
        ("Adresse e-mail", "email"),
        ("Âge", None),
        ("Truc", None),
    ],
)
def test_titles(title, role):
    assert role_of_title(title) == role


@pytest.mark.parametrize(
    ("file", "identifier", "left"),
    [("febrl/febrl1.csv", "rec_id", set()), ("rldata/RLdata500.csv", "rec_id", {"ent_id"}),
     ("splink_fake_1000/fake_1000.csv", "unique_id", {"cluster"}),
     ("fr_clients_deaths/clients_test.csv", "matchid_id", set())],
)  # fmt: skip
def test_known_sets_need_no_schema(file, identifier, left):
    persons = read(shared("linkage", *file.split("/")))
    schema = guess(persons)
    assert schema.guessed
    assert schema.id == identifier
    assert set(persons.columns) - set(schema.roles) - {schema.id} == left


def test_content_tells_where_a_title_does_not():
    persons = table(
        x=["12/05/1990", "1/2/1985", "03/04/2001", "31/12/1970", "07/07/1977", None],
        y=["F", "M", "F", None, "M", "M"],
        z=["a@b.org", "c@d.org", "e@f.org", None, "g@h.org", "i@j.org"],
        t=["+223 76 12 34 56", "+223 66 11 22 33", "0022370000001", "+223 65 00 00 11", "+22379123456", None],
        u=["12", "15", "19", "22", "31", "40"],
    )
    assert guess(persons).roles == {"x": "birth_date", "y": "sex", "z": "email", "t": "phone"}


def test_nom_alone_is_a_whole_name_and_beside_a_given_name_it_is_not():
    assert guess(table(Nom=["Awa Koné"])).roles == {"Nom": "full_name"}
    assert guess(table(Name=["Koné"], Prénom=["Awa"])).roles == {"Name": "family_name", "Prénom": "given_name"}


def test_an_identifier_is_another_in_each_row():
    assert guess(table(id=["1", "1"], nom=["Awa", "Ali"])).id is None
    assert guess(table(id=["1", "2"], nom=["Awa", "Ali"])).id == "id"


def test_na_stands_for_nothing_where_several_columns_hold_it():
    assert "NA" in guess(table(prenom=["NA", "Awa"], mere=["NA", "NA"])).missing
    assert "NA" not in guess(table(prenom=["Na", "Awa"], nom=["NA", "Li"])).missing


def test_every_word_of_the_headers_has_a_role():
    from benkan.linkage.engine.guessing import _known

    assert set(_known().values()) <= {*Role, "id", "none"}
