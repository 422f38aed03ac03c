"""Where the titles of columns stand: one row, or two (groups, then titles), and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from benkan.common.folding import fold
from benkan.workbooks.engine.cells import letter_of, text_of, texts_of

LONGEST_TITLE = 160
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")  # how forms call their columns: full_name_i_c


@dataclass(frozen=True)
class Guess:
    """What a title stands for. ``sure``: the title is known as it is. An empty role: known, and not wanted."""

    role: str
    sure: bool = True


Recognise = Callable[[str], Guess | None]


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, its letter, its title as written, the title above it, and the role proposed."""

    index: int
    letter: str
    title: str
    role: str | None
    sure: bool
    group: str = ""


@dataclass(frozen=True)
class Header:
    """The rows of a header (from 0), and its columns."""

    first: int
    height: int
    columns: list[Column]

    @property
    def key(self) -> tuple:
        return tuple((column.index, fold(column.title)) for column in self.columns)


def header_at(rows: list, at: int, recognise: Recognise) -> Header | None:
    """The header that begins at a row, with the row below when both make one; None where the row is none."""
    titles = _titles(rows[at])
    below = _titles(rows[at + 1]) if at + 1 < len(rows) else None
    if titles is None:
        return None
    if _is_header(titles, recognise):
        # Titles twice the same are a page break, not two rows of one header.
        if below and below != titles and _is_lower_row(titles, below, recognise):
            return Header(at, 2, columns_of(titles, below, recognise))
        return Header(at, 1, columns_of([], titles, recognise))
    filled = sum(map(bool, titles))
    if filled >= 2 and below and _is_header(below, recognise) and filled < sum(map(bool, below)):
        return Header(at, 2, columns_of(titles, below, recognise))
    return None


def columns_of(upper: list[str], lower: list[str], recognise: Recognise) -> list[Column]:
    """The columns of one or two rows of titles; a merged group is carried to the right; a role is given once."""
    columns, carried = [], ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        title = lower[index] if index < len(lower) else ""
        carried = above or carried
        if title or above:
            guess = _guess(title, above, carried, recognise)
            role = guess.role if guess and guess.role else None
            group = carried if title and fold(carried) != fold(title) else ""
            columns.append(
                Column(index, letter_of(index), title or above, role, bool(guess and guess.sure and role), group)
            )
    return _each_role_once(columns)


def _each_role_once(columns: list[Column]) -> list[Column]:
    holders: dict[str, Column] = {}
    for column in columns:
        if column.role and (column.role not in holders or (column.sure and not holders[column.role].sure)):
            holders[column.role] = column
    return [
        column if not column.role or holders[column.role] is column else replace(column, role=None, sure=False)
        for column in columns
    ]


def _guess(title: str, above: str, carried: str, recognise: Recognise) -> Guess | None:
    if not title:
        return recognise(above)
    if _CODE.fullmatch(above) and (coded := recognise(above)) and coded.sure:
        return coded
    together = recognise(f"{carried} {title}") if carried and not _CODE.fullmatch(carried) else None
    if together and (together.sure or not together.role):
        return together
    own = recognise(title)
    if own and own.sure:
        return own
    return (recognise(above) if above else None) or own


def _titles(row: list) -> list[str] | None:
    """The texts of a row that may hold titles; None where it holds dates, or mostly numbers, or long words."""
    filled = [value for value in row if text_of(value)]
    words = [value for value in filled if isinstance(value, str)]
    if not words or len(words) * 4 < len(filled) * 3:
        return None
    if len(words) < len(filled) and not all(isinstance(value, str | int | float) for value in filled):
        return None
    return texts_of(row) if max(map(len, words)) <= LONGEST_TITLE else None


def _is_header(titles: list[str], recognise: Recognise) -> bool:
    filled = [title for title in titles if title]
    known = [guess for title in filled if (guess := recognise(title))]
    roles, sure = {guess.role for guess in known}, sum(guess.sure for guess in known)
    if len(filled) == 1:
        return bool(known) and known[0].sure and known[0].role in ("full_name", "given_names")
    if len(roles) < 2 or not sure:
        return False
    coded = sum(bool(_CODE.fullmatch(title)) for title in filled)
    return len(known) * 2 >= len(filled) or (sure >= 2 and len(known) * 3 >= len(filled)) or coded * 2 > len(filled)


def _is_lower_row(upper: list[str], lower: list[str], recognise: Recognise) -> bool:
    """Whether titles stand under titles: known ones, two at least, whatever stands above."""
    known, filled, carried = 0, 0, ""
    for index, title in enumerate(lower):
        above = upper[index] if index < len(upper) else ""
        carried = above or carried
        if title:
            filled += 1
            together = recognise(f"{carried} {title}") if carried else None
            known += bool((together and together.sure) or (recognise(title) or Guess("", sure=False)).sure)
    coded = sum(bool(_CODE.fullmatch(title)) for title in upper)
    return known >= 2 and (known * 2 >= filled or coded * 2 > sum(map(bool, upper)))
