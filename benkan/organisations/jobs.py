"""Work done later by the worker, in the name of who asked: a job carries identifiers only, and enters as they would.

    @job(failed=say_it_failed)
    def read_list(by: Acting, identifier: UUID) -> None: …

    defer(read_list, by=request.actor, identifier=one.pk)

The job is a row of the database, written in the same transaction as the request: both happen, or neither. It is one
transaction itself: killed in the middle, it is done again from the beginning by the next worker.
"""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from benkan.common.errors import Refused
from benkan.common.permissions import Actor
from benkan.organisations.acting import Acting, acting_for, entered
from benkan.organisations.models import Account

Job = Callable[[Acting, UUID], None]
_JOBS: dict[str, tuple[Job, Job | None]] = {}
DEAD_AFTER = 30  # seconds without a sign of life from its worker
# The lock of what nobody waits for: one such job at a time leaves the other place to what somebody asked.
BACKGROUND = "background"
MOST_ATTEMPTS = 3  # a job that kills its worker each time is not done for ever


def job(*, failed: Job | None = None) -> Callable[[Job], Job]:
    """Declare what the worker may be asked to do, in the `tasks.py` of a context. `failed` is called, in a transaction
    of its own, when the job could not be done: it leaves the sentence that the person will read."""

    def declare(function: Job) -> Job:
        _JOBS[_name(function)] = (function, failed)
        return function

    return declare


def defer(function: Job, *, by: Actor, identifier: UUID) -> None:
    """Ask the worker for it, in one's own name and present organisation. One object is worked on once at a time."""
    app.configure_task("benkan.run", lock=str(identifier)).defer(
        name=_name(function),
        account_id=str(by.account_id),
        organisation_id=str(by.organisation_id),
        identifier=str(identifier),
    )


def is_asked(identifier: UUID) -> bool:
    """Whether a job on this object waits for the worker, or is being done."""
    return ProcrastinateJob.objects.filter(lock=str(identifier), status__in=("todo", "doing")).exists()


@app.task(name="benkan.run")
def run(name: str, account_id: str, organisation_id: str, identifier: str) -> None:
    """What the worker does. An account that lost its place meanwhile is refused, as on a page."""
    function, failed = _JOBS[name]
    try:
        with as_member_of(UUID(account_id), UUID(organisation_id)) as by:
            function(by, UUID(identifier))
    except Exception as error:
        if failed is not None:
            with as_member_of(UUID(account_id), UUID(organisation_id)) as by:
                failed(by, UUID(identifier))
        if isinstance(error, (DatabaseError, ValidationError)):
            raise Undone(name, error) from None
        raise


class Undone(Exception):
    """A job that the database refused: what it was and where, without the refused values, which the worker's log must
    not hold."""

    def __init__(self, name: str, error: Exception):
        where = "".join(traceback.format_tb(error.__traceback__))
        super().__init__(f"{name}: {type(error).__name__}\n{where}")


@app.periodic(cron="* * * * *")
@app.task(name="benkan.take_up_again", pass_context=True)
async def take_up_again(context, timestamp: int) -> None:
    """Jobs whose worker died (power, kill) are done again."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        if stalled.attempts >= MOST_ATTEMPTS:
            await manager.finish_job(stalled, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(stalled)


@contextmanager
def as_member_of(account_id: UUID, organisation_id: UUID) -> Iterator[Acting]:
    """Act as an account in that very organisation; `Refused` where it has no place there any more."""
    with entered(account_id=account_id):
        account = Account.objects.get(pk=account_id)
        with acting_for(account, organisation_id) as by:
            if by.organisation_id != organisation_id:
                raise Refused("Ce compte n’a plus de place dans cette organisation.")
            yield by


def _name(function: Job) -> str:
    return f"{function.__module__}.{function.__qualname__}"
