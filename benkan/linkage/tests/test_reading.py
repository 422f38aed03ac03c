"""Files as people send them: every cell comes back as the text it was."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benkan.linkage.engine.reading import read
from benkan.linkage.engine.refusal import Unusable
from benkan.linkage.tests.files import shared

SPECTRUM = ("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "quotes_and_newlines",
            "simple", "simple_crlf", "utf8")  # fmt: skip


def rows(path: Path):
    return [{name: cell or "" for name, cell in row.items()} for row in read(path).rows.to_pylist()]


@pytest.mark.parametrize("name", SPECTRUM)
def test_the_spectrum_of_csv(name):
    folder = shared("security", "csv-spectrum")
    expected = json.loads(next(folder.rglob(f"{name}.json")).read_text(encoding="utf-8"))
    assert rows(next(folder.rglob(f"{name}.csv"))) == expected


@pytest.mark.parametrize(
    ("name", "columns", "count"),
    [("utf-16le_encoded.csv", 19, 327), ("utf8bom.csv", 2, 0), ("simple.psv", None, 28), ("simple.ssv", 3, 6),
     ("example.tsv", None, 140), ("spanish_chars.csv", None, 115), ("skip_initials.csv", 2, 2), ("long.csv", 1, 3999)],
)  # fmt: skip
def test_ugly_files(name, columns, count):
    found = read(shared("security", "messytables", name))
    assert found.rows.num_rows == count
    assert columns in (None, len(found.columns))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "windows-1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "%"])
def test_encodings_and_separators(tmp_path, encoding, separator):
    path = tmp_path / "liste.csv"
    lines = [["id", " Prénom ", "Né le"], ["007", "Maïmouna", "12/05/1990"], ["008", " Awa ", ""]]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    found = read(path)
    assert found.columns == ("id", "Prénom", "Né le")
    assert found.rows.to_pylist() == [
        {"id": "007", "Prénom": "Maïmouna", "Né le": "12/05/1990"},
        {"id": "008", "Prénom": "Awa", "Né le": None},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_single_column(tmp_path, encoding):
    path = tmp_path / "noms.csv"
    path.write_bytes("Nom\nTraoré\nKoné\n".encode(encoding))
    assert rows(path) == [{"Nom": "Traoré"}, {"Nom": "Koné"}]


def test_uneven_rows_lose_nothing_of_the_header(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("sep=;\nid;nom;nom;\n1;Awa\n\n2;Ali;Alou;x;y\n", encoding="utf-8")
    assert rows(path) == [{"id": "1", "nom": "Awa", "nom (2)": ""}, {"id": "2", "nom": "Ali", "nom (2)": "Alou"}]


def test_titles_above_the_header_and_old_line_ends(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(b"POSTE INVENTE;;\r\r;;\rid;nom;ne\r1;Awa;1990\r2;Ali;\r")
    assert rows(path) == [{"id": "1", "nom": "Awa", "ne": "1990"}, {"id": "2", "nom": "Ali", "ne": ""}]


def test_commas_of_a_sentence_are_no_separator(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom\nTraoré, Awa\nKoné, Ali\n", encoding="utf-8")
    assert rows(path) == [{"Nom": "Traoré, Awa"}, {"Nom": "Koné, Ali"}]


def test_loose_quotes_and_line_breaks_in_cells(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text('id,nom\n1,"Awa ""Fifi""\nKoné"\n2,Ali "Papa" Sow\n', encoding="utf-8")
    assert rows(path) == [{"id": "1", "nom": 'Awa "Fifi"\nKoné'}, {"id": "2", "nom": 'Ali "Papa" Sow'}]


def test_parquet_is_read_as_text(tmp_path):
    path = tmp_path / "liste.parquet"
    pq.write_table(pa.table({"id": [7, 8], "an": [1990.0, float("nan")], "nom": [" Awa ", "Ali"]}), path)
    assert rows(path) == [{"id": "7", "an": "1990", "nom": "Awa"}, {"id": "8", "an": "", "nom": "Ali"}]


def test_a_workbook(tmp_path):
    import datetime as dt

    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("vide", 0)
    sheet = book.worksheets[1]
    for row in (
        ["Liste inventée"],
        [],
        ["id", "nom", "né le"],
        [7, "Awa", dt.date(1990, 5, 12)],
        ["008", None, "1991"],
    ):
        sheet.append(row)
    book.save(tmp_path / "liste.xlsx")
    assert rows(tmp_path / "liste.xlsx") == [
        {"id": "7", "nom": "Awa", "né le": "1990-05-12"},
        {"id": "008", "nom": "", "né le": "1991"},
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("vide.csv", b""), ("blanc.csv", b" \r\n\n"), ("faux.xlsx", b"PK\x03\x04rien"), ("faux.parquet", b"PAR1rien"),
     ("image.csv", b"\xff\xfe\x00"), ("ouvert.csv", b'a,b\n1,"' + b"x" * 20_000_000)],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unusable, match=name) as refusal:
        read(path)
    assert str(refusal.value).endswith(".")


def test_what_is_not_there_is_said(tmp_path):
    for path in (tmp_path / "rien.csv", tmp_path):
        with pytest.raises(Unusable, match=path.name):
            read(path)
