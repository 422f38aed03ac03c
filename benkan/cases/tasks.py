"""What the worker does with accompaniments: the clock of referrals, which carries identifiers alone."""

from contextlib import suppress
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.cases import counting_tasks, transfer_tasks  # noqa: F401 - declare their own
from benkan.cases.writes.referral_ends import TheClock, look_at_overdue
from benkan.common import clock
from benkan.common.thresholds.reads import all_values
from benkan.organisations.acting import entered


@app.periodic(cron="*/10 * * * *")
@app.task(name="benkan.referrals_overdue")
def referrals_overdue(timestamp: int) -> None:
    """Every ten minutes: ask for each organisation that sent what nobody answered in time, each by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM cases_overdue_senders(%s)", [clock.now()])
        senders = [organisation_id for (organisation_id,) in cursor.fetchall()]
    for organisation_id in senders:
        asked = app.configure_task("benkan.referrals_overdue_of", queueing_lock=f"referrals {organisation_id}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            asked.defer(organisation_id=str(organisation_id))


@app.task(name="benkan.referrals_overdue_of", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def referrals_overdue_of(organisation_id: str) -> None:
    """One organisation's, in one transaction, in nobody's name."""
    with entered(door="open"):  # thresholds are read by whoever is at the door; the clock has no account
        values = all_values()
    with entered(organisation_id=organisation_id):
        look_at_overdue(by=TheClock(UUID(organisation_id)), values=values)
