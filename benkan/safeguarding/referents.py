"""Who may hold restricted files: identifiers of accounts, whoever asks, and nothing of what they hold."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Held:
    """An account at work in an organisation."""

    account_id: UUID
    organisation_id: UUID


def referents_of(organisation_id: UUID) -> list[Held]:
    """The referents in place in an organisation."""
    return _rows("SELECT account_id, organisation_id FROM safeguarding_referents(%s)", [organisation_id])


def referents_of_authorities() -> list[Held]:
    """Those of the authority for children, of every organisation that is one."""
    return _rows("SELECT account_id, organisation_id FROM safeguarding_referents(NULL)", [])


def holders_of(file_id: UUID) -> list[Held]:
    """Who holds a file now, the titular first."""
    return _rows("SELECT account_id, organisation_id FROM safeguarding_holders(%s)", [file_id])


def is_authority() -> bool:
    """Whether one works now in the authority for children."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_is_authority()")
        return cursor.fetchone()[0]


def _rows(statement: str, values: list) -> list[Held]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Held(*row) for row in cursor.fetchall()]
