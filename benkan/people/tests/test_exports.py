"""The list of files as a sheet: whose rows, which, what is in them, and what never is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for
from benkan.people import exports, writes
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration, ready_to_complete, with_identity
from benkan.people.views.listing import FILTERS
from benkan.people.workbook import NEEDED, PERSONS, kind_of, recognise
from benkan.places.models import Place
from benkan.workbooks.engine.reading import read_book
from benkan.workbooks.engine.tables import find_tables
from benkan.workbooks.exports import export_of, prepared
from benkan.workbooks.models import Document
from benkan.workbooks.tests.working import work
from benkan.workbooks.writes.documents import write_list

ASK = "/exports/demander/dossiers/"
DAY = dt.date(2026, 1, 1)
FORMATS = pytest.mark.parametrize("file_format", ["csv", "xlsx"])


@pytest.fixture
def kadiatou(cast, signed_text):
    with acting_for(cast.kadiatou) as by:
        yield by


def taken(by, path, file_format="xlsx", **filters):
    """The file written for somebody: the words above, and each row by the titles of its columns."""
    with open(path, "wb") as file:
        count = write_list(file, by=by, export=export_of("dossiers"), filters=filters, file_format=file_format)
    rows = read_book(path).sheets[0].rows
    empty = rows.index([])
    titles, *lines = rows[empty + 1 :]
    assert len(lines) == count
    padded = [line + [None] * (len(titles) - len(line)) for line in lines]
    return [row[0] for row in rows[:empty]], [dict(zip(titles, line, strict=True)) for line in padded]


def test_a_row_says_what_is_known_of_a_person(kadiatou, tmp_path):
    made = with_identity(
        kadiatou, "with_phone", father_name="Bakary Traoré", birth_place="Kita", also_known_as="Kadi",
        marital_status="marie", languages=["bambara", "francais"],
    )  # fmt: skip
    _, (row,) = taken(kadiatou, tmp_path / "l.xlsx")
    assert row["N° de dossier"] == made.number
    expected = {
        "Prénoms": "Kadiatou", "Nom": "Traoré", "Surnom": "Kadi", "Sexe": "Femme", "Naissance": dt.date(1990, 5, 3),
        "Précision de la naissance": "au jour", "Année de naissance": 1990, "Naissance, telle que dite": "3/5/1990",
        "Lieu de naissance": "Kita", "Mère": "Assitan Diarra", "Père": "Bakary Traoré", "Nationalité": "Mali",
        "Téléphone": "76 12 34 56", "Destination": "Banamba", "État du dossier": "Enregistrée", "Source": "Accueil",
    }  # fmt: skip
    assert {title: row[title] for title in expected} == expected
    assert row["Enregistrée le"].date() == made.registered_at.date()


@pytest.mark.parametrize(
    ("said", "shown", "precision", "year"),
    [
        ("27", "vers 1999", "environ", 1999),
        ("1998", "1998", "à l’année", 1998),
        ("3/1998", "03/1998", "au mois", 1998),
        ("inconnue", "inconnue", "inconnue", None),
    ],
)
def test_a_birth_known_in_part_says_how_far(kadiatou, tmp_path, said, shown, precision, year):
    a_registration(kadiatou, "kadiatou", birth=parse(said, on=DAY))
    _, (row,) = taken(kadiatou, tmp_path / "l.csv", "csv")
    found = [row[title] or None for title in ("Naissance", "Précision de la naissance", "Année de naissance")]
    assert found == [shown, precision, year and str(year)]
    assert row["Naissance, telle que dite"] == said


def test_a_destination_is_placed_in_its_cercle_and_region(kadiatou, tmp_path):
    cercle = Place.objects.filter(level="cercle").select_related("parent").first()
    a_registration(kadiatou, "kadiatou", destination=cercle, destination_said="Sirakoro")
    a_registration(kadiatou, "lassine", destination=cercle.parent)
    a_registration(kadiatou, "fousseyni", nationality_unknown=True)
    _, rows = taken(kadiatou, tmp_path / "l.xlsx")
    places = [(row["Destination"], row["Cercle de destination"], row["Région de destination"]) for row in rows]
    region = cercle.parent.name
    assert places == [(None, None, None), (region, None, region), ("Sirakoro", cercle.name, region)]
    assert rows[0]["Nationalité"] == "ne sait pas"


@FORMATS
@pytest.mark.parametrize("state", sorted(FILTERS))
def test_the_rows_are_those_of_the_list(kadiatou, cast, signed_in, tmp_path, state, file_format):
    for _ in range(3):
        a_registration(kadiatou, "lassine")
    writes.complete(by=kadiatou, registration=ready_to_complete(kadiatou))
    writes.annul(by=kadiatou, registration=a_registration(kadiatou, "fousseyni"), reason="erreur")
    page = signed_in(cast.kadiatou).get(reverse("people:search"), {"etat": state})
    words, rows = taken(kadiatou, tmp_path / f"l.{file_format}", file_format, **({"etat": state} if state else {}))
    assert [row["N° de dossier"] for row in rows] == [row["registration"].number for row in page.context["rows"]]
    asked = prepared(kadiatou, export_of("dossiers"), {"etat": state} if state else {})
    assert asked.count == len(rows) == Registration.objects.filter(status__in=FILTERS[state][1]).count()
    assert asked.hidden == page.context["hidden"]
    assert any(asked.shown in line and asked.hidden in line for line in words)


def test_the_page_says_as_many_rows_as_the_file_has(kadiatou, cast, signed_in, tmp_path):
    for _ in range(4):
        a_registration(kadiatou, "lassine")
    client = signed_in(cast.kadiatou)
    assert "4\u00a0lignes" in client.get(ASK).content.decode()
    client.post(f"{ASK}?etat=a-completer", {"format": "xlsx"})
    work()
    document = Document.objects.get()
    assert (document.rows, document.filters) == (4, {"etat": "a-completer"})
    assert document.name.startswith("Benkan, dossiers à compléter, ")
    (entry,) = Entry.objects.filter(verb="people.exported")
    assert (entry.fields, entry.count, entry.on_behalf) == (["etat"], 4, True)


@FORMATS
def test_nobody_takes_the_files_of_another_organisation(kadiatou, cast, tmp_path, file_format):
    with acting_for(cast.sekou) as sekou:
        theirs = a_registration(sekou, "kadiatou", family_name="Étrangère")
    ours = a_registration(kadiatou, "kadiatou")
    _, rows = taken(kadiatou, tmp_path / f"l.{file_format}", file_format)
    assert [row["N° de dossier"] for row in rows] == [ours.number]
    assert theirs.family_name not in {row["Nom"] for row in rows}


@FORMATS
def test_what_was_confided_or_must_stay_is_in_no_file(kadiatou, tmp_path, file_format):
    made = ready_to_complete(kadiatou, "apart")
    writes.note_identifier(by=kadiatou, registration=made, kind="nina", value="18704750123456K")
    path = tmp_path / f"l.{file_format}"
    words, (row,) = taken(kadiatou, path, file_format)
    everything = " ".join(str(value) for value in [*words, *row, *row.values()]).casefold()
    for never in ("76 00 00 00", "18704750123456k", "consent", "à part", "contact"):
        assert never not in everything


def test_the_list_is_brought_back_as_it_left(kadiatou, tmp_path):
    """Titles are those that reading a list knows, and what they hold is understood."""
    made = with_identity(kadiatou, "with_phone", birth_place="Kita", marital_status="marie")
    a_registration(kadiatou, "lassine", birth=parse("vers 1998", on=DAY), phone="+223 66 11 22 33")
    for file_format in ("csv", "xlsx"):
        path = tmp_path / f"liste.{file_format}"
        taken(kadiatou, path, file_format)
        (table,) = find_tables(read_book(path).sheets[0], recognise, needed=NEEDED).tables
        roles = {column.role: column for column in table.columns if column.role}
        sure = {role for role, column in roles.items() if column.sure}
        assert {
            "external_id", "given_names", "family_name", "also_known_as", "sex", "birth", "birth_place", "mother_name",
            "father_name", "nationality", "marital_status", "phone", "destination", "destination_cercle",
            "destination_region",
        } <= sure  # fmt: skip
        assert roles["birth"].title == "Naissance"
        assert kind_of(table) == PERSONS
        assert len(table.lines) == 2
        numbers = {line.value(roles["external_id"].index) for line in table.lines}
        assert made.number in numbers
        assert "+223 66 11 22 33" in {line.value(roles["phone"].index) for line in table.lines}


FORMULA = "=cmd|'/C calc'!A0"


@FORMATS
def test_a_name_that_is_a_formula_is_written_as_a_name(kadiatou, tmp_path, file_format):
    a_registration(kadiatou, "kadiatou", family_name=FORMULA, mother_name="+1+1", birth_place="@SUM(1)")
    path = tmp_path / f"l.{file_format}"
    _, (row,) = taken(kadiatou, path, file_format)
    assert (row["Nom"], row["Mère"], row["Lieu de naissance"]) == (FORMULA, "+1+1", "@SUM(1)")
    if file_format == "csv":
        assert ";'=cmd|" in path.read_text("utf-8-sig")


def test_a_state_that_nobody_knows_is_a_sentence(kadiatou):
    with pytest.raises(Impossible, match="a-completer"):
        exports.files_of(kadiatou, {"etat": "perdus"})


@pytest.mark.parametrize("key", ["awa", "fanta", "hawa", "salimata", "adama"])
def test_who_has_not_the_right_takes_nothing(cast, signed_in, key):
    with acting_for(getattr(cast, key)) as by, pytest.raises(Refused):
        prepared(by, export_of("dossiers"), {})
    client = signed_in(getattr(cast, key))
    assert client.post(ASK, {"format": "csv"}).status_code == 403
    assert "Emporter cette liste" not in client.get(reverse("people:search")).content.decode()


def test_the_list_page_leads_to_it_with_its_filter(kadiatou, cast, signed_in):
    a_registration(kadiatou, "kadiatou")
    client = signed_in(cast.kadiatou)
    page = client.get(reverse("people:search"), {"etat": "a-completer"}).content.decode()
    assert f'href="{ASK}?etat=a-completer"' in page
    # What a search answers is a glimpse, not a list.
    assert ASK not in client.get(reverse("people:search"), {"q": "traore"}).content.decode()


def test_more_files_ask_no_more_questions(kadiatou):
    counts = []
    for _ in range(2):
        for _ in range(4):
            with_identity(kadiatou)
        listed = exports.files_of(kadiatou, {})
        with CaptureQueriesContext(connection) as asked:
            assert len(list(listed.rows())) == listed.count
        counts.append(len(asked))
    assert counts[0] == counts[1]
