"""What the worker does with lists that come as files: read them, apply them, undo them."""

from uuid import UUID

from benkan.arrivals.files.staging import read_and_stage
from benkan.arrivals.notices import LIST_APPLIED, LIST_READ
from benkan.arrivals.writes.files import apply_rows
from benkan.arrivals.writes.undoing import undo_file
from benkan.common.permissions import Actor
from benkan.notices.kinds import NoticeKind
from benkan.notices.writes import tell
from benkan.organisations.jobs import job
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import
from benkan.workbooks.tasks import reading_failed, write_whole, writing_failed


@job(failed=reading_failed)
def read_list(by: Actor, identifier: UUID) -> None:
    source = Import.objects.get(pk=identifier)
    if source.stage == Stage.RECEIVED:  # done already, by a worker that died before it could say so
        read_and_stage(by=by, source=source)
        _tell(by, LIST_READ, identifier)


@job(failed=writing_failed)
def apply_list(by: Actor, identifier: UUID) -> None:
    def apply_and_tell(*, by: Actor, source: Import) -> None:
        apply_rows(by=by, source=source)
        _tell(by, LIST_APPLIED, identifier)

    write_whole(by, identifier, apply_and_tell)


@job(failed=writing_failed)
def undo_list(by: Actor, identifier: UUID) -> None:
    write_whole(by, identifier, undo_file)


def _tell(by: Actor, kind: NoticeKind, identifier: UUID) -> None:
    tell(by=by, kind=kind, page="arrivals:file", arguments=[identifier], account_id=by.account_id)
