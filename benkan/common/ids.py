"""Identifiers of rows: version 7 UUIDs, ordered by time, so that a phone may give them and indexes stay compact."""

import datetime as dt
import itertools
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

from benkan.common import clock

_order = itertools.count()


def new_id() -> UUID:
    """A new time-ordered identifier (RFC 9562, version 7)."""
    moment = clock.set_back()
    return uuid7() if moment is None else id_at(moment, next(_order), secrets.randbits(34))


def id_at(moment: dt.datetime, order: int, noise: int) -> UUID:
    """The identifier of a moment: those of one millisecond sort by `order`, as the machine's clock would have them.

    Written out because the library draws all the bits below the millisecond: rows of one act would lose their order.
    `order` takes 40 bits (the RFC's counter, method 1), `noise` 34.
    """
    milliseconds = int(moment.timestamp() * 1000)
    below = (order & ((1 << 40) - 1)) << 34 | noise
    return UUID(int=milliseconds << 80 | 0x7 << 76 | below >> 62 << 64 | 0b10 << 62 | below & ((1 << 62) - 1))
