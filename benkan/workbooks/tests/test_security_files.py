"""Ugly files by others: read without loss, or refused with a sentence; never a traceback, never long, never heavy."""

import csv
import datetime
import io
import json
import warnings

import pytest
from openpyxl import load_workbook

from benkan.workbooks.engine.reading import read_book
from benkan.workbooks.engine.refusal import Unreadable
from benkan.workbooks.tests.making import SHARED, measured, shared_file

SPECTRUM = (
    *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf"),
    *("quotes_and_newlines", "simple", "simple_crlf", "utf8"),
)
FOLDERS = ("csv-spectrum/csvs", "frictionless", "messytables", "poi_benign_variants")
REFUSED = {"frictionless/empty.csv", "messytables/simple.zip"}


def files(folder: str):
    return sorted(path for path in shared_file(f"security/{folder}").iterdir() if path.is_file())


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum(name):
    path = shared_file(f"security/csv-spectrum/csvs/{name}.csv")
    header, *rows = read_book(path).sheets[0].rows
    padded = [row + [""] * (len(header) - len(row)) for row in rows]
    expected = json.loads(shared_file(f"security/csv-spectrum/json/{name}.json").read_text(encoding="utf-8"))
    if b"\r" not in path.read_bytes():  # the copy lost its carriage returns before it came to us
        expected = [{title: cell.replace("\r\n", "\n") for title, cell in row.items()} for row in expected]
    assert [dict(zip(header, row, strict=True)) for row in padded] == expected


@pytest.mark.parametrize("folder", FOLDERS)
def test_read_or_refused_in_time_and_memory(folder):
    paths = files(folder)
    for path, found in zip(paths, measured(*paths), strict=True):
        assert bool(found["refused"]) == (f"{folder}/{path.name}" in REFUSED), (path.name, found)
        assert found["seconds"] < 5, path.name
        assert found["megabytes"] < 300, path.name


@pytest.mark.parametrize("folder", ["frictionless", "messytables"])
def test_texts_without_loss(folder):
    """Joined again with the delimiter that was found, the cells are the file."""
    for path in files(folder):
        try:
            book = read_book(path)
        except Unreadable:
            continue
        if book.format != "csv":
            continue
        whole = path.read_bytes().decode(book.encoding).removeprefix("\ufeff")
        records = list(csv.reader(io.StringIO(whole, newline=""), delimiter=book.delimiter or "\x1f"))
        for record in records:
            while record and not record[-1]:
                record.pop()
        while not records[-1]:
            records.pop()
        assert book.sheets[0].rows == records, path.name


def test_delimiters_are_those_of_the_manifest():
    manifest = shared_file("MANIFEST.csv").read_text(encoding="utf-8")
    for name, _, _, kind, _ in csv.reader(io.StringIO(manifest)):
        if not name.startswith("security/") or "sep=" not in kind or name.endswith("/empty.csv"):
            continue
        book = read_book(SHARED / name) if (SHARED / name).exists() else None
        if book is None or not book.delimiter:  # one column: the manifest says "," for want of anything
            continue
        said = kind.partition("sep=")[2].replace("\\t", "\t")
        # Its title holds a comma, its table is cut by semicolons: the manifest guessed from the first line.
        assert book.delimiter == (";" if name.endswith("weird_head_padding.csv") else said), name


def test_workbooks_say_what_another_reader_says():
    """Every cell of POI's odd workbooks, against openpyxl reading the same cached values."""
    compared = 0
    for path in files("poi_benign_variants"):
        ours = {sheet.name: sheet.rows for sheet in read_book(path).sheets}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl leaves extensions out and says so
            theirs = load_workbook(path, data_only=True)
        for sheet in theirs.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in (None, "") or cell.data_type == "e":
                        continue
                    found = ours[sheet.title][cell.row - 1][cell.column - 1]
                    if type(found) is datetime.date:
                        found = datetime.datetime.combine(found, datetime.time())
                    assert found == cell.value, (path.name, sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 500
