"""What the worker does with lists that come as files: read them, apply them, undo them."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from benkan.arrivals.files.staging import read_and_stage
from benkan.arrivals.notices import LIST_APPLIED, LIST_READ
from benkan.arrivals.writes.files import apply_rows
from benkan.arrivals.writes.undoing import undo_file
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor
from benkan.notices.kinds import NoticeKind
from benkan.notices.writes import tell
from benkan.organisations.jobs import job
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import
from benkan.workbooks.writes import enter

NOT_DONE = (
    "Le travail n’a pas abouti, et rien n’a été écrit. Recommencez\u00a0; si cela se reproduit, "
    "prévenez l’administrateur de la plateforme."
)


def reading_failed(by: Actor, identifier: UUID) -> None:
    source = Import.objects.get(pk=identifier)
    if source.stage == Stage.RECEIVED:
        enter(by=by, source=source, stage=Stage.REFUSED, sentence=NOT_DONE)


def writing_failed(by: Actor, identifier: UUID, sentence: str = NOT_DONE) -> None:
    """Back to where it stood: its rows say whether some were applied before."""
    source = Import.objects.get(pk=identifier)
    if source.stage == Stage.APPLYING:
        before = Stage.APPLIED if source.rows.exclude(applied_at=None).exists() else Stage.READ
        enter(by=by, source=source, stage=before, sentence=sentence)


def put_back(by: Actor, source: Import) -> Import:
    """A file whose job is no more (its account lost its place, its worker died again and again) waits for nobody."""
    if source.stage == Stage.RECEIVED:
        reading_failed(by, source.pk)
    elif source.stage == Stage.APPLYING:
        writing_failed(by, source.pk)
    return Import.objects.defer("content").select_related("by").get(pk=source.pk)


@job(failed=reading_failed)
def read_list(by: Actor, identifier: UUID) -> None:
    source = Import.objects.get(pk=identifier)
    if source.stage == Stage.RECEIVED:  # done already, by a worker that died before it could say so
        read_and_stage(by=by, source=source)
        _tell(by, LIST_READ, identifier)


@job(failed=writing_failed)
def apply_list(by: Actor, identifier: UUID) -> None:
    _write(by, identifier, apply_rows)


@job(failed=writing_failed)
def undo_list(by: Actor, identifier: UUID) -> None:
    _write(by, identifier, undo_file)


def _write(by: Actor, identifier: UUID, write: Callable) -> None:
    """All or nothing; what a person can put right is said to her, and is no failure of the worker."""
    # Held: a worker that was believed dead may still be writing, and is waited for.
    source = Import.objects.select_for_update().defer("content").get(pk=identifier)
    if source.stage != Stage.APPLYING:  # done already, by a worker that died before it could say so
        return
    try:
        with transaction.atomic():
            write(by=by, source=source)
            if write is apply_rows:
                _tell(by, LIST_APPLIED, identifier)
    except (Impossible, Refused) as sentence:
        writing_failed(by, identifier, str(sentence))


def _tell(by: Actor, kind: NoticeKind, identifier: UUID) -> None:
    tell(by=by, kind=kind, page="arrivals:file", arguments=[identifier], account_id=by.account_id)
