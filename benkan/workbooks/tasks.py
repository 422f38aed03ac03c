"""What the worker does with documents: write those that were asked for, and empty each when its day is over."""

from uuid import UUID

from procrastinate.contrib.django import app

from benkan.organisations.acting import Acting, entered
from benkan.organisations.jobs import job
from benkan.workbooks.exports import KEPT
from benkan.workbooks.writes.documents import empty_old_documents, make_document, say_document_failed


def making_failed(by: Acting, identifier: UUID) -> None:
    say_document_failed(by=by, document_id=identifier)


@job(failed=making_failed)
def make_asked(by: Acting, identifier: UUID) -> None:
    """Write the document, and see to it that it is emptied, whether or not its owner ever comes back."""
    made = make_document(by=by, document_id=identifier)
    if made is not None:
        later = app.configure_task("benkan.empty_documents", schedule_in={"seconds": int(KEPT.total_seconds()) + 1})
        later.defer(account_id=str(by.account_id), organisation_id=str(by.organisation_id))


@app.task(name="benkan.empty_documents")
def empty_documents(account_id: str, organisation_id: str) -> None:
    """Not a `job`: who has left the organisation meanwhile is refused its work, and its files must go all the same."""
    with entered(account_id=account_id, organisation_id=organisation_id):
        empty_old_documents(account_id=UUID(account_id))
