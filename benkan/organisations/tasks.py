"""Where the worker looks for what it may be asked: the one task that does all jobs, and the one that sends mail."""

from benkan.organisations.doors.mail import send
from benkan.organisations.jobs import run, take_up_again

__all__ = ["run", "send", "take_up_again"]
