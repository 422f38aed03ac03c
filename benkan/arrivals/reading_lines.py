"""One line of a list, read into answers, with what is refused and what is only said. Plain Python, no Django."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from benkan.common.imprecise import ImpreciseDate
from benkan.people.sheet_values import (
    NotUnderstood,
    birth_of,
    is_marked,
    is_unsaid,
    marital_of,
    phone_of,
    sex_of,
    split_name,
)
from benkan.workbooks.engine.cells import text_of
from benkan.workbooks.engine.headers import Column
from benkan.workbooks.engine.tables import RANK, Line

NBSP = "\u00a0"
LONGEST_NAME = 120
REMARK = "remark"
_NAMES = ("given_names", "family_name", "full_name")
_READ_APART = {RANK, REMARK, "sex", "man_mark", "woman_mark", "birth", "age", "phone", "marital_status"}


@dataclass(frozen=True)
class ReadLine:
    """A person of the list. ``answers`` has only what is known; with ``faults`` the line is refused as it stands.

    ``cells``: letter of a column that is read, text. ``faults``: letter of the column, sentence.
    """

    sheet: str
    row: int
    answers: dict
    faults: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> list[str]:
        return [sentence for _, sentence in self.faults]

    @property
    def name(self) -> str:
        given, family = self.answers.get("given_names", ""), self.answers.get("family_name", "")
        return f"{given} {family}".strip() or self.answers.get("full_name", "")


def read_line(line: Line, columns: Sequence[Column], *, sheet: str, on: dt.date) -> ReadLine:
    """Read every column that has a role. Each error names sheet, row, column and value, and says what to do."""
    read = ReadLine(sheet, line.row, {})
    # Observations may tell of health or of detention: they are read by nobody here, and kept nowhere.
    read.cells.update((one.letter, text_of(line.value(one.index))) for one in columns if one.role not in (None, REMARK))
    by_role = {column.role: column for column in columns if column.role}
    for role, column in by_role.items():
        if role not in _READ_APART:
            text = text_of(line.value(column.index))
            if not is_unsaid(text):
                read.answers[role] = text
    _names(read)
    _sex(read, line, by_role)
    _birth(read, line, by_role, on)
    if column := by_role.get("phone"):
        _phone(read, line, column)
    if column := by_role.get("marital_status"):
        _marital(read, line, column)
    return read


def _refuse(read: ReadLine, column: Column, message: str) -> None:
    read.faults.append((column.letter, _say(read, column, message)))


def _say(read: ReadLine, column: Column, message: str) -> str:
    place = f"Feuille «{NBSP}{read.sheet}{NBSP}», ligne" if read.sheet else "Ligne"
    return f"{place} {read.row}, colonne {column.title}{NBSP}: {message}"


def _names(read: ReadLine) -> None:
    answers = read.answers
    if "full_name" in answers and not ("given_names" in answers and "family_name" in answers):
        given, family = split_name(answers["full_name"])
        for role, part in (("given_names", given), ("family_name", family)):
            if part:
                answers.setdefault(role, part)
    for role in _NAMES:
        if len(answers.get(role, "")) > LONGEST_NAME:
            answers[role] = answers[role][:LONGEST_NAME]
            read.warnings.append(f"Ligne {read.row}{NBSP}: un nom de plus de {LONGEST_NAME} lettres est raccourci.")


def _sex(read: ReadLine, line: Line, by_role: dict) -> None:
    try:
        column = by_role.get("sex")
        if column and (sex := sex_of(line.value(column.index))):
            read.answers["sex"] = sex
    except NotUnderstood as refusal:
        _refuse(read, column, str(refusal))
    ticked = [
        sex
        for role, sex in (("man_mark", "M"), ("woman_mark", "F"))
        if role in by_role and is_marked(line.value(by_role[role].index))
    ]
    if len(ticked) == 1:
        read.answers.setdefault("sex", ticked[0])
    elif len(ticked) == 2:
        column = by_role["woman_mark"]
        _refuse(read, column, "homme et femme sont cochés. Gardez une seule case.")


def _birth(read: ReadLine, line: Line, by_role: dict, on: dt.date) -> None:
    found: dict[str, ImpreciseDate] = {}
    for role in ("birth", "age"):
        if column := by_role.get(role):
            try:
                said = birth_of(line.value(column.index), on=on, dates=role == "birth")
            except NotUnderstood as refusal:
                _refuse(read, column, str(refusal))
            else:
                if said:
                    found[role] = said
    if found:
        read.answers["birth"] = found.get("birth") or found["age"]
    if len(found) == 2 and abs(found["birth"].year - found["age"].year) > 2:
        age = text_of(line.value(by_role["age"].index))
        read.warnings.append(_say(read, by_role["age"], f"l’âge ({age}) ne va pas avec la naissance, qui est gardée."))


def _phone(read: ReadLine, line: Line, column: Column) -> None:
    phone = phone_of(line.value(column.index))
    if phone:
        read.answers["phone"] = phone[:40]
        if sum(map(str.isdigit, phone)) < 8:
            read.warnings.append(
                _say(
                    read, column, f"«{NBSP}{phone}{NBSP}» a moins de 8 chiffres. Il est gardé tel quel{NBSP}; vérifiez."
                )
            )
    elif not is_unsaid(text := text_of(line.value(column.index))):
        read.warnings.append(_say(read, column, f"«{NBSP}{text}{NBSP}» n’est pas un téléphone. Il n’est pas gardé."))


def _marital(read: ReadLine, line: Line, column: Column) -> None:
    code = marital_of(line.value(column.index))
    if code:
        read.answers["marital_status"] = code
    elif code is None:
        text = text_of(line.value(column.index))
        read.warnings.append(
            _say(read, column, f"«{NBSP}{text}{NBSP}» n’est pas une situation connue. Elle n’est pas gardée.")
        )
