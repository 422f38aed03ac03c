"""What the worker does with files: erase those whose retention has ended, once somebody decided it."""

from uuid import UUID

from benkan.organisations.acting import Acting
from benkan.organisations.jobs import job
from benkan.people.models import RetentionEnd
from benkan.people.writes.ends import do_end


def erasing_failed(by: Acting, identifier: UUID) -> None:
    """Nothing was erased: the decision goes, so that it can be taken again."""
    RetentionEnd.objects.filter(pk=identifier, done_at=None).delete()


@job(failed=erasing_failed)
def erase_due(by: Acting, identifier: UUID) -> None:
    do_end(by=by, end_id=identifier)
