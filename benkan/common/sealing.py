"""Seal values with the key of the organisation they belong to (AES-256-GCM), and open them again.

A sealed value is bytes: version (1), identifier of the key (16), nonce (12), ciphertext with its tag (16 more than the
clear value). It is bound to its table, column, organisation and row: moved elsewhere it does not open. Who holds the
keys is said once by the context that knows organisations (`keys_are`); here nobody knows one.
"""

import os
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benkan.common.errors import Impossible

VERSION = b"\x01"
KEY_ID, NONCE = slice(1, 17), slice(17, 29)
HEADER = 29
KEY_BYTES, NONCE_BYTES = 32, 12
NBSP = "\u00a0"


class Unopened(Impossible):
    """What is sealed cannot be read, or nothing can be sealed, as things stand; the sentence says why."""


class NoWrappingKey(Unopened):
    """The program was given no key that opens the keys of the organisations, or none it can see."""


class WrongKey(Unopened):
    """The program was given another wrapping key than the one the organisations' keys were wrapped with."""


class Tampered(Unopened):
    """The bytes are not those that were sealed there, or their key is not one of this organisation."""

    def __init__(self):
        super().__init__(
            f"Ce qui est protégé ici ne s’ouvre pas{NBSP}: sa clé n’est pas celle de cette organisation, ou il a été "
            "changé hors de Benkan. Dites-le à la personne qui tient la plateforme."
        )


@dataclass(frozen=True)
class Key:
    """The data key of an organisation, opened: it never leaves the memory of the process."""

    id: UUID
    organisation_id: UUID
    secret: bytes = field(repr=False)


class Keys(Protocol):
    def current(self, organisation_id: UUID) -> Key:
        """The key that seals for this organisation, made if there is none yet. Raises `Unopened`."""

    def of(self, key_id: UUID, organisation_id: UUID) -> Key | None:
        """One of its keys, retired or not; None if it has none of that identifier. Raises `Unopened`."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands."""

    table: str
    column: str
    organisation_id: UUID
    row_id: UUID

    @property
    def bound(self) -> bytes:
        return "\x00".join((self.table, self.column, str(self.organisation_id), str(self.row_id))).encode()


_holder: list[Keys] = []


def keys_are(keys: Keys) -> None:
    """Say who holds the keys; once, when the applications load."""
    _holder[:] = [keys]


def seal(clear: bytes, place: Place, *, key: Key | None = None) -> bytes:
    """The bytes to keep at that place. Raises `Unopened` where there is no key to seal with."""
    key = key or _holder[0].current(UUID(str(place.organisation_id)))
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + key.id.bytes + nonce + AESGCM(key.secret).encrypt(nonce, clear, place.bound)


def opened(sealed: bytes, place: Place) -> bytes:
    """The clear bytes that were sealed at that place. Raises `Unopened`."""
    if sealed[:1] != VERSION or len(sealed) < HEADER:
        raise Tampered
    key = _holder[0].of(UUID(bytes=sealed[KEY_ID]), UUID(str(place.organisation_id)))
    if key is None:
        raise Tampered
    try:
        return AESGCM(key.secret).decrypt(sealed[NONCE], memoryview(sealed)[HEADER:], place.bound)
    except InvalidTag as error:
        raise Tampered from error
