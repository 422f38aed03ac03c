"""The keys of the organisations: made, wrapped and opened here, and nowhere else. Opened keys stay in this process.

Each is 32 random bytes, kept wrapped (AES-256-GCM) by the wrapping key of the installation, which is never in the
database; the wrapping is bound to the organisation and to the key's own identifier. One made by a transaction that ends
badly must not be remembered: what was sealed with it afterwards would be lost.
"""

import os
from uuid import UUID

from django.conf import settings
from django.db import transaction

from benkan.common.ids import new_id
from benkan.common.sealing import KEY_BYTES, NBSP, Key, NoWrappingKey, WrongKey
from benkan.host.wrapping import NoKey, Unfit, decoded, unwrap, wrap
from benkan.organisations.models import OrganisationKey

WRONG = (
    "La clé donnée à la plateforme n’est pas celle qui ouvre les clés des organisations. Ce qui est protégé ne peut "
    f"être ni lu ni écrit, et rien n’est perdu{NBSP}: la personne qui tient la plateforme doit remettre la bonne clé."
)

_opened: dict[UUID, Key] = {}
_current: dict[UUID, Key] = {}
_uncommitted: set[UUID] = set()


class OrganisationKeys:
    """What `benkan.common.sealing` asks. `using`: the database's alias; `table`: the model, or a migration's."""

    def __init__(self, using: str = "default", table=OrganisationKey):
        self.using, self.table = using, table

    def current(self, organisation_id: UUID) -> Key:
        if (key := _current.get(organisation_id)) is not None:
            return key
        found = self._current(organisation_id)
        if found is None:
            make_key(organisation_id, using=self.using, table=self.table, unless_there=True)
            found = self._current(organisation_id)
        if found is None:
            raise NoWrappingKey(f"La clé de cette organisation ne se lit pas d’ici{NBSP}: rien n’est enregistré.")
        key = _unwrapped(*found, organisation_id)
        if key.id not in _uncommitted:
            _current[organisation_id] = key
        return key

    def of(self, key_id: UUID, organisation_id: UUID) -> Key | None:
        if (key := _opened.get(key_id)) is not None:
            return key if key.organisation_id == organisation_id else None
        own = self.table.objects.using(self.using).filter(pk=key_id, organisation_id=organisation_id)
        found = own.values_list("pk", "wrapped").first()
        return _unwrapped(*found, organisation_id) if found else None

    def _current(self, organisation_id: UUID) -> tuple[UUID, bytes] | None:
        own = self.table.objects.using(self.using).filter(organisation_id=organisation_id, retired_at=None)
        return own.values_list("pk", "wrapped").first()


def make_key(
    organisation_id: UUID, *, using: str = "default", table=OrganisationKey, unless_there: bool = False
) -> None:
    """Give an organisation its key. With `unless_there`, who comes second leaves the first one's."""
    key_id = new_id()
    wrapped = wrap(os.urandom(KEY_BYTES), key=_wrapping_key(), organisation_id=organisation_id, key_id=key_id)
    row = table(pk=key_id, organisation_id=organisation_id, wrapped=wrapped)
    _uncommitted.add(key_id)
    transaction.on_commit(lambda: _uncommitted.discard(key_id), using=using)
    table.objects.using(using).bulk_create([row], ignore_conflicts=unless_there)


def wrong_key(using: str = "default") -> str:
    """The sentence to say where the wrapping key opens none of the organisations' keys; "" where all is well."""
    found = OrganisationKey.objects.using(using).values_list("pk", "wrapped", "organisation_id").first()
    try:
        if found:
            forget()
            _unwrapped(*found)
    except (WrongKey, NoWrappingKey) as sentence:
        return str(sentence)
    return ""


def lent(key_id: UUID, wrapped: bytes, organisation_id: UUID) -> Key:
    """A key that the policies do not show to who acts, opened for one bounded use: its row came from a function of the
    database that says what for (see `benkan.complaints.keys`). Raises `Unopened`."""
    return _unwrapped(key_id, wrapped, organisation_id)


def forget() -> None:
    """Forget the opened keys of this process."""
    _opened.clear()
    _current.clear()


def _unwrapped(key_id: UUID, wrapped: bytes, organisation_id: UUID) -> Key:
    try:
        secret = unwrap(bytes(wrapped), key=_wrapping_key(), organisation_id=organisation_id, key_id=key_id)
    except Unfit as error:
        raise WrongKey(WRONG) from error
    key = _opened[key_id] = Key(key_id, organisation_id, secret)
    return key


def _wrapping_key() -> bytes:
    if not settings.WRAPPING_KEY:
        raise NoWrappingKey(
            "La plateforme n’a pas reçu la clé qui ouvre celles des organisations. Ce qui est protégé ne peut être ni "
            f"lu ni écrit, et rien n’est perdu{NBSP}: la personne qui tient la plateforme doit donner cette clé."
        )
    try:
        return decoded(settings.WRAPPING_KEY)
    except NoKey as sentence:
        raise WrongKey(str(sentence)) from sentence
