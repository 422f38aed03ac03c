"""What the worker does to measure: each Monday it draws pairs, an organisation at a time."""

from contextlib import suppress
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from benkan.common import clock
from benkan.common.permissions import Nobody
from benkan.common.thresholds.reads import value_of
from benkan.linkage.thresholds_quality import DRAWN_A_WEEK
from benkan.linkage.writes.drawing import draw_of_week
from benkan.organisations.acting import entered
from benkan.organisations.jobs import BACKGROUND

TASK = "benkan.draw_pairs_of"


@app.periodic(cron="23 2 * * 1")
@app.task(name="benkan.draw_pairs")
def draw_pairs(timestamp: int) -> None:
    """Every Monday, at night: ask for each organisation that has pairs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM linkage_who_draws()")
        found = sorted(organisation_id for (organisation_id,) in cursor.fetchall())
    for organisation_id in found:
        queueing_lock = f"drawn pairs {organisation_id}"
        asked = app.configure_task(TASK, lock=BACKGROUND, queueing_lock=queueing_lock, priority=-1)
        with suppress(AlreadyEnqueued), transaction.atomic():
            asked.defer(organisation_id=str(organisation_id))


@app.task(name=TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def draw_pairs_of(organisation_id: str) -> None:
    """One organisation's, in one transaction, in nobody's name."""
    own = UUID(organisation_id)
    with entered(door="open"):  # thresholds are read by whoever is at the door; the clock has no account
        number = value_of(DRAWN_A_WEEK, on=clock.today())
    with entered(organisation_id=own):
        draw_of_week(by=Nobody(own), number=number)
