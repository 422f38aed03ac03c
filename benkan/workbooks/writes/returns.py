"""A list that was filled in elsewhere comes back: it is read, its differences are staged, and written all or by row."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from benkan.audit.writes import record
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.workbooks import verbs
from benkan.workbooks.engine.cells import text_of, where
from benkan.workbooks.engine.headers import Guess
from benkan.workbooks.engine.reading import read_safely
from benkan.workbooks.engine.refusal import Unreadable
from benkan.workbooks.engine.tables import find_tables
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.returns import KEY, MARK, Held, Returning, key_of, mark_of, returning_of
from benkan.workbooks.writes.imports import decide, enter, forget_bytes, note_applied, receive_file, stage_rows

NBSP = "\u00a0"
OPEN = (Stage.READ, Stage.APPLIED)
NO_MORE = "Ce fichier est en cours d’écriture, ou n’attend plus de décision. Rechargez la page."
NOT_THIS_LIST = (
    f"Aucune feuille de ce fichier n’a la colonne «{NBSP}{MARK.title}{NBSP}»{NBSP}: rapportez la liste emportée d’ici, "
    "avec sa première colonne."
)
NOT_YOURS = "Ce repère n’est pas, ou n’est plus, celui d’une ligne que vous pouvez remplir."
TWICE = f"Ce repère est deux fois dans le fichier{NBSP}: gardez une seule des deux lignes."
STALE = (
    "Cette ligne a changé ici depuis que la liste a été emportée. Emportez-la de nouveau, ou corrigez-la sur sa page."
)
COLUMNS = ("answers", "errors", "difference", "outcome")


@transaction.atomic
def bring_back(*, by: Actor, returning: Returning, name: str, content: bytes) -> Import:
    """Keep the file until the worker has read it."""
    check(by, returning.permission)
    source = receive_file(by=by, kind=returning.kind, target=by.organisation_id, name=name, content=content)
    record(verbs.LIST_BROUGHT_BACK, by=by, on=source)
    return source


def read_brought_back(*, by: Actor, source: Import) -> Import:
    """Read the file and stage its rows, or refuse it with the sentence."""
    returning = returning_of(source.kind)
    check(by, returning.permission)
    try:
        rows = list(_rows(source, returning))
        if not rows:
            raise Unreadable(NOT_THIS_LIST)
    except Unreadable as refusal:
        forget_bytes(source=source)
        return enter(by=by, source=source, stage=Stage.REFUSED, sentence=str(refusal))
    _propose(by, returning, rows, rows)
    forget_bytes(source=source)  # all that counts of it is in the rows
    stage_rows(by=by, source=source, rows=rows)
    return enter(by=by, source=source, stage=Stage.READ)


@transaction.atomic
def apply_brought_back(*, by: Actor, source: Import, only: Row | None = None) -> int:
    """Write the rows that change something, or one of them; gives their number. All or none, and never twice.

    Raises `Impossible`, naming the row that could not be written.
    """
    returning = returning_of(source.kind)
    check(by, returning.permission)
    source = Import.objects.select_for_update(of=("self",)).defer("content").get(pk=source.pk)
    if source.stage not in (*OPEN, Stage.APPLYING):
        raise Impossible(NO_MORE)
    among = list(waiting(source))
    rows = [row for row in among if only is None or row.pk == only.pk]
    held = _propose(by, returning, rows, among)  # the page and other files went on meanwhile
    Row.objects.bulk_update(rows, COLUMNS)
    ready = [row for row in rows if row.outcome == Row.Outcome.CHANGED]
    if only is not None and not ready:
        raise Impossible(f"Cette ligne ne change plus rien, ou n’est pas prête{NBSP}: rouvrez la page.")
    if source.stage != Stage.APPLYING:
        enter(by=by, source=source, stage=Stage.APPLYING)
    for row in ready:
        _change(by, returning, row, held[_key(row)])
    note_applied(rows=ready)
    record(verbs.LIST_WRITTEN, by=by, on=source, fields=[returning.kind], count=len(ready))
    written = bool(ready) or source.rows.exclude(applied_at=None).exists()
    enter(by=by, source=source, stage=Stage.APPLIED if written else Stage.READ)
    if written and not waiting(source).exclude(outcome=Row.Outcome.SAME).exists():
        forget_bytes(source=source)
    return len(ready)


@transaction.atomic
def leave_row(*, by: Actor, source: Import, row: Row) -> None:
    """A row that shall not be written."""
    check(by, returning_of(source.kind).permission)
    if source.stage not in OPEN:
        raise Impossible(NO_MORE)
    decide(by=by, rows=[row], decision=Row.Decision.LEAVE)
    record(verbs.LIST_ROW_LEFT, by=by, on=source, count=1)


@transaction.atomic
def drop_brought_back(*, by: Actor, source: Import) -> None:
    """A file of which nothing shall be written."""
    check(by, returning_of(source.kind).permission)
    enter(by=by, source=source, stage=Stage.DROPPED)
    source.rows.all().delete()
    forget_bytes(source=source)
    record(verbs.LIST_DROPPED, by=by, on=source)


def waiting(source: Import):
    """Rows that somebody may still write."""
    return source.rows.filter(applied_at=None).exclude(decision=Row.Decision.LEAVE)


def _rows(source: Import, returning: Returning) -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste"
        path.write_bytes(source.content)
        book = read_safely(path)
    for sheet in book.sheets:
        found = find_tables(sheet, lambda title: _guess(returning, title), needed=[KEY])
        for table in found.tables:
            if table.column(KEY) is None:
                continue
            for line in table.lines:
                cells = {column.letter: text_of(line.value(column.index)) for column in table.columns if column.role}
                yield Row(
                    sheet=sheet.name[:120], number=line.row, cells=cells, outcome=Row.Outcome.SAME,
                    answers={"roles": {column.role: column.letter for column in table.columns if column.role}},
                )  # fmt: skip


def _guess(returning: Returning, title: str) -> Guess | None:
    role = returning.role_of(title)
    return None if role is None else Guess(role)


def _propose(by: Actor, returning: Returning, rows: Sequence[Row], among: Sequence[Row]) -> Mapping[str, Held]:
    """Say of each row what it would change, or why it cannot be written; a mark stands once among those that wait."""
    keys = Counter(_key(row) for row in among)
    held = returning.held(by, list({_key(row): None for row in rows}))
    for row in rows:
        mark, one = key_of(_cell(row, KEY))[1], held.get(_key(row))
        row.errors, row.difference, row.answers = [], [], {"roles": row.answers["roles"]}
        letter = row.answers["roles"][KEY]
        if keys[_key(row)] > 1:
            row.errors.append([letter, TWICE])
        elif one is None:
            row.errors.append([letter, NOT_YOURS])
        else:
            row.answers["told"] = one.told
            _compare(returning, row, one, letter, mark)
        row.outcome = Row.Outcome.REFUSED if row.errors else Row.Outcome.CHANGED if row.difference else Row.Outcome.SAME
    return held


def _compare(returning: Returning, row: Row, one: Held, letter: str, version: str) -> None:
    changed: dict[str, Any] = {}
    for answer in returning.answers:
        text = _cell(row, answer.name)
        before = one.cells.get(answer.name, "")
        if not text or text == before:
            continue
        try:
            value = answer.read(text)
        except ValueError as wrong:
            row.errors.append([row.answers["roles"][answer.name], str(wrong)])
            continue
        if not before or value != answer.read(before):
            row.difference.append([answer.heading.title, before, text])
            changed[answer.name] = value
    if row.difference and one.locked:
        row.errors.append([letter, one.locked])
    elif row.difference and version != key_of(mark_of(_key(row), one.cells))[1]:
        row.errors.append([letter, STALE])
    elif changed and not row.errors and (wrong := returning.sound(one, changed)):
        row.errors.append([letter, wrong])


def _change(by: Actor, returning: Returning, row: Row, held: Held) -> None:
    changed = {title for title, *_ in row.difference}
    values: dict[str, Any] = {
        answer.name: answer.read(_cell(row, answer.name))
        for answer in returning.answers
        if answer.heading.title in changed
    }
    try:
        returning.change(by, held, values)
    except (Impossible, Refused) as sentence:
        raise Impossible(
            f"{where(row.sheet, row.number).capitalize()}{NBSP}: {sentence} Rien de ce fichier n’a été écrit cette "
            f"fois{NBSP}: laissez cette ligne, puis recommencez."
        ) from sentence


def _key(row: Row) -> str:
    return key_of(_cell(row, KEY))[0]


def _cell(row: Row, role: str) -> str:
    return row.cells.get(row.answers["roles"].get(role, ""), "")
