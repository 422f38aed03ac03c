"""The first accounts of a platform, made by a command before there is anybody in whose name it could act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benkan.organisations.acting import Acting, entered
from benkan.organisations.roles import ROLES


@dataclass(frozen=True)
class Founder(Acting):
    """Nobody yet: holds the national administrator's rights while the platform has no account."""

    @property
    def permissions(self) -> frozenset[str]:
        return ROLES["plateforme"].rights


@contextmanager
def founding() -> Iterator[Founder]:
    """A transaction in which organisations, accounts and memberships may be made by nobody."""
    with entered(door="founding"):
        yield Founder(on_behalf=True)
