"""The clean table: one row a record, every column in the form in which it is compared."""

import random

import duckdb
import pytest

from benkan.linkage.engine.cleaning import prepare
from benkan.linkage.engine.guessing import guess
from benkan.linkage.engine.habits import Habits
from benkan.linkage.engine.reading import read
from benkan.linkage.engine.refusal import Unusable
from benkan.linkage.engine.schema import schema_of
from benkan.linkage.tests.files import shared, table


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def declared(**more):
    return schema_of(more, "schema.yaml")


def column(connection, prepared, name):
    return [value for (value,) in connection.table(prepared.table).order("uid").project(f'"{name}"').fetchall()]


def test_one_row_a_record_with_its_source_and_its_id_as_read(connection):
    tables = [table("a.csv", id=["007", None], nom=["Awa", "Ali"]), table("b.csv", nom=["Sira"])]
    prepared = prepare(connection, tables, declared(id="id", columns={"nom": "full_name"}))
    assert connection.table("records").project("uid, source, id").fetchall() == [
        (0, "a.csv", "007"), (1, "a.csv", "2"), (2, "b.csv", "1")
    ]  # fmt: skip
    assert (prepared.count, prepared.sources, prepared.mode, prepared.one_to_one) == (
        3,
        ("a.csv", "b.csv"),
        "dedupe",
        False,
    )


def test_names(connection):
    tables = [table(p=["N’Golo", "Mossa", None], n=["KOULIBALI", "AgAttaher", None], c=["x y", None, "Awa  Kone"])]
    schema = declared(columns={"p": "given_name", "n": "family_name", "c": "full_name"})
    prepared = prepare(connection, tables, schema)
    assert column(connection, prepared, "given") == ["ngolo", "mossa", None]
    assert column(connection, prepared, "given_canon") == ["ngolo", "moussa", None]
    assert column(connection, prepared, "family_canon") == ["coulibaly", "ataer", None]
    assert column(connection, prepared, "particle") == [None, "ag", None]
    assert column(connection, prepared, "full") == [
        None,
        None,
        "awa kone",
    ]  # where the two others are filled, it repeats
    assert column(connection, prepared, "name") == ["ngolo koulibali", "mossa attaher", "awa kone"]
    assert column(connection, prepared, "name_key") == ["ngolo kulibali", "mosa ataer", "awa kone"]
    assert column(connection, prepared, "name_bag") == [["coulibaly", "ngolo"], ["ataer", "moussa"], ["awa", "kone"]]
    assert prepared.malian == 1
    assert prepared.columns["given"].filled == pytest.approx(2 / 3)
    assert prepared.columns["name"].distinct == 3
    assert "nickname" not in prepared.columns


def test_parts_of_one_name_are_joined_in_order(connection):
    tables = [table(a=["CARSTEN", "GERD"], b=["HANS", "NA"], c=["MEIER", "BAUER"])]
    schema = declared(columns={"a": "given_name", "b": "given_name", "c": "family_name"}, missing=["NA"])
    prepared = prepare(connection, tables, schema)
    assert column(connection, prepared, "given") == ["carsten hans", "gerd"]
    assert prepared.malian == 0


def test_swapped_fields_have_one_bag(connection):
    prepared = prepare(connection, [table(p=["Awa", "Traoré"], n=["Traore", "Hawa"])],
                       declared(columns={"p": "given_name", "n": "family_name"}))  # fmt: skip
    assert column(connection, prepared, "name_bag") == [["awa", "traore"]] * 2


def test_births_in_one_column_or_three(connection):
    tables = [
        table("a.csv", d=["25/12/1990", "vers 1985"]),
        table("b.csv", y=["1990", "85"], m=["12", None], j=["25", "3"]),
    ]
    schema = declared(columns={"d": "birth_date", "y": "birth_year", "m": "birth_month", "j": "birth_day"})
    prepare(connection, tables, schema)
    births = "birth_year, birth_month, birth_day, birth_precision, birth_text"
    assert connection.table("records").order("uid").project(births).fetchall() == [
        (1990, 12, 25, "day", "19901225"),
        (1985, None, None, "about", None),
        (1990, 12, 25, "day", "19901225"),
        (1985, None, 3, "year", None),
    ]


def test_digits_that_are_no_date_are_still_compared(connection):
    tables = [
        table("a.csv", d=["3990-12-25", "0000-00-00"]),
        table("b.csv", y=["1990", "3990"], m=["17", "12"], j=["25", "25"]),
    ]
    schema = declared(columns={"d": "birth_date", "y": "birth_year", "m": "birth_month", "j": "birth_day"})
    prepared = prepare(connection, tables, schema)
    assert column(connection, prepared, "birth_year") == [None, None, 1990, None]
    assert column(connection, prepared, "birth_text") == ["39901225", None, "19901725", "39901225"]


def test_each_file_writes_its_dates_in_its_own_order(connection):
    tables = [table("a.csv", dob=["03/04/1990", "12/25/1991"]), table("b.csv", dob=["03/04/1990", "25/12/1991"])]
    prepared = prepare(connection, tables, declared(columns={"dob": "birth_date"}))
    assert column(connection, prepared, "birth_month") == [3, 12, 4, 12]


def days(count, seed=1):
    drawn = random.Random(seed)
    return [f"{drawn.randint(1, 28):02}/{drawn.randint(1, 12):02}/{drawn.randint(1950, 2005)}" for _ in range(count)]


def test_days_that_nobody_knows_count_for_their_year(connection):
    dates = ["01/01/1980"] * 60 + ["31/12/1981"] * 40 + ["14/07/1982"] * 2 + days(900)
    prepared = prepare(connection, [table(ne=dates)], declared(columns={"ne": "birth_date"}))
    assert prepared.habits == Habits(((1, 1), (12, 31)))
    assert column(connection, prepared, "birth_precision")[0] == "year"
    assert column(connection, prepared, "birth_text")[0] is None
    assert column(connection, prepared, "birth_day")[100] == 14


def test_the_first_of_january_is_a_day_where_it_is_as_rare_as_another(connection):
    prepared = prepare(connection, [table(ne=["01/01/1980", *days(900)])], declared(columns={"ne": "birth_date"}))
    assert prepared.habits == Habits()
    assert column(connection, prepared, "birth_day")[0] == 1


def test_one_more_record_is_read_with_the_habits_of_the_register(connection):
    habits = Habits(((1, 1),))
    prepared = prepare(
        connection, [table(ne=["01/01/1980"])], declared(columns={"ne": "birth_date"}), habits=habits, name="one"
    )
    assert (prepared.table, prepared.habits) == ("one", habits)
    assert column(connection, prepared, "birth_precision") == ["year"]


def test_each_place_is_evidence_of_its_own_and_titles_pair_them(connection):
    tables = [table("a.csv", ville=["Kayes"], pays=["Mali"]), table("b.csv", land=["Mali"], ville=["Ségou"])]
    schema = declared(columns={"ville": "place", "pays": "place", "land": "place"})
    prepared = prepare(connection, tables, schema)
    assert column(connection, prepared, "place_1") == ["kayes", "segou"]
    assert column(connection, prepared, "place_2") == ["mali", "mali"]


def test_other_columns_are_brought_to_one_form(connection):
    persons = table(tel=["+223 76 12 34 56", "00000000"], nina=["1 87-X", "?"], sexe=["H", "F"], mel=["A@B.org", "-"],
                    rue=["12 Wallaby St", None], metier=["Cultivatrice ", "inconnu"])  # fmt: skip
    prepared = prepare(connection, [persons], guess(persons))
    assert column(connection, prepared, "phone_1") == ["76123456", None]
    assert column(connection, prepared, "identifier_1") == ["187X", None]
    assert column(connection, prepared, "sex") == ["M", "F"]
    assert column(connection, prepared, "email_1") == ["a@b.org", None]
    assert column(connection, prepared, "address_1") == ["12 wallaby street", None]
    assert column(connection, prepared, "category_1") == ["cultivatrice", None]


def test_the_order_of_columns_and_files_changes_no_value(connection):
    one, other = (
        table("a.csv", nom=["Awa Koné", "Ali Sow"], tel=["76123456", None]),
        table("b.csv", nom=["Sira Ba"], tel=["66"]),
    )
    schema = declared(columns={"nom": "full_name", "tel": "phone"})
    first = prepare(connection, [one, other], schema)
    turned = prepare(connection, [other, one], schema, name="turned")
    wanted = "source, id, name, name_canon, phone_1"
    assert sorted(connection.table("records").project(wanted).fetchall()) == sorted(
        connection.table("turned").project(wanted).fetchall()
    )
    assert first.columns == turned.columns


@pytest.mark.parametrize(
    ("tables", "schema", "named"),
    [([table(nom=["Awa"])], {"columns": {"mon": "full_name"}}, "« mon »"),
     ([table(nom=["Awa"])], {"id": "no", "columns": {"nom": "full_name"}}, "« no »"),
     ([table(nom=["Awa"]), table(nom=["Ali"])], {"columns": {"nom": "full_name"}}, "deux fichiers"),
     ([table(nom=["Awa"]), table("b.csv", non=["Ali"])], {"columns": {"nom": "full_name"}}, "b.csv")],
)  # fmt: skip
def test_files_that_do_not_fit_the_schema(connection, tables, schema, named):
    with pytest.raises(Unusable) as refusal:
        prepare(connection, tables, declared(**schema))
    assert named in str(refusal.value).replace("\u00a0", " ")


def test_an_empty_file(connection):
    prepared = prepare(connection, [table(nom=[], ne=[])], declared(columns={"nom": "full_name", "ne": "birth_date"}))
    assert (prepared.count, prepared.columns, prepared.malian) == (0, {}, 0)


def test_names_of_others_are_not_taken_for_malian(connection):
    for file in ("febrl/febrl3.csv", "rldata/RLdata500.csv", "splink_fake_1000/fake_1000.csv"):
        persons = read(shared("linkage", *file.split("/")))
        prepared = prepare(connection, [persons], guess(persons))
        assert prepared.count == persons.rows.num_rows
        assert prepared.malian < 0.01
        assert prepared.columns["birth_text"].filled > 0.9
        assert prepared.habits == Habits()
