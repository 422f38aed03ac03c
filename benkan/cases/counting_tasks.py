"""What the worker does with boards: each hour it counts them for every organisation whose people read them."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.cases.permissions import OWN_TOTALS, TOTALS
from benkan.cases.reads.answering import bodies_with
from benkan.cases.reads.cohorts import MONTHS, scope_of
from benkan.cases.reads.counted import bands
from benkan.cases.writes.counting import count_boards
from benkan.common.permissions import Nobody
from benkan.organisations.acting import entered
from benkan.organisations.jobs import BACKGROUND

TASK = "benkan.count_boards_of"


@app.periodic(cron="7 * * * *")
@app.task(name="benkan.count_boards")
def boards_due(timestamp: int) -> None:
    """Every hour: ask for each organisation that reads boards, and once more where it reads those of all actors."""
    for everybody, permission in ((False, OWN_TOTALS), (True, TOTALS)):
        for organisation_id in sorted(bodies_with(permission)):
            queueing_lock = f"boards {organisation_id} {everybody}"
            # A list brought at a border post waits for no board.
            asked = app.configure_task(TASK, lock=BACKGROUND, queueing_lock=queueing_lock, priority=-1)
            with suppress(AlreadyEnqueued), transaction.atomic():
                asked.defer(organisation_id=str(organisation_id), everybody=everybody)


@app.task(name=TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def count_boards_of(organisation_id: str, everybody: bool) -> None:
    """One organisation's boards, in one transaction, in nobody's name."""
    with entered(door="open"):  # thresholds are read by whoever is at the door; the clock has no account
        days = bands()
    own = None if everybody else UUID(organisation_id)
    with entered(organisation_id=organisation_id):
        count_boards(by=Nobody(UUID(organisation_id)), scope=scope_of(MONTHS, own), days=days)
