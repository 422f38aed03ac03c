"""The wrapping key: outside the database and outside its backups. It opens the keys of the organisations, nothing else.

Given by `BENKAN_WRAPPING_KEY` (32 bytes in URL-safe base64), by a file whose path is `BENKAN_WRAPPING_KEY_FILE`, or by
`wrapping_key` of the data folder, beside the database and never in it; a demonstration makes that one by itself.
"""

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benkan.host.given import Unreadable, given
from benkan.host.why import why

VARIABLE, FILE_VARIABLE, NAME = "BENKAN_WRAPPING_KEY", "BENKAN_WRAPPING_KEY_FILE", "wrapping_key"
LENGTH = 32
VERSION, NONCE = b"\x01", 12
NBSP = "\u00a0"


class NoKey(Exception):
    """There is no wrapping key, or it is none; the message is a sentence."""


class Unfit(Exception):
    """What is wrapped was wrapped with another key, or for another organisation."""


def wrapping_key(folder: Path | None = None, *, make: bool = False) -> bytes:
    """The key of this installation; with `make`, it is made in the data folder when there is none. Raises `NoKey`."""
    try:
        if text := given(VARIABLE):
            return decoded(text)
    except Unreadable as refusal:
        raise NoKey(str(refusal)) from refusal
    if folder is not None:
        if make and not (folder / NAME).exists():
            make_key(folder / NAME)
        if (found := kept(folder / NAME)) is not None:
            return found
    raise NoKey(
        f"Il manque la clé qui ouvre celles des organisations{NBSP}: donnez {FILE_VARIABLE}. Pour une plateforme "
        f"neuve, «{NBSP}benkan keys make FICHIER{NBSP}» en fait une."
    )


def key_file(folder: Path) -> Path | None:
    """The file that holds the key; None where the environment gives it itself."""
    if os.environ.get(VARIABLE):
        return None
    named = os.environ.get(FILE_VARIABLE)
    return Path(named).resolve() if named else folder / NAME


def former_file(file: Path, mark: str) -> Path:
    """Where the key of this fingerprint stays, beside the file of the one that has taken its place."""
    return file.with_name(f"{file.name}_{mark}")


def kept(path: Path) -> bytes | None:
    """The key in a file; None where there is no such file. Raises `NoKey`."""
    try:
        return decoded(path.read_text())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else "ce n’est pas un texte"
        raise NoKey(f"Le fichier de la clé, «{NBSP}{path}{NBSP}», ne peut pas être lu ({reason}).") from error


def make_key(path: Path) -> bytes:
    """Write a new key into a file that only its owner reads. Raises FileExistsError, OSError."""
    key = secrets.token_bytes(LENGTH)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(written(key))
        file.flush()
        os.fsync(file.fileno())
    return key


def written(key: bytes) -> str:
    """A key as it is written down."""
    return base64.urlsafe_b64encode(key).decode()


def decoded(text: str) -> bytes:
    """The bytes of a key as it is written down, spaces or not. Raises `NoKey`."""
    try:
        key = base64.b64decode("".join(text.split()), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoKey("Cette clé n’est pas écrite comme il faut. Copiez-la en entier.") from error
    if len(key) != LENGTH:
        raise NoKey(f"Cette clé n’a pas la bonne longueur ({LENGTH} octets). Copiez-la en entier.")
    return key


def fingerprint(key: bytes) -> str:
    """What may be written of a key anywhere: it tells two keys apart, and opens nothing."""
    return hashlib.sha256(b"benkan wrapping key\x00" + key).hexdigest()[:16]


def wrap(secret: bytes, *, key: bytes, organisation_id: UUID, key_id: UUID) -> bytes:
    """The key of an organisation as the database keeps it (AES-256-GCM): version, nonce, ciphertext."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, secret, _bound(organisation_id, key_id))


def unwrap(wrapped: bytes, *, key: bytes, organisation_id: UUID, key_id: UUID) -> bytes:
    """The key of an organisation, opened. Raises `Unfit`."""
    nonce, sealed = wrapped[1 : 1 + NONCE], wrapped[1 + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound(organisation_id, key_id))
    except (InvalidTag, ValueError) as error:
        raise Unfit from error


def _bound(organisation_id: UUID, key_id: UUID) -> bytes:
    return f"{organisation_id}\x00{key_id}".encode()
