"""The key that seals a restricted file: to seal for whoever opened it, to open for whoever reads it.

The authority for children reads files of other organisations, whose keys policies hide from it: a function of the
database (migration 0002) lends the keys of a file to those alone who read it.
"""

from django.db import connection, models

from benkan.complaints.keys import seal_on, sealing_key
from benkan.organisations.keys import lent
from benkan.safeguarding.models import RestrictedFile


def seal(row: models.Model, **values: str | None) -> None:
    """Put sealed values on a row of any organisation, which is then saved as usual. Raises `Unopened`."""
    seal_on(row, sealing_key(row.organisation_id), **values)


def lend(file: RestrictedFile) -> None:
    """Before its words are read: have the keys that open them. Nothing is lent to who does not read the file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id, wrapped FROM safeguarding_keys(%s)", [file.pk])
        for key_id, wrapped in cursor.fetchall():
            lent(key_id, bytes(wrapped), file.organisation_id)
