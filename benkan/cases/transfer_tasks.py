"""What the worker does with transfers: find the holder of a card, and recall who is late. Jobs carry identifiers."""

from contextlib import suppress
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.cases.models import LiaisonRequest
from benkan.cases.writes.liaison import TASK, deliver
from benkan.cases.writes.transfer_clock import recall_overdue
from benkan.common import clock
from benkan.common.permissions import Nobody
from benkan.common.thresholds.reads import all_values
from benkan.organisations.acting import entered


@app.task(name=TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def liaison_asked(organisation_id: str, liaison_id: str) -> None:
    """Tell the holder of a card, apart from who asked: neither her page nor its time says whether there is one."""
    with entered(organisation_id=organisation_id):
        asked = LiaisonRequest.objects.get(pk=liaison_id)
        deliver(by=Nobody(UUID(organisation_id)), asked=asked)


@app.periodic(cron="*/10 * * * *")
@app.task(name="benkan.transfers_overdue")
def transfers_overdue(timestamp: int) -> None:
    """Every ten minutes: ask for each organisation that has something late, each by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM cases_overdue_transfers(%s)", [clock.now()])
        concerned = [organisation_id for (organisation_id,) in cursor.fetchall()]
    for organisation_id in concerned:
        asked = app.configure_task("benkan.transfers_overdue_of", queueing_lock=f"transfers {organisation_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            asked.defer(organisation_id=str(organisation_id))


@app.task(name="benkan.transfers_overdue_of", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def transfers_overdue_of(organisation_id: str) -> None:
    """One organisation's, in one transaction, in nobody's name."""
    with entered(door="open"):  # thresholds are read by whoever is at the door; the clock has no account
        values = all_values()
    with entered(organisation_id=organisation_id):
        recall_overdue(by=Nobody(UUID(organisation_id)), values=values)
