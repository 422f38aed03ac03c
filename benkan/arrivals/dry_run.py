"""What a list of arrivals would give, before anything is written: columns proposed, lines read, refusals, duplicates.

Plain Python, without Django and without a server. A machine proposes; nothing here is decided, and nothing is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from benkan.arrivals.reading_lines import ReadLine, read_line
from benkan.arrivals.same_person import Suggestion, suggest
from benkan.common.folding import fold
from benkan.people.workbook import (
    HOUSEHOLDS,
    LABELS,
    NEEDED,
    OTHER,
    PERSONS,
    UNTITLED,
    guess_columns,
    kind_of,
    recognise,
    settled,
)
from benkan.workbooks.engine.book import Book, Sheet
from benkan.workbooks.engine.cells import text_of
from benkan.workbooks.engine.headers import Column
from benkan.workbooks.engine.refusal import Unreadable
from benkan.workbooks.engine.tables import LeftOut, Table, find_tables

NBSP = "\u00a0"
HIDDEN = "feuille masquée, pas lue"
# Sheet, then letter of a column: the role a person chose, None for « ne pas lire ».
Mapped = Mapping[str, Mapping[str, str | None]]


class NotAList(Unreadable):
    """The file can be read and holds no list of persons; the message is a French sentence with what to do."""


@dataclass(frozen=True)
class SheetSeen:
    """One sheet: its kind, the rows its tables hold, and the rows left out of them, each with its reason."""

    name: str
    kind: str
    rows: int
    left_out: list[LeftOut]


@dataclass(frozen=True)
class DryRun:
    """The whole answer. ``lines`` are the persons read, refused ones included, in the order of the file."""

    file: str
    sheets: list[SheetSeen]
    tables: list[Table]  # of persons
    lines: list[ReadLine]
    announced: int | None
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def refused(self) -> list[ReadLine]:
        return [line for line in self.lines if line.errors]

    @property
    def mapping(self) -> dict[str, dict[str, str | None]]:
        """The proposed mapping, in the shape that `dry_run` takes back."""
        return {table.sheet: {one.letter: one.role for one in table.columns} for table in self.tables}


def dry_run(
    source: Book | str | Path,
    mapping: Mapped | None = None,
    *,
    titles: Mapping[str, str | None] | None = None,
    on: dt.date | None = None,
    phone_prefix: str = "223",
) -> DryRun:
    """Read a list. Raises `Unreadable`, or `NotAList`, with a sentence.

    ``on`` is the day ages are counted from; ``titles`` what is known of titles from before (see `title_key`), to which
    the letters of ``mapping`` are preferred.
    """
    if isinstance(source, Book):
        book, name = source, ""
    else:
        from benkan.workbooks.engine.reading import read_safely

        book, name = read_safely(Path(source)), Path(source).name
    if book.is_form or _looks_like_a_form(book):
        raise NotAList(
            f"{name or 'Ce fichier'}{NBSP}: c’est un formulaire (XLSForm), pas une liste{NBSP}: il pose des questions, "
            "il ne contient pas de réponses. Exportez les réponses recueillies (XLSX ou CSV), puis recommencez."
        )
    on = on or dt.datetime.now(tz=dt.UTC).date()
    seen, tables, lines = [], [], []
    # A hidden sheet is often an older copy: it is read only where nothing else holds a person, and it is said.
    for sheet in sorted(book.sheets, key=lambda one: one.hidden):
        if sheet.hidden and tables:
            seen.append(SheetSeen(sheet.name, HIDDEN, sum(any(map(text_of, row)) for row in sheet.rows), []))
            continue
        found = find_tables(sheet, recognise, needed=NEEDED, guess=guess_columns)
        mine = [_mapped(table, (mapping or {}).get(sheet.name, {}), titles or {}) for table in found.tables]
        kinds = [kind_of(table) for table in mine]
        seen.append(_seen(sheet, mine, kinds, found.left_out))
        for table, kind in zip(mine, kinds, strict=True):
            if kind == PERSONS:
                tables.append(table)
                # The only sheet of a text file has no name that a person knows.
                shown = sheet.name if book.format != "csv" else ""
                lines += [read_line(line, table.columns, sheet=shown, on=on) for line in table.lines]
    if not tables:
        raise NotAList(_nobody(name, book, seen))
    return DryRun(name, seen, tables, lines, _announced(tables), suggest(lines, phone_prefix))


def title_key(column: Column) -> str:
    """How a title is remembered: folded, with the group above it; "" where the column has none."""
    return "" if column.title == UNTITLED else fold(f"{column.group} {column.title}")


def _mapped(table: Table, chosen: Mapping[str, str | None], titles: Mapping[str, str | None]) -> Table:
    for role in (*chosen.values(), *titles.values()):
        if role is not None and role not in LABELS:
            raise ValueError(f"{role} is no role of a column")

    def said(one: Column) -> Column:
        if one.letter in chosen:
            return replace(one, role=chosen[one.letter], sure=True)
        if (key := title_key(one)) and key in titles:
            return replace(one, role=titles[key], sure=True)
        return one

    return replace(table, columns=[said(one) for one in settled(table.columns)])


def _seen(sheet: Sheet, tables: list[Table], kinds: list[str], left_out: list[LeftOut]) -> SheetSeen:
    kind = next((one for one in (PERSONS, HOUSEHOLDS) if one in kinds), OTHER)
    aside = sorted([*left_out, *(one for table in tables for one in table.left_out)], key=lambda one: one.row)
    return SheetSeen(sheet.name, kind, sum(len(table.lines) for table in tables), aside)


def _announced(tables: list[Table]) -> int | None:
    """The number the file gives: the sum of what its tables announce, or the total of the last, said to be of all."""
    said = [table for table in tables if table.announced is not None]
    if len(said) > 1 and said[-1].announced == sum(table.announced for table in said[:-1]):
        return said[-1].announced
    return sum(table.announced for table in said) if said else None


def _looks_like_a_form(book: Book) -> bool:
    """An XLSForm, perhaps a broken one: a sheet of questions, or its choices without their questions."""
    titles = {
        sheet.name.strip().casefold(): {str(value).strip().casefold() for value in sheet.rows[0] if value is not None}
        for sheet in book.sheets
        if sheet.rows
    }
    return {"type", "name"} <= titles.get("survey", set()) or {"list_name", "name"} <= titles.get("choices", set())


def _nobody(name: str, book: Book, seen: list[SheetSeen]) -> str:
    begins = f"{name or 'Ce fichier'}{NBSP}: aucune colonne de personne"
    if not any(sheet.rows for sheet in book.sheets):
        return f"{begins}{NBSP}: le fichier est vide. Envoyez la liste remplie."
    if any(one.kind == HOUSEHOLDS for one in seen):
        return f"{begins}{NBSP}: il ne contient que des ménages. Envoyez aussi la feuille des personnes."
    return (
        f"{begins}{NBSP}: aucune ligne de titres ne nomme des noms, des sexes ou des âges. Ajoutez au-dessus de la "
        f"liste une ligne de titres, par exemple «{NBSP}Nom{NBSP}», «{NBSP}Prénoms{NBSP}», «{NBSP}Sexe{NBSP}», "
        f"«{NBSP}Né le{NBSP}», puis recommencez."
    )


def address_of(column: Column) -> str:
    """« C (Né le) », with the group above where there is one."""
    title = f"{column.group} / {column.title}" if column.group else column.title
    return f"{column.letter} ({title})"
