"""What the worker does with documents: write those that were asked for, and empty each when its day is over; and with
lists that were brought in: empty each when its time is over."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor
from benkan.organisations.acting import Acting, entered
from benkan.organisations.jobs import Undone, is_asked, job
from benkan.organisations.models import Account, Organisation
from benkan.workbooks.exports import KEPT
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import
from benkan.workbooks.writes import enter
from benkan.workbooks.writes.documents import empty_old_documents, make_document, say_document_failed
from benkan.workbooks.writes.ends import empty_ended, holders
from benkan.workbooks.writes.returns import apply_brought_back, read_brought_back

NOT_DONE = (
    "Le travail n’a pas abouti, et rien n’a été écrit. Recommencez\u00a0; si cela se reproduit, "
    "prévenez l’administrateur de la plateforme."
)


def making_failed(by: Acting, identifier: UUID) -> None:
    say_document_failed(by=by, document_id=identifier)


@job(failed=making_failed)
def make_asked(by: Acting, identifier: UUID) -> None:
    """Write the document, and see to it that it is emptied, whether or not its owner ever comes back."""
    made = make_document(by=by, document_id=identifier)
    if made is not None:
        later = app.configure_task("benkan.empty_documents", schedule_in={"seconds": int(KEPT.total_seconds()) + 1})
        later.defer(account_id=str(by.account_id), organisation_id=str(by.organisation_id))


def reading_failed(by: Actor, identifier: UUID) -> None:
    """A file that was not read is refused, with the sentence."""
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
    """A file whose job is no more (its account lost its place, its worker died again and again) waits for nobody; any
    other is given as it is."""
    left = {Stage.RECEIVED: reading_failed, Stage.APPLYING: writing_failed}.get(Stage(source.stage))
    if left is None or is_asked(source.pk):
        return source
    left(by, source.pk)
    return Import.objects.defer("content").select_related("by").get(pk=source.pk)


def write_whole(by: Actor, identifier: UUID, write: Callable) -> None:
    """All or nothing, by `write(by=, source=)`; what a person can put right is said to her, and is no failure of the
    worker."""
    # Held: a worker that was believed dead may still be writing, and is waited for.
    source = Import.objects.select_for_update().defer("content").get(pk=identifier)
    if source.stage != Stage.APPLYING:  # done already, by a worker that died before it could say so
        return
    try:
        with transaction.atomic():
            write(by=by, source=source)
    except (Impossible, Refused) as sentence:
        writing_failed(by, identifier, str(sentence))


@job(failed=reading_failed)
def read_back(by: Acting, identifier: UUID) -> None:
    """A list that was filled in elsewhere is read."""
    source = Import.objects.get(pk=identifier)
    if source.stage == Stage.RECEIVED:  # done already, by a worker that died before it could say so
        read_brought_back(by=by, source=source)


@job(failed=writing_failed)
def write_back(by: Acting, identifier: UUID) -> None:
    """Its differences are written."""
    write_whole(by, identifier, apply_brought_back)


@app.task(name="benkan.empty_documents")
def empty_documents(account_id: str, organisation_id: str) -> None:
    """Not a `job`: who has left the organisation meanwhile is refused its work, and its files must go all the same."""
    with entered(account_id=account_id, organisation_id=organisation_id):
        empty_old_documents(account_id=UUID(account_id))


@app.periodic(cron="23 * * * *")
@app.task(name="benkan.empty_ended_files")
def empty_ended_files(timestamp: int) -> None:
    """Every hour, so that a machine which is off at night misses none: each organisation's lists whose time is over.

    Not a `job` either: nobody asks for it, and it does not end with the place of whoever brought the list. What cannot
    be emptied stops none of the others, and is said by the failure of the task.
    """
    failures = []
    for organisation_id, account_id in holders():
        try:
            with entered(account_id=account_id, organisation_id=organisation_id):
                account, organisation = Account.objects.get(pk=account_id), Organisation.objects.get(pk=organisation_id)
                empty_ended(by=Acting(account, organisation, on_behalf=True))
        except Exception as error:
            failures.append(Undone(f"empty_ended, organisation {organisation_id}", error))
    if failures:
        raise ExceptionGroup("lists whose time is over are still there", failures)
