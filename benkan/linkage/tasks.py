"""What the worker does with pairs: each minute it compares the files that wait, an organisation at a time."""

from contextlib import suppress
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.common.permissions import Nobody
from benkan.linkage import drawing_tasks  # noqa: F401 - declares its own
from benkan.linkage.told import look_again
from benkan.linkage.writes.matching import AT_ONCE, match_waiting
from benkan.organisations.acting import entered
from benkan.organisations.jobs import BACKGROUND

TASK = "benkan.match_waiting_of"


@app.periodic(cron="* * * * *")
@app.task(name="benkan.match_waiting")
def match_waiting_files(timestamp: int) -> None:
    """Every minute: ask for each organisation of which files wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM linkage_who_waits()")
        waiting = sorted(organisation_id for (organisation_id,) in cursor.fetchall())
    for organisation_id in waiting:
        _ask(organisation_id)


@app.task(name=TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def match_waiting_of(organisation_id: str) -> None:
    """Some of one organisation's, in one transaction, in nobody's name; then the next ones."""
    own = UUID(organisation_id)
    look_again()  # files wait because models changed, maybe: the one in force compares them
    with entered(organisation_id=own):
        compared = match_waiting(by=Nobody(own))
    if compared == AT_ONCE:
        _ask(own)


def _ask(organisation_id: UUID) -> None:
    # Nobody waits for it at a desk: lists and pages come first.
    queueing_lock = f"linkage {organisation_id}"
    asked = app.configure_task(TASK, lock=BACKGROUND, queueing_lock=queueing_lock, priority=-1)
    with suppress(AlreadyEnqueued), transaction.atomic():
        asked.defer(organisation_id=str(organisation_id))
