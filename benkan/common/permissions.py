"""How rights are declared and checked; which role holds which right stands in `organisations/roles.py`.

A context declares its rights in its own `permissions.py` with `declare`, and calls `check` at the head of each write.
The page asks `may` with the same right, so that a button is shown exactly when its write would be allowed.
"""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from benkan.common.errors import Refused


@dataclass(frozen=True)
class Permission:
    """A right: its code (context.verb), and the French words that a manager reads in the role table."""

    code: str
    label: str


class Actor(Protocol):
    """Who acts, for which organisation, with which rights."""

    account_id: UUID | None
    organisation_id: UUID | None
    permissions: frozenset[str]

    def places_for(self, permission: Permission) -> frozenset[UUID] | None:
        """Where the right is held: everywhere (None), or at these places only."""


@dataclass(frozen=True)
class Nobody:
    """What happens on an organisation's side that none of its accounts did: the clock, or the other side of something
    that both share (implements `Actor`)."""

    organisation_id: UUID
    account_id: None = None
    permissions: frozenset[str] = frozenset()

    def places_for(self, permission: Permission) -> frozenset[UUID] | None:
        return None


@dataclass
class _Register:
    known: dict[str, Permission] = field(default_factory=dict)


_register = _Register()


def declare(code: str, label: str) -> Permission:
    """Declare a right; twice with other words is a mistake of the program."""
    permission = Permission(code, label)
    if _register.known.setdefault(code, permission) != permission:
        raise ValueError(f"permission {code} is declared twice")
    return permission


def declared() -> dict[str, Permission]:
    """All rights declared so far, by code."""
    return dict(_register.known)


def may(by: Actor, permission: Permission) -> bool:
    return permission.code in by.permissions


def check(by: Actor, permission: Permission) -> None:
    """Raise `Refused` with a sentence if `by` does not hold the right."""
    if not may(by, permission):
        raise Refused(
            f"Votre rôle ne permet pas de : {permission.label[0].lower()}{permission.label[1:]}. "
            "Demandez-le à la personne qui administre les comptes de votre organisation."
        )


def may_at(by: Actor, permission: Permission, place_id: UUID | None) -> bool:
    """Whether `by` holds the right at that place; what has no known place is everybody's who holds the right."""
    if not may(by, permission):
        return False
    held = by.places_for(permission)
    return held is None or place_id is None or place_id in held


def check_at(by: Actor, permission: Permission, place_id: UUID | None) -> None:
    """Raise `Refused` with a sentence if `by` does not hold the right, or not at that place."""
    check(by, permission)
    if not may_at(by, permission, place_id):
        raise Refused(
            "Votre rôle ne vaut pas en ce lieu. Demandez-le à la personne qui administre les comptes de votre "
            "organisation."
        )


def check_either(by: Actor, *permissions: Permission) -> None:
    """Raise `Refused`, with the sentence of the first, unless `by` holds one of these rights."""
    if not any(may(by, permission) for permission in permissions):
        check(by, permissions[0])
