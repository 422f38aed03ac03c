"""What time it is, for everything that is written: the machine's clock, or a moment of the past.

The invented caseload of the demonstration, and tests, happen in the past: `with at(moment):` sets the clock back for
this thread alone, and identifiers follow it (`benkan.common.ids`). Models and writes ask here, never `timezone`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar[dt.datetime | None] = ContextVar("benkan_moment", default=None)


def now() -> dt.datetime:
    return _moment.get() or timezone.now()


def today() -> dt.date:
    """The day in the platform's own time."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The day on which a moment (aware) falls, in the platform's own time."""
    return timezone.localdate(moment)


def begins(day: dt.date) -> dt.datetime:
    """The moment at which a day begins in the platform's own time: an index of moments answers it, never their day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def set_back() -> dt.datetime | None:
    """The moment at which the clock was set, or None while it goes by itself."""
    return _moment.get()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Within the block it is `moment` (aware), and stays so."""
    if timezone.is_naive(moment):
        raise ValueError(f"{moment} says no time zone")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
