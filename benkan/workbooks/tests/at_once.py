"""Two people at work at the same moment, each on a connection of her own, in the order that the test says.

Nothing sleeps and hopes: who waits is seen waiting, in the locks of the database. Asks for the `committed` fixture.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from django.db import connection, connections

from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account

LIMIT = 30  # seconds after which a test says that nothing moves any more


def account_of(key: str) -> Account:
    """Somebody of the cast, by her address."""
    with entered(door="open"):
        return Account.objects.get(email=f"{key}@exemple.ml")


def as_(key: str):
    """At work in the name of somebody of the cast; what is written is committed at the end."""
    return acting_for(account_of(key))


@dataclass
class Done:
    """What somebody got: a value, or the error that stopped her; and whether she had to wait for somebody."""

    value: Any = None
    error: Exception | None = None
    waited: bool = False


class _Hand(Thread):
    """Does one thing on a connection of its own; `leaving` is waited for before the transaction ends."""

    def __init__(self, act: Callable[[], Any]):
        super().__init__(daemon=True)
        self.act, self.got, self.pid = act, Done(), None
        self.ready, self.over = Event(), Event()

    def run(self):
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            self.ready.set()
            self.got.value = self.act()
        except Exception as error:  # given to the test, which says which one it expects
            self.got.error = error
        finally:
            self.ready.set()
            self.over.set()
            connections.close_all()

    def begin(self) -> "_Hand":
        self.start()
        assert self.ready.wait(LIMIT)
        return self

    def wait_behind(self) -> None:
        """Until it waits for another connection, or is over."""
        limit = time.monotonic() + LIMIT
        while not self.over.is_set() and not self.got.waited:
            assert time.monotonic() < limit, "neither waiting nor over"
            self.got.waited = bool(_blocking(self.pid))
            self.over.wait(0.01)


def _blocking(pid: int) -> list[int]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_blocking_pids(%s)", [pid])
        return cursor.fetchone()[0]


def overtaking(first: tuple[str, Callable], second: tuple[str, Callable]) -> tuple[Done, Done]:
    """The first has acted, and has not committed, when the second acts; then the first commits.

    Each is (a key of the cast, what she does, given `by`).
    """
    acted, leave = Event(), Event()

    def holding():
        with as_(first[0]) as by:
            value = first[1](by)
            acted.set()
            assert leave.wait(LIMIT)
            return value

    def beside():
        with as_(second[0]) as by:
            return second[1](by)

    one = _Hand(holding).begin()
    while not acted.wait(0.01) and not one.over.is_set():
        pass
    other = _Hand(beside).begin()
    try:
        other.wait_behind()
    finally:
        leave.set()
    return _ended(one, other)


def held_back(key: str, hold: Callable[[], Any], *acts: Callable[[], Any]) -> tuple[Done, ...]:
    """Somebody holds what `hold` locks, and each act waits for it; then all go on. Gives what each got."""
    hands = [_Hand(act) for act in acts]
    with as_(key):
        hold()
        for hand in hands:
            hand.begin().wait_behind()
    return _ended(*hands)


def _ended(*hands: _Hand) -> tuple[Done, ...]:
    for hand in hands:
        hand.join(LIMIT)
        assert not hand.is_alive(), "a connection never came back"
    return tuple(hand.got for hand in hands)
