"""What is written is read back with the same texts, evaluates nothing, and takes the memory of a few rows."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from benkan.workbooks.engine.headers import Guess
from benkan.workbooks.engine.neutral import clean, held, is_formula, released
from benkan.workbooks.engine.reading import read_book
from benkan.workbooks.engine.tables import find_tables
from benkan.workbooks.engine.writing import Heading, write_csv, write_xlsx
from benkan.workbooks.tests.making import shared_file

ROOT = Path(__file__).resolve().parents[3]
WORDS = ["Dossiers en cours", "Données inventées", "Source\u00a0: Benkan, dossiers de l’actrice ; 12, 13"]
PEOPLE = [Heading("N° de dossier", 18), Heading("Prénoms"), Heading("Nom"), Heading("Sexe"), Heading("Téléphone")]
WRITERS = pytest.mark.parametrize("write", [write_csv, write_xlsx], ids=["csv", "xlsx"])
# Each begins a formula for some program, in some width, after what is skipped.
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(1)", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1", "＠A1", "\t=1",
    "\r=1", "\n=1", "'=1", "''+1", "﹦1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://x";"y")', "+223 76 12 34 56",
]  # fmt: skip
TEN_PAST_FOUR = dt.datetime(2026, 11, 22, 4, 10)  # noqa: DTZ001 - sheets know no time zone
MAY_1998 = dt.datetime(1998, 5, 3)  # noqa: DTZ001 - how openpyxl gives a day
PLAIN = ["Traoré", "'Issa", "ML-26-000012-7", "a=b", "1+1", "N’Diaye", "Jean-Marie", "12/03/1998", "0076123456"]


def written(folder: Path, write, rows, *, words=WORDS, headings=PEOPLE, **said) -> Path:
    path = folder / f"liste.{'csv' if write is write_csv else 'xlsx'}"
    with open(path, "wb") as file:
        write(file, words, headings, iter(rows), **said)
    return path


def read_back(path: Path, words=WORDS) -> list[list]:
    """The rows under the titles."""
    return read_book(path).sheets[0].rows[len(words) + 2 :]


def one_column(folder: Path, write, texts) -> list[str]:
    """What is read back of texts, each in a row of its own, beside a number so that no row is empty."""
    rows = [[text, number] for number, text in enumerate(texts)]
    back = read_back(written(folder, write, rows, headings=[Heading("Nom"), Heading("N°")]))
    return [row[0] or "" for row in back]


@WRITERS
def test_a_list_is_read_back_with_its_titles_and_rows(tmp_path, write):
    rows = [
        ["ML-26-000012-7", "Kadiatou", "Traoré", "Femme", "76 12 34 56"],
        ["", "Sékou", "", "Homme", "+223 66 11 22 33"],
    ]
    path = written(tmp_path, write, rows)
    known = {heading.title: Guess(heading.title) for heading in PEOPLE}
    (table,) = find_tables(read_book(path).sheets[0], known.get, needed=["Nom", "Prénoms"]).tables
    assert [column.title for column in table.columns] == list(known)
    assert [[value or "" for value in line.values] for line in table.lines] == rows
    assert len(table.left_out) == len(WORDS)  # what stands above is words, and nobody
    assert table.announced is None


@WRITERS
@pytest.mark.parametrize("name", ["csv_injection_payloads.txt", "blns.txt", "blns.json"])
def test_texts_of_attackers_come_back_as_they_were(tmp_path, write, name):
    path = shared_file(f"security/{name}")
    whole = path.read_text(encoding="utf-8")
    texts = json.loads(whole) if path.suffix == ".json" else whole.split("\n")
    assert one_column(tmp_path, write, texts) == [clean(text) for text in texts]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_cell_never_begins_a_formula(tmp_path, text):
    path = written(tmp_path, write_csv, [["a", text, "b", "", ""]])
    cell = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))[-1][1]
    assert cell.lstrip(" \n\u00a0\u200b\ufeff").startswith("'")
    assert cell != clean(text)
    assert released(cell) == clean(text)
    assert is_formula(clean(text))


def test_a_list_cut_at_its_commas_begins_no_formula_either(tmp_path):
    path = written(tmp_path, write_csv, [["", "Kita,=1+1", "a;=2", "b|@3", "c\n-4"]])
    for delimiter in ",;|\t":
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter):
            assert not any(cell.lstrip().startswith(tuple("=+-@")) for cell in row), row


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_text_is_left_as_it_is(text):
    assert clean(text) == text
    assert held(text) == text
    assert not is_formula(text)


@given(some.text(alphabet=some.characters(codec="utf-8") | some.sampled_from("=+-@'＝ ,;|\n\t\r"), max_size=30))
def test_an_apostrophe_put_is_taken_off_whatever_the_text(text):
    kept = clean(text)
    assert released(held(kept)) == kept
    assert clean(kept) == kept


def test_a_workbook_holds_texts_as_texts_and_keeps_them_so(tmp_path):
    texts = FORMULAS + PLAIN
    path = written(tmp_path, write_xlsx, [[text] for text in texts], words=[], headings=[Heading("Nom")])
    cells = [row[0] for row in load_workbook(path).active.iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}  # typed again in Excel, a telephone keeps its zeros
    assert [cell.quotePrefix for cell in cells] == [True] * len(FORMULAS) + [False] * len(PLAIN)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<f " not in sheet


def test_numbers_days_and_hours_are_typed_in_a_workbook(tmp_path):
    row = [1998, 2.5, dt.date(1998, 5, 3), TEN_PAST_FOUR, True, None, dt.date(1895, 2, 1)]
    path = written(tmp_path, write_xlsx, [row], headings=[Heading(letter) for letter in "ABCDEFG"])
    (found,) = load_workbook(path).active.iter_rows(min_row=len(WORDS) + 3, values_only=True)
    # Before March 1900 Excel counts a day that never was: the day is said in words.
    assert found == (1998, 2.5, MAY_1998, TEN_PAST_FOUR, "oui", None, "01/02/1895")
    assert read_back(path)[0][:4] == row[:4]


def test_numbers_days_and_hours_are_french_in_csv(tmp_path):
    row = [1998, 2.5, dt.date(1998, 5, 3), TEN_PAST_FOUR, False, None]
    path = written(tmp_path, write_csv, [row], headings=[Heading(letter) for letter in "ABCDEF"])
    assert path.read_bytes().splitlines(keepends=True)[-1] == b"1998;2,5;03/05/1998;22/11/2026 04:10;non;\r\n"


def test_csv_is_what_a_french_excel_opens(tmp_path):
    path = written(tmp_path, write_csv, [["1", "Aïssata", 'N\'Diaye; dite "Tata"', "", ""]])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfDossiers en cours;;;;\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == len(WORDS) + 3
    records = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert {len(record) for record in records} == {len(PEOPLE)}
    assert records[-1][2] == 'N\'Diaye; dite "Tata"'


@WRITERS
def test_what_no_file_can_hold_is_left_out(tmp_path, write):
    texts = ["a\x00b\x07c", "d\ud800e", "f\uffffg", "h\tj", "k\r\nl", "m" * 40_000]
    assert one_column(tmp_path, write, texts) == ["abc", "de", "fg", "h j", "k\nl", "m" * 16_383]


@WRITERS
def test_a_text_that_looks_like_a_code_of_excel_is_that_text(tmp_path, write):
    assert one_column(tmp_path, write, ["_x000D_", "a_x0041_b", "_x005F_"]) == ["_x000D_", "a_x0041_b", "_x005F_"]


def test_a_workbook_is_ready_to_be_read_and_printed(tmp_path):
    path = written(
        tmp_path,
        write_xlsx,
        [["1", "Awa", "Diarra", "Femme", ""]],
        sheet="Dossiers: a/b",
        foot="A & B · Données inventées",
    )
    book = load_workbook(path)
    sheet = book.active
    top = len(WORDS) + 2
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == (
        "Dossiers ab",
        f"A{top + 1}",
        f"A{top}:E{top + 1}",
    )
    assert sheet.print_title_rows == f"${top}:${top}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.oddFooter.left.text == "A && B · Données inventées"
    assert [cell.font.b for cell in sheet[top]] == [True] * 5
    assert sheet.column_dimensions["A"].width == 18
    # A reader that believes how far a sheet says it goes reads all of it.
    quick = load_workbook(path, read_only=True).active
    assert len(list(quick.iter_rows())) == top + 1


@WRITERS
def test_a_list_without_rows_is_a_file_all_the_same(tmp_path, write):
    assert read_back(written(tmp_path, write, [])) == []


def test_a_row_of_another_width_is_a_mistake_of_the_program(tmp_path):
    with pytest.raises(ValueError, match="zip"):
        written(tmp_path, write_xlsx, [["a", "b"]])


MANY = """
import io, sys
sys.path.insert(0, {root!r})
from benkan.workbooks.engine.writing import Heading, write_csv, write_xlsx
class Nowhere(io.BytesIO):
    def write(self, data):
        return len(data)
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
headings = [Heading(str(n)) for n in range(20)]
for write in (write_csv, write_xlsx):
    for count in (1_000, 40_000):
        write(Nowhere() if write is write_csv else open("/dev/null", "wb"), ["Liste"], headings,
              ([f"{{n}} Traoré {{m}}" for m in range(20)] for n in range(count)))
        print(peak())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read where Linux says it")
def test_a_long_list_takes_the_memory_of_a_short_one():
    done = subprocess.run(
        [sys.executable, "-c", MANY.format(root=str(ROOT))], capture_output=True, text=True, check=True
    )
    short_csv, long_csv, short_xlsx, long_xlsx = map(int, done.stdout.split())
    assert long_csv - short_csv < 3_000  # kilobytes
    assert long_xlsx - short_xlsx < 8_000
