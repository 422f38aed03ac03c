"""Where the worker looks for what it may be asked: the one task that does all jobs."""

from benkan.organisations.jobs import run, take_up_again

__all__ = ["run", "take_up_again"]
