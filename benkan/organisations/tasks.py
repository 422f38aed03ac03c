"""Where the worker looks for what it may be asked: the one task that does all jobs, those that send mail, and what
empties invitations whose time is over."""

from procrastinate.contrib.django import app

from benkan.organisations.doors.mail import send, send_invitation
from benkan.organisations.jobs import run, take_up_again
from benkan.organisations.writes.invitations import empty_ended

__all__ = ["empty_ended_invitations", "run", "send", "send_invitation", "take_up_again"]


@app.periodic(cron="37 * * * *")
@app.task(name="benkan.empty_ended_invitations")
def empty_ended_invitations(timestamp: int) -> None:
    """Every hour, so that a machine which is off at night misses none."""
    empty_ended()
