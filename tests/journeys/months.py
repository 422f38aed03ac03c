"""Months within one journey: the served platform lives on the day that the journey says, and people act on that day.

A journey that asks for `months` is served by `application`, which reads the day at each request from a file. No worker
runs beside it: the machine's own clock would do months too early what its schedule says.
"""

import datetime as dt
import os
from functools import cache
from pathlib import Path

from benkan.common import clock

VARIABLE = "JOURNEY_DAYS_AGO"  # where the file is, for the served process and what is told by the writes


class Months:
    """Day 0 is `length` days ago; the last is today. `platform` is what the fixture of that name gives."""

    def __init__(self, path: Path, length: int):
        self.path, self.length, self.number = path, length, 0
        self.on(0)

    def on(self, number: int) -> None:
        """From now on it is that day of the story."""
        if not self.number <= number <= self.length:
            raise ValueError(f"day {number} does not come after day {self.number}, within {self.length}")
        self.number = number
        self.path.write_text(str(self.length - number))

    def day(self, number: int | None = None) -> str:
        """A day of the story as a form takes it, today's unless said; it may be yet to come."""
        ago = self.length - (self.number if number is None else number)
        return (clock.today() - dt.timedelta(days=ago)).isoformat()


def moment() -> dt.datetime:
    """What time it is in the story, in the process that is served or in a script."""
    return clock.now() - dt.timedelta(days=int(Path(os.environ[VARIABLE]).read_text()))


def application(environ, start_response):
    """What granian serves: the platform, on the day of the story."""
    with clock.at(moment()):
        return _platform()(environ, start_response)


@cache
def _platform():
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
