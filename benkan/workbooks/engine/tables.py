"""The tables of a sheet: titles above, header anywhere, lines, and what is left out, each row with its reason.

Knows no subject: what a title stands for comes from `recognise`, what makes a line one comes from `needed`. Every row
that holds something is in one place: a header, a line, or left out. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from benkan.common.folding import fold
from benkan.workbooks.engine.book import Sheet, Value
from benkan.workbooks.engine.cells import texts_of
from benkan.workbooks.engine.closing import announced_in_title, closing, is_general, is_remark
from benkan.workbooks.engine.headers import Column, Header, Recognise, header_at

DEEPEST = 60  # rows above a header: titles, stamps, a letter; below that, a sheet has no table
RANK = "rank"  # the role of a numbering column: it never makes a line by itself

TITLE = "ligne de titre, au-dessus du tableau"
REPEATED = "en-tête répété"
CLOSING = "ligne de clôture : un total, pas une personne"
REMARK = "remarque ou signature, pas une personne"
NUMBER_ALONE = "un numéro, et rien d’autre"
NOBODY = "ni nom, ni sexe, ni âge"
NO_TABLE = "aucune colonne reconnue dans cette feuille"


@dataclass(frozen=True)
class Line:
    """One row of a table: its number in the file (from 1), its values."""

    row: int
    values: list[Value]

    def value(self, index: int) -> Value:
        return self.values[index] if index < len(self.values) else None


@dataclass(frozen=True)
class LeftOut:
    """A row that is no line: its number in the file, and why, in French."""

    row: int
    why: str


@dataclass
class Table:
    """One table of a sheet. ``announced`` is the number that a title or a closing line gives, if one does."""

    sheet: str
    header_rows: list[int]
    columns: list[Column]
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    announced: int | None = None
    announced_for_all: bool = False  # « total général »: of the whole file, perhaps

    def column(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True)
class Found:
    """What a sheet holds. ``left_out`` has the rows that belong to no table."""

    sheet: str
    tables: list[Table]
    left_out: list[LeftOut]


def find_tables(
    sheet: Sheet,
    recognise: Recognise,
    *,
    needed: Collection[str],
    guess: Callable[[list[list[Value]]], list[Column] | None] | None = None,
) -> Found:
    """Find the tables. ``needed``: roles of which a line has one at least. ``guess``: columns by content, when sure."""
    tables: list[Table] = []
    above: list[int] = []
    rows, at = sheet.rows, 0
    while at < len(rows):
        if not any(texts_of(rows[at])):
            at += 1
            continue
        header = header_at(rows, at, recognise) if tables or len(above) < DEEPEST else None
        if header and tables and _is_data(rows, header, tables[-1], recognise):
            header = None
        if header is None:
            tables[-1].lines.append(Line(at + 1, rows[at])) if tables else above.append(at)
            at += 1
            continue
        numbers = list(range(at + 1, at + header.height + 1))
        if tables and _key(tables[-1].columns) == header.key:
            tables[-1].left_out += [LeftOut(number, REPEATED) for number in numbers]
        else:
            tables.append(Table(sheet.name, numbers, header.columns))
        at += header.height
    if not tables and guess and (columns := guess([rows[index] for index in above])):
        tables.append(Table(sheet.name, [], columns, [Line(index + 1, rows[index]) for index in above]))
        above = []
    if not tables:
        return Found(sheet.name, [], [LeftOut(index + 1, NO_TABLE) for index in above])
    tables[0].left_out[:0] = [LeftOut(index + 1, TITLE) for index in above]
    tables[0].announced = next((n for i in above if (n := announced_in_title(texts_of(rows[i]))) is not None), None)
    for table in tables:
        _sort(table, set(needed))
    return Found(sheet.name, tables, [])


def _key(columns: list[Column]) -> tuple:
    return Header(0, 1, columns).key


def _is_data(rows: list, header: Header, table: Table, recognise: Recognise) -> bool:
    """Whether the upper row of a header found lower in the sheet is in truth the last line before a page break."""
    if header.height == 1 or any(
        _folded(rows[header.first]) == _folded(rows[number - 1]) for number in table.header_rows
    ):
        return False
    alone = header_at(rows, header.first + 1, recognise)
    return alone is not None and _overlaps(alone, table)


def _overlaps(header: Header, table: Table) -> bool:
    return {fold(column.title) for column in header.columns} <= {fold(column.title) for column in table.columns}


def _folded(row: list[Value]) -> list[str]:
    return [fold(text) for text in texts_of(row)]


def _sort(table: Table, needed: set[str]) -> None:
    """Keep the lines of a table; leave the others out, each with its reason."""
    roles = {column.index: column.role for column in table.columns if column.role}
    table_is_known = bool(needed & set(roles.values()))
    lines, table.lines = table.lines, []
    fullest = [line.row for line in lines if _is_full(line, roles, needed)]
    last = fullest[-1] if fullest else 0
    ranked, closed, before = RANK in roles.values(), False, 0
    for line in lines:
        texts = texts_of(line.values)
        closes, number = closing(texts) if not _is_numbered(line, roles) else (False, None)
        why = ""
        if closes:
            why, closed = CLOSING, True
            _announce(table, number, texts)
        elif is_remark(texts) or (closed and (line.row > last or (ranked and not _is_numbered(line, roles)))):
            why = REMARK
        elif table_is_known:
            why = _not_a_line(texts, roles, needed)
            # One cell by itself, under a blank row, below the last full line: words, not a name.
            if not why and _is_aside(texts, roles) and line.row > last and line.row > before + 1:
                why = REMARK
        before = line.row
        if why:
            table.left_out.append(LeftOut(line.row, why))
        else:
            table.lines.append(line)
    table.left_out.sort(key=lambda one: one.row)


def _announce(table: Table, number: int | None, texts: list[str]) -> None:
    general = is_general(texts)
    if number is not None and (general or not table.announced_for_all):
        table.announced, table.announced_for_all = number, general


def _not_a_line(texts: list[str], roles: dict[int, str], needed: set[str]) -> str:
    filled = {index for index, text in enumerate(texts) if text}
    if filled and all(roles.get(index) == RANK for index in filled):
        return NUMBER_ALONE if any(char.isdigit() for char in "".join(texts)) else REMARK
    return "" if any(roles.get(index) in needed for index in filled) else NOBODY


def _is_numbered(line: Line, roles: dict[int, str]) -> bool:
    """Whether a line has its order number and something else: a person, whatever her name says."""
    texts = texts_of(line.values)
    numbered = any(roles.get(index) == RANK and text.rstrip(".)°").isdigit() for index, text in enumerate(texts))
    others = [text for index, text in enumerate(texts) if text and roles.get(index) != RANK]
    return numbered and bool(others) and not fold(others[0]).startswith("total")


def _is_full(line: Line, roles: dict[int, str], needed: set[str]) -> bool:
    """Whether a line says two things at least, one of them needed, and speaks of nobody's signature."""
    texts = texts_of(line.values)
    filled = [index for index, text in enumerate(texts) if text and index in roles]
    if len(filled) < min(2, len(roles)) or is_remark(texts):
        return False
    closes = not _is_numbered(line, roles) and closing(texts)[0]
    return not closes and any(roles[index] in needed for index in filled)


def _is_aside(texts: list[str], roles: dict[int, str]) -> bool:
    return sum(map(bool, texts)) == 1 and len(roles) >= 3
