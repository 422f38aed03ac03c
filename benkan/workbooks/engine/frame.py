"""The workbook around the rows, made by openpyxl from a sheet that has none: styles, widths, titles, print settings.

openpyxl would write the rows too, three times slower, and through a file of its own in the system's temporary folder,
where a worker that is killed would leave the names of a whole list.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from benkan.workbooks.engine.cells import letter_of
from benkan.workbooks.engine.neutral import clean

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LONGEST_NAME = 31
_END = b"</sheetData>"
_EXTENT = re.compile(rb"<dimension [^>]*/>")  # how far the sheet goes: left out, since that is not known yet
_GROUND, _EDGE = "F7F1E6", "8B8272"  # millet and edge of the platform's own look
_A4 = 9


@dataclass(frozen=True)
class Heading:
    """The title of a column, and its width in characters."""

    title: str
    width: int = 16


@dataclass(frozen=True)
class Styles:
    """The numbers by which cells name their style."""

    text: int
    quoted: int  # a text that begins as a formula does: typed again in Excel, it stays a text
    day: int
    moment: int


@dataclass
class Frame:
    """The parts of the file: those before the rows, the sheet cut where rows go, those that say where rows end."""

    styles: Styles
    parts: dict[str, bytes]
    above: bytes
    made: object = field(repr=False)
    titles: tuple[int, int] = (1, 1)  # row of the titles, number of columns
    sheet: str = SHEET
    book: str = BOOK

    def below(self, last: int) -> bytes:
        """The sheet after the rows, of which `last` is the last one's number."""
        return _END + self._to(last)[SHEET].partition(_END)[2]

    def named(self, last: int) -> bytes:
        """The book, which names the range that the filter covers."""
        return self._to(last)[BOOK]

    def _to(self, last: int) -> dict[str, bytes]:
        row, width = self.titles
        self.made.active.auto_filter.ref = f"A{row}:{letter_of(width - 1)}{max(last, row)}"
        return _saved(self.made)


def frame(words: Sequence[str], headings: Sequence[Heading], sheet: str, foot: str) -> Frame:
    """Words, titles and widths as a workbook without rows. `sheet` is its name, `foot` the foot of printed pages."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "Benkan"
    book.properties.title = clean(words[0]) if words else ""
    made = book.active
    made.title = "".join(letter for letter in clean(sheet) if letter not in "[]:*?/\\")[:LONGEST_NAME] or "Liste"
    for number, line in enumerate(words, start=1):
        _plain(made.cell(number, 1), line, bold=number == 1, size=14 if number == 1 else None)
    row = len(words) + 2
    for index, heading in enumerate(headings):
        _title(made.cell(row, index + 1), heading.title)
        made.column_dimensions[letter_of(index)].width = heading.width
    made.freeze_panes = f"A{row + 1}"
    _for_paper(made, row, foot)
    styles = _styles(book)
    parts = _saved(book)
    above = _EXTENT.sub(b"", parts.pop(SHEET).partition(_END)[0])
    parts.pop(BOOK)
    return Frame(styles, parts, above, book, (row, len(headings)))


def _plain(cell, text: str, *, bold: bool = False, size: float | None = None) -> None:
    from openpyxl.styles import Font

    cell.value = clean(text)
    cell.data_type = "s"  # openpyxl takes « =… » for a formula
    cell.font = Font(name="Calibri", bold=bold, size=size or 11)


def _title(cell, text: str) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    _plain(cell, text, bold=True)
    cell.fill = PatternFill("solid", fgColor=_GROUND)
    cell.border = Border(bottom=Side("thin", color=_EDGE))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _for_paper(sheet, titles: int, foot: str) -> None:
    """A4, lying, as wide as the list, its titles on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{titles}:{titles}"
    sheet.oddFooter.left.text = clean(foot).replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P / &N"


def _styles(book) -> Styles:
    """The styles of cells, on a sheet of their own that is then taken away: the book keeps them."""
    aside = book.create_sheet()
    found = {}
    formats = {"text": "@", "quoted": "@", "day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
    for number, (name, code) in enumerate(formats.items(), start=1):
        cell = aside.cell(number, 1)
        cell.number_format = code
        cell.quotePrefix = name == "quoted"
        found[name] = cell.style_id
    book.remove(aside)
    return Styles(**found)


def _saved(book) -> dict[str, bytes]:
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
