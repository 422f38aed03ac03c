"""A file comes in, is read, decided upon, forgotten. Who may, and what rows mean, is said by the context above."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from uuid import UUID

from django.db import connection, transaction

from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.common.rows import insert
from benkan.workbooks.engine.refusal import MAX_BYTES, thousands
from benkan.workbooks.lifecycle import LABELS, MOVES, Stage
from benkan.workbooks.models import Import, ImportStage, RememberedColumn, Row

BATCH = 1000
LONGEST_NAME = 200
APPLIED_ALREADY = "Cette ligne est déjà appliquée. Corrigez le dossier lui-même."


@transaction.atomic
def receive_file(
    *, by: Actor, kind: str, target: UUID, name: str, content: bytes, options: Mapping | None = None
) -> Import:
    """Keep a file until it is decided upon. It is not opened here: a stranger's bytes are read in a child process."""
    if not content:
        raise Impossible("Ce fichier est vide\u00a0: déposez celui qui contient la liste.")
    if len(content) > MAX_BYTES:
        raise Impossible(
            f"Ce fichier pèse plus de {thousands(MAX_BYTES // 1_000_000)} Mo, ce qui est la limite\u00a0: "
            "retirez-en les images, ou partagez la liste en plusieurs fichiers."
        )
    source = Import.objects.create(
        organisation_id=by.organisation_id,
        kind=kind,
        target=target,
        name=_plain(name),
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        options=dict(options or {}),
        by_id=by.account_id,
    )
    _note(by, source)
    return source


@transaction.atomic
def enter(*, by: Actor, source: Import, stage: Stage, sentence: str = "") -> Import:
    """Move an import to a stage; the row is held, so that two people acting at once never both win."""
    current = Import.objects.select_for_update().values_list("stage", flat=True).get(pk=source.pk)
    if stage not in MOVES[Stage(current)]:
        raise Impossible(
            f"Ce fichier est «\u00a0{LABELS[Stage(current)].lower()}\u00a0»\u00a0: il ne peut pas devenir "
            f"«\u00a0{LABELS[stage].lower()}\u00a0». Rechargez la page."
        )
    source.stage, source.sentence = stage, sentence
    source.save(update_fields=["stage", "sentence"])
    _note(by, source)
    return source


@transaction.atomic
def stage_rows(*, by: Actor, source: Import, rows: Iterable[Row]) -> int:
    """Replace the rows that are staged, none of which was applied; what was corrected and decided is theirs to keep."""
    if source.rows.filter(applied_at__isnull=False).exists():
        raise Impossible("Des lignes de ce fichier sont déjà appliquées\u00a0: il ne se relit plus.")
    source.rows.all().delete()
    count, batch = 0, []
    for order, row in enumerate(rows, start=1):
        row.source, row.organisation_id, row.order = source, source.organisation_id, order
        batch.append(row)
        count = order
        if len(batch) == BATCH:
            insert(batch)
            batch = []
    insert(batch)
    return count


@transaction.atomic
def remember_columns(*, by: Actor, kind: str, roles: Mapping[str, str | None]) -> None:
    """Remember, for this organisation, what somebody said of titles (folded); None: not read."""
    RememberedColumn.objects.bulk_create(
        [
            RememberedColumn(
                organisation_id=by.organisation_id, kind=kind, title=title[:200], role=role or "", by_id=by.account_id
            )
            for title, role in roles.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "kind", "title"],
        update_fields=["role", "at", "by"],
    )


@transaction.atomic
def correct_cell(*, by: Actor, row: Row, letter: str, text: str) -> Row:
    """Keep what somebody wrote in the place of a cell; the cell as it came stays beside it."""
    if row.applied_at is not None:
        raise Impossible(APPLIED_ALREADY)
    row.corrections = row.corrections | {letter: " ".join(text.split())}
    row.decided_by_id = by.account_id
    row.save(update_fields=["corrections", "decided_by"])
    return row


@transaction.atomic
def decide(*, by: Actor, rows: Iterable[Row], decision: str) -> int:
    """Note a person's answer on rows that are not applied, all or none; "" takes it back."""
    rows = list(rows)
    # Asked of the rows as they stand now: one of them may have been applied since it was shown.
    still_open = Row.objects.filter(pk__in=[row.pk for row in rows], applied_at=None)
    if still_open.update(decision=decision, decided_by_id=by.account_id) < len(rows):
        raise Impossible(APPLIED_ALREADY)
    for row in rows:
        row.decision, row.decided_by_id = decision, by.account_id
    return len(rows)


@transaction.atomic
def note_applied(*, rows: Sequence[Row]) -> None:
    """Note that rows are written, with what was made of each (`made`); one query, whatever their number."""
    now = clock.now()
    for row in rows:
        row.applied_at = now
    # Django's own bulk update spells a thousand cases out, and takes a minute where this takes a second.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workbooks_row AS held SET made = said.made::jsonb, applied_at = %s"
            " FROM unnest(%s::uuid[], %s::text[]) AS said (id, made) WHERE held.id = said.id",
            [now, [row.pk for row in rows], [json.dumps(row.made) for row in rows]],
        )


@transaction.atomic
def forget_bytes(*, source: Import) -> None:
    """The file itself is kept no longer than it is of use; with it go its cells, and the samples beside its columns."""
    for table in source.reading.get("tables", []):
        for column in table["columns"]:
            column.pop("samples", None)
    source.rows.update(cells={}, corrections={})
    source.content = None
    source.save(update_fields=["content", "reading"])


def _note(by: Actor, source: Import) -> None:
    ImportStage.objects.create(
        source=source, organisation_id=source.organisation_id, stage=source.stage, at=clock.now(), by_id=by.account_id
    )


def _plain(name: str) -> str:
    """The name of a file without its folders, nor what the database or a page cannot hold."""
    last = PurePath(name.replace("\\", "/")).name
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip()[-LONGEST_NAME:] or "liste"
