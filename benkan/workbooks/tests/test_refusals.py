"""Files that must be refused: quickly, within their memory, with a sentence that says what to do."""

import os
import random
import re

import pytest

from benkan.workbooks.engine.child import received
from benkan.workbooks.engine.reading import read_book, read_safely
from benkan.workbooks.engine.refusal import Unreadable
from benkan.workbooks.tests.making import (
    ROW,
    announcing_less,
    archive_of,
    compound,
    measured,
    ods,
    raw_xlsx,
    shared_file,
    written,
    xlsx,
)

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
LAUGHS += b"]><sst><si><t>&j;</t></si></sst>"
NOISE = random.Random(1).randbytes(20_000)

WRONG = {
    "empty": (b"", "est vide"),
    "spaces": (b" \r\n\t\r\n  ", "est vide"),
    "only a mark": (b"\xef\xbb\xbf\r\n", "est vide"),
    "noise": (NOISE, "ni un classeur ni un texte"),
    "noise after a mark": (b"\xff\xfe" + NOISE, "UTF-16"),
    "text with a zero": (b"Nom;Age\nAwa\x00;30\n", "ni un classeur ni un texte"),
    "cut utf-16": ("Nom;Né le\nAwa;1990\n".encode("utf-16")[:-1], "coupé"),
    "two lists pasted": ("Nom;Né\nTraoré;1\n".encode() + "Keïta;2\n".encode("latin-1"), "mêlées"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
    "gzip": (b"\x1f\x8b\x08\0", "archive"),
    "html": (b"<html><body><table><tr><td>Awa</td></tr></table></body></html>", "page web"),
    "html in utf-16": ("\n <TABLE border=1><tr><td>Awa</td></tr></TABLE>".encode("utf-16"), "page web"),
    "mhtml": (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "page web"),
    "xml of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "Excel 2003",
    ),
    "xml": (b'<?xml version="1.0"?><a/>', "du XML"),
    "json": (b'[{"nom": "Awa"}]', "du JSON"),
    "zip": (archive_of(liste_xml="<a/>"), "archive ZIP"),
    "empty zip": (archive_of(), "archive ZIP"),
    "docx": (archive_of(word__document_xml="<a/>"), "document Word"),
    "pptx": (archive_of(ppt__presentation_xml="<a/>"), "diaporama"),
    "odt": (archive_of(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"), "LibreOffice"),
    "start of a zip": (b"PK\x03\x04" + NOISE, "abîmé"),
    "encrypted xlsx": (compound("EncryptionInfo", "EncryptedPackage"), "protégé par un mot de passe"),
    "doc": (compound("WordDocument"), "document Word"),
    "old mail": (compound("__properties_version1.0"), "aucune feuille"),
    "workbook of nothing": (archive_of(xl__workbook_xml=""), "abîmé"),
    "rows": (b"a;b\n" * 200_001, "plus de 200\u202f000 lignes"),
    "columns": (b";".join([b"a"] * 501) + b"\n", "plus de 500 colonnes"),
    "quote never closed": (b'Nom;Age\nAwa;30\n"Sory;' + b"x;1\n" * 400_000, "Après la ligne 2"),
}


def is_a_french_sentence(text: str) -> bool:
    proper = not re.search(r"(?<!\u00a0)[:;!?»](?=\s|$)|«(?!\u00a0)|'", text)
    return proper and text[0].isupper() and text.endswith(".") and "Error" not in text


@pytest.mark.parametrize("kind", WRONG)
def test_says_what_the_file_is_and_what_to_do(tmp_path, kind):
    content, expected = WRONG[kind]
    for name in ("liste.xlsx", "liste.csv"):
        with pytest.raises(Unreadable, match=expected) as refused:
            read_book(written(tmp_path / name, content))
        assert is_a_french_sentence(str(refused.value)), refused.value


def test_refuses_what_is_not_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for path, expected in (
        (tmp_path, "dossier"),
        (tmp_path / "absent.xlsx", "n’existe pas"),
        (tmp_path / "pipe.csv", "n’existe pas"),
    ):
        for read in (read_book, read_safely):
            with pytest.raises(Unreadable, match=expected):
                read(path)
    with pytest.raises(Unreadable):
        read_safely(tmp_path / "a\0b")


def test_refuses_a_file_too_heavy_to_open(tmp_path):
    path = tmp_path / "liste.csv"
    with path.open("wb") as made:
        made.truncate(70_000_000)
    with pytest.raises(Unreadable, match="plus de 60 Mo"):
        read_book(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_damaged(tmp_path, share):
    whole = xlsx(tmp_path / "whole.xlsx", [[f"Nom {n}", n] for n in range(500)]).read_bytes()
    with pytest.raises(Unreadable, match="incomplet ou abîmé"):
        read_book(written(tmp_path / "cut.xlsx", whole[: int(len(whole) * share)]))


def test_a_damaged_workbook_never_gives_a_traceback(tmp_path):
    """In the child: one digit changed in a reference can ask for more memory than the machine has."""
    whole = xlsx(tmp_path / "whole.xlsx", [[f"Nom {n}", n] for n in range(200)]).read_bytes()
    chance = random.Random(7)
    made = []
    for number in range(12):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 8, 60))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        made.append(written(tmp_path / f"spoilt{number}.xlsx", bytes(spoilt)))
    sentences = {found["refused"] for found in measured(*made)} - {""}
    assert sentences
    assert [sentence for sentence in sentences if not is_a_french_sentence(sentence)] == []


def test_a_locked_opendocument_is_locked(tmp_path):
    with pytest.raises(Unreadable, match="mot de passe"):
        read_book(ods(tmp_path / "a.ods", "", encrypted=True))


def test_too_many_rows_or_columns_in_a_workbook(tmp_path):
    with pytest.raises(Unreadable, match=r"Liste.*plus de 500 colonnes"):
        read_book(raw_xlsx(tmp_path / "wide.xlsx", b'<row r="1"><c r="SG1"><v>1</v></c></row>'))
    with pytest.raises(Unreadable, match=r"Liste.*plus de 200.000 lignes"):
        read_book(raw_xlsx(tmp_path / "long.xlsx", b'<row r="200001"><c r="A200001"><v>1</v></c></row>'))


def test_hostile_workbooks_cost_little(tmp_path):
    """Five seconds and three hundred megabytes each, whatever is announced."""
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    cell = b'<row><c t="s"><v>0</v></c></row>'
    long_text = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    bomb = raw_xlsx(tmp_path / "bomb.xlsx", times=2_200_000, level=1)
    lying = announcing_less(written(tmp_path / "lying.xlsx", bomb.read_bytes()))
    expected = {
        bomb: "décompressé",
        lying: "",  # stopped by the limits: which one depends on the machine
        raw_xlsx(tmp_path / "laughs.xlsx", ROW, strings=LAUGHS): "déclarations XML",
        raw_xlsx(tmp_path / "far.xlsx", far): "trop de mémoire",
        raw_xlsx(tmp_path / "echo.xlsx", cell, times=4_000, strings=long_text): "trop de cellules ou de texte",
        written(tmp_path / "hollow.xls", compound("Workbook")): "trop de mémoire",
        written(tmp_path / "commas.csv", b"," * 50_000_000): "",
        written(tmp_path / "quotes.csv", b'"' * 20_000_000): "",
        written(tmp_path / "nested.json", b"[" * 1_000_000): "",
        written(tmp_path / "wide.csv", (b"x" * 900_000 + b";y\n") * 50): "",
    }
    for path, found in zip(expected, measured(*expected), strict=True):
        print(path.name, found)  # noqa: T201
        assert expected[path] in found["refused"], path.name
        assert found["seconds"] < 5, path.name
        assert found["megabytes"] < 300, path.name
        assert is_a_french_sentence(found["refused"] or "Lu."), path.name
    assert measured(lying)[0]["refused"]


def test_time_is_limited(tmp_path):
    path = written(tmp_path / "liste.csv", b"Nom;Age\nAwa;30\n")
    with pytest.raises(Unreadable, match="a dépassé 0,001 seconde"):
        read_safely(path, seconds=0.001)


def test_memory_is_limited(tmp_path):
    path = written(tmp_path / "liste.csv", b"Nom;Age\n" + (b"Awa" * 80 + b";30\n") * 190_000)
    with pytest.raises(Unreadable, match="trop de mémoire"):
        read_safely(path, megabytes=80)


def test_a_child_that_dies_becomes_a_sentence():
    for told, died in ((b"", -11), (b'{"format": "xlsx", "encoding": "", "delimiter": ""}\n', 0), (b"", 1)):
        with pytest.raises(Unreadable, match="n’a pas pu être lu") as refused:
            received(told, died=died)
        assert is_a_french_sentence(str(refused.value))


def test_the_child_is_given_nothing_of_ours(tmp_path, monkeypatch):
    """Neither addresses nor keys cross into the process that reads a stranger's file."""
    seen = {}

    def run(command, **options):
        seen.update(options)
        raise OSError

    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setattr("benkan.workbooks.engine.reading.subprocess.run", run)
    with pytest.raises(Unreadable, match="quelques minutes"):
        read_safely(tmp_path / "liste.csv")
    assert set(seen["env"]) == {"PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}


def test_the_empty_file_named_xlsx_of_hope():
    with pytest.raises(Unreadable, match="est vide"):
        read_safely(shared_file("registration/not_excel_file.xlsx"))
