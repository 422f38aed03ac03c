"""Rows to files, one row at a time, so that a list of any length takes the memory of a few rows.

A file is: lines of words (title, day, source, what is hidden), an empty line, the titles of the columns, the rows. What
is written here is read back by `reading`, with the same texts.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape

from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.cells import letter_of
from benkan.workbooks.engine.frame import Heading, Styles, frame
from benkan.workbooks.engine.neutral import clean, held, is_formula

DELIMITER = ";"  # what Excel cuts by where commas mark decimals
FIRST_DAY = dt.date(1900, 3, 1)  # before, Excel counts a day that never was
_EPOCH = dt.date(1899, 12, 30)
_AT_ONCE = 500  # rows handed to the compressor together
_ESCAPED_CODE = re.compile("_(x[0-9A-Fa-f]{4}_)")  # read by Excel as a character: said to be none
_YES_NO = {True: "oui", False: "non"}


def write_csv(
    file: BinaryIO, words: Sequence[str], headings: Sequence[Heading], rows: Iterable[Sequence[Value]]
) -> int:
    """Write UTF-8 with its mark, semicolons and CRLF, as a French Excel opens it. Gives the number of rows.

    Days are written day first, decimals with a comma; a text that begins as a formula does gets an apostrophe.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n")
    # Every record is of the same width: a reader that counts delimiters is not misled by the words above.
    rest = [""] * (len(headings) - 1)
    writer.writerows([held(clean(line)), *rest] for line in (*words, ""))
    writer.writerow([held(clean(heading.title)) for heading in headings])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one is the number of rows
        writer.writerow([_in_text(value) for value in row])
    text.flush()
    text.detach()
    return count


def _in_text(value: Value) -> str:
    if isinstance(value, str):
        return held(clean(value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return str(value).replace(".", ",")


def write_xlsx(
    file: BinaryIO,
    words: Sequence[str],
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Liste",
    foot: str = "",
) -> int:
    """Write a workbook of one sheet, straight into `file`: no name lies in a second one. Gives the number of rows.

    Numbers, days and hours (without time zone) are typed; a text stays a text, whatever it begins with or looks like.
    `foot` stands at the foot of each printed page. The workbook around the rows is openpyxl's.
    """
    around = frame(words, headings, sheet, foot)
    first = len(words) + 3  # after the words, an empty line, and the titles
    letters = [letter_of(index) for index in range(len(headings))]
    cell = _Cells(around.styles).of
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in around.parts.items():
            archive.writestr(name, content)
        number, waiting = first - 1, []
        with archive.open(around.sheet, "w", force_zip64=True) as out:
            out.write(around.above)
            for number, row in enumerate(rows, start=first):
                cells = "".join([cell(f"{at}{number}", value) for at, value in zip(letters, row, strict=True)])
                waiting.append(f'<row r="{number}">{cells}</row>')
                if len(waiting) == _AT_ONCE:
                    out.write("".join(waiting).encode())
                    waiting.clear()
            out.write("".join(waiting).encode())
            out.write(around.below(number))
        archive.writestr(around.book, around.named(number))
    return number - first + 1


class _Cells:
    """Values as cells of a sheet: the XML of each, with the style of its kind."""

    def __init__(self, styles: Styles):
        self.styles = styles

    def of(self, at: str, value: Value) -> str:
        """The cell at an address (« B7 »); nothing for what is empty."""
        if isinstance(value, str):
            return self._text(at, value) if value else ""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._text(at, _YES_NO[value])
        if isinstance(value, dt.date):
            return self._day(at, value)
        return f'<c r="{at}"><v>{value!r}</v></c>'

    def _text(self, at: str, value: str) -> str:
        text = clean(value)
        style = self.styles.quoted if is_formula(text) else self.styles.text
        if "_" in text:
            text = _ESCAPED_CODE.sub(r"_x005F_\1", text)
        if "&" in text or "<" in text or ">" in text:
            text = escape(text)
        kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'<c r="{at}" s="{style}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'

    def _day(self, at: str, value: dt.date) -> str:
        day = value.date() if isinstance(value, dt.datetime) else value
        if day < FIRST_DAY:
            return self._text(at, _in_text(value))
        days = (day - _EPOCH).days
        if day is value:
            return f'<c r="{at}" s="{self.styles.day}"><v>{days}</v></c>'
        share = (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
        return f'<c r="{at}" s="{self.styles.moment}"><v>{days + share!r}</v></c>'
