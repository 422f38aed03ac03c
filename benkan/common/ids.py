"""Identifiers of rows: version 7 UUIDs, ordered by time, so that a phone may give them and indexes stay compact."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new time-ordered identifier (RFC 9562, version 7)."""
    return uuid7()
