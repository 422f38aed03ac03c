"""Keys of other organisations, for two bounded uses: to seal what they alone will read, and to open the one answer
that is to be told to whoever gave its number and her digits.

The rows come from two functions of the database (migration 0002), since an organisation reads its own keys only.
"""

from uuid import UUID

from django.db import connection, models

from benkan.common.sealed_fields import Sealed, SealedField
from benkan.common.sealing import NBSP, Key, NoWrappingKey
from benkan.organisations.keys import lent, make_key


def sealing_key(organisation_id: UUID) -> Key:
    """The key in use of any organisation, made if it has none yet. To seal with, never to open. Raises `Unopened`."""
    found = _in_use(organisation_id)
    if found is None:
        make_key(organisation_id, unless_there=True)
        found = _in_use(organisation_id)
    if found is None:
        raise NoWrappingKey(f"La clé du destinataire ne se lit pas d’ici{NBSP}: rien n’est enregistré.")
    return lent(*found, organisation_id)


def seal_on(instance: models.Model, key: Key, **values: str | None) -> None:
    """Put sealed values on a row of another organisation, which is then saved as usual."""
    for name, value in values.items():
        field = instance._meta.get_field(name)
        if not isinstance(field, SealedField):
            raise TypeError(f"{field} is not sealed")
        raw = field.sealed(value or None, organisation_id=instance.organisation_id, row_id=instance.pk, key=key)
        setattr(instance, field.attname, None if raw is None else Sealed(raw))


def _in_use(organisation_id: UUID) -> tuple[UUID, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id, wrapped FROM complaints_sealing_key(%s)", [organisation_id])
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else None
