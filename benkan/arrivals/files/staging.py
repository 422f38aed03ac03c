"""From the bytes of a file to rows that a person can decide upon; done by the worker, and again after each mapping."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from benkan.arrivals import verbs
from benkan.arrivals.desk import Desk, find_desk
from benkan.arrivals.dry_run import DryRun, dry_run, title_key
from benkan.arrivals.files.answers import Places, birth_of, staged
from benkan.arrivals.files.compare import NOT_SEARCHED, REPEATED, note_searched, propose
from benkan.arrivals.permissions import JOIN
from benkan.arrivals.reading_lines import REMARK, ReadLine, read_line
from benkan.arrivals.same_person import Suggestion, suggest
from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people.workbook import PERSONS, RANK
from benkan.workbooks.engine.cells import text_of
from benkan.workbooks.engine.headers import Column
from benkan.workbooks.engine.reading import read_safely
from benkan.workbooks.engine.refusal import Unreadable
from benkan.workbooks.engine.tables import Line, Table
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, RememberedColumn, Row
from benkan.workbooks.writes import enter, forget_bytes, receive_file, stage_rows

KIND = "arrivals"
SAMPLES, LONGEST_SAMPLE = 3, 40
NBSP = "\u00a0"


def bring_file(*, by: Actor, desk: Desk, name: str, content: bytes, arrived: bool) -> Import:
    """Keep a file for an arrival, until it is read: from the page, or from the command."""
    check(by, JOIN)
    where, target = ("convoy_id", desk.convoy.pk) if desk.convoy else ("list_id", desk.list.pk)
    options = {"where": where, "arrived": arrived}
    source = receive_file(by=by, kind=KIND, target=target, name=name, content=content, options=options)
    record(verbs.FILE_RECEIVED, by=by, on=source)
    return source


def desk_of_import(by: Actor, source: Import) -> Desk:
    """The arrival whose list this is; 404 where the asker does not see it."""
    return find_desk(by, **{source.options["where"]: source.target})


def read_and_stage(*, by: Actor, source: Import) -> Import:
    """Read the file anew, propose, and leave its rows staged; or refuse it with the sentence. Corrections are kept."""
    desk = desk_of_import(by, source)
    corrected = {(row.sheet, row.number): row.corrections for row in source.rows.exclude(corrections={})}
    try:
        run = dry_run_of(source, desk)
    except Unreadable as refusal:
        if not source.reading:  # no column can be put right: nothing more comes of these bytes
            forget_bytes(source=source)
        return enter(by=by, source=source, stage=Stage.REFUSED, sentence=str(refusal))
    source.reading, source.announced = _reading(run), run.announced
    places = Places()
    rows = _rows(source, run, corrected, places, desk)
    del run  # ten thousand lines as they were read, while their rows are compared
    if not propose(source, rows, places):
        source.reading[NOT_SEARCHED] = True
    stage_rows(by=by, source=source, rows=rows)
    source.save(update_fields=["announced", "reading"])
    return enter(by=by, source=source, stage=Stage.READ)


def _rows(source: Import, run: DryRun, corrected: Mapping, places: Places, desk: Desk) -> list[Row]:
    """A row for each line read, as it was corrected here (by sheet and number)."""
    rows = []
    for read in run.lines:
        corrections = corrected.get((read.sheet, read.row), {})
        line = _again(source, read, corrections, desk) if corrections else read
        rows.append(_row(line, corrections, places, desk))
    _say_repeated(run.suggestions, {(row.sheet, row.number): row for row in rows})
    return rows


def restage(*, by: Actor, row: Row) -> Row:
    """Read one row again, after a cell of it was corrected."""
    source = row.source
    desk, places = desk_of_import(by, source), Places()
    line = _again(source, ReadLine(row.sheet, row.number, {}, cells=row.cells), row.corrections, desk)
    fresh = _row(line, row.corrections, places, desk)
    fresh.pk, fresh.source, fresh.organisation_id, fresh.order = row.pk, source, row.organisation_id, row.order
    fresh.cells, fresh.decided_by_id = row.cells, row.decided_by_id
    _say_repeated_again(source, fresh)
    if not propose(source, [fresh], places):
        note_searched(source, searched=False)
    fresh.save(force_update=True)
    return fresh


def dry_run_of(source: Import, desk: Desk) -> DryRun:
    """The dry run of the stored bytes, with what was said of its columns here and of such titles before."""
    if source.content is None:
        raise Impossible("Ce fichier n’est plus gardé. Déposez-le de nouveau.")
    known = RememberedColumn.objects.filter(organisation=source.organisation_id, kind=KIND)
    titles = {title: role or None for title, role in known.values_list("title", "role")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste"
        path.write_bytes(source.content)
        book = read_safely(path)
    return dry_run(book, source.mapping, titles=titles, on=desk.day, phone_prefix=settings.PHONE_PREFIX)


def _row(line: ReadLine, corrections: Mapping[str, str], places: Places, desk: Desk) -> Row:
    answers = staged(line, places, day=desk.day)
    return Row(
        sheet=line.sheet[:120],
        number=line.row,
        cells=line.cells,
        corrections=dict(corrections),
        answers=answers,
        errors=[list(fault) for fault in line.faults],
        warnings=line.warnings,
    )


def _again(source: Import, line: ReadLine, corrections: Mapping[str, str], desk: Desk) -> ReadLine:
    """The same line with some cells as somebody wrote them here; the cells as they came are kept beside."""
    cells = line.cells | dict(corrections)
    columns = [
        Column(index, letter, one["title"], one["role"], True)
        for index, (letter, one) in enumerate(columns_of(source, line.sheet, line.row).items())
    ]
    values = [cells.get(column.letter) for column in columns]
    fresh = read_line(Line(line.row, values), columns, sheet=line.sheet, on=desk.day)
    return ReadLine(fresh.sheet, fresh.row, fresh.answers, fresh.faults, fresh.warnings, line.cells)


def columns_of(source: Import, sheet: str, row: int) -> dict[str, dict]:
    """The columns of the table in which a row stands, by letter."""
    tables = [one for one in source.reading["tables"] if one["shown"] == sheet and one["first"] <= row]
    return {one["letter"]: one for one in tables[-1]["columns"]} if tables else {}


def _reading(run: DryRun) -> dict:
    """What the page says of the file; samples are forgotten with its bytes."""
    shown = {line.sheet for line in run.lines}
    return {
        "sheets": [
            {"name": one.name, "kind": one.kind, "rows": one.rows,
             "left_out": [[row.row, row.why] for row in one.left_out]}
            for one in run.sheets
        ],
        "tables": [
            {"sheet": table.sheet, "shown": table.sheet if shown != {""} else "",
             "first": min([*table.header_rows, *(line.row for line in table.lines)], default=0),
             "rows": len(table.lines),
             "columns": [_column(table, column) for column in table.columns if column.role != RANK]}
            for table in run.tables
        ],
        "persons": PERSONS,
    }  # fmt: skip


def _column(table: Table, column: Column) -> dict:
    samples: list[str] = []
    for line in table.lines if column.role != REMARK else ():
        text = text_of(line.value(column.index))
        if text and text not in samples:
            samples.append(text[:LONGEST_SAMPLE])
        if len(samples) == SAMPLES:
            break
    return {
        "letter": column.letter,
        "title": f"{column.group} / {column.title}" if column.group else column.title,
        "key": title_key(column),
        "role": column.role,
        "sure": column.sure,
        "samples": samples,
    }


def _say_repeated(suggestions: Iterable[Suggestion], by_place: Mapping[tuple[str, int], Row]) -> None:
    """Two lines of one file that may be one person: the second asks."""
    for pair in suggestions:
        if (row := by_place.get((pair.second.sheet, pair.second.row))) is None:
            continue
        elsewhere = f", feuille «{NBSP}{pair.first.sheet}{NBSP}»" if pair.first.sheet != pair.second.sheet else ""
        row.reasons.append(f"{REPEATED} Voir la ligne {pair.first.row}{elsewhere} ({pair.why})")


def _say_repeated_again(source: Import, fresh: Row) -> None:
    """The same for one row that was corrected, beside all others: it is the one that asks, wherever it stands."""
    if fresh.errors:
        return
    others = source.rows.exclude(pk=fresh.pk).exclude(outcome=Row.Outcome.REFUSED).only("sheet", "number", "answers")
    lines = [_as_read(row) for row in (*others.order_by("order"), fresh)]
    _say_repeated(suggest(lines, settings.PHONE_PREFIX), {(fresh.sheet, fresh.number): fresh})


def _as_read(row: Row) -> ReadLine:
    said = {name: row.answers.get(name, "") for name in ("given_names", "family_name", "sex", "mother_name", "phone")}
    birth = birth_of(row.answers["birth"]) if "birth" in row.answers else None
    return ReadLine(row.sheet, row.number, said | {"birth": birth})
