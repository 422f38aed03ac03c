"""What the parts of one page read of the same accompaniment, or of who opens it, is read once.

Each part asks for what it shows and knows of no other; within `read_once`, the second to ask is given what the first
was. Nothing is held any longer than the page: what is written in between would not be seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

Of, Read = TypeVar("Of"), TypeVar("Read")
_HELD: ContextVar[dict | None] = ContextVar("read_once", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    token = _HELD.set({})
    try:
        yield
    finally:
        _HELD.reset(token)


def once(read: Callable[[Of], Read]) -> Callable[[Of], Read]:
    """A read of one thing, by its key, that a page makes once. What it gives is not to be changed."""

    @wraps(read)
    def held_or_read(of: Of) -> Read:
        held = _HELD.get()
        if held is None:
            return read(of)
        key = read, getattr(of, "pk", of)
        if key not in held:
            held[key] = read(of)
        return held[key]

    return held_or_read
