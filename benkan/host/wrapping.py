"""The wrapping key: outside the database and outside its backups. It opens the keys of the organisations, nothing else.

Given by `BENKAN_WRAPPING_KEY` (32 bytes in URL-safe base64), or by a file whose path is `BENKAN_WRAPPING_KEY_FILE`; for
the embedded platform, made once in the data folder, beside the database and never in it.
"""

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path

VARIABLE, FILE_VARIABLE, NAME = "BENKAN_WRAPPING_KEY", "BENKAN_WRAPPING_KEY_FILE", "wrapping_key"
LENGTH = 32
NBSP = "\u00a0"


class NoKey(Exception):
    """There is no wrapping key, or it is none; the message is a sentence."""


def wrapping_key(folder: Path | None = None) -> bytes:
    """The key of this installation. With a data `folder`, it is made there when none was given. Raises `NoKey`."""
    if given := os.environ.get(VARIABLE):
        return decoded(given)
    if path := os.environ.get(FILE_VARIABLE):
        try:
            return decoded(Path(path).read_text().strip())
        except OSError as error:
            raise NoKey(
                f"Le fichier de la clé ({FILE_VARIABLE}) ne peut pas être lu ({error.strerror}). Vérifiez-le."
            ) from error
    if folder is None:
        raise NoKey(f"Il manque la clé qui ouvre celles des organisations{NBSP}: donnez {VARIABLE} ou {FILE_VARIABLE}.")
    return decoded(_made_once(folder / NAME))


def decoded(text: str) -> bytes:
    """The bytes of a key as it is written down. Raises `NoKey`."""
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError) as error:
        raise NoKey("Cette clé n’est pas écrite comme il faut. Copiez-la en entier, sans espace.") from error
    if len(key) != LENGTH:
        raise NoKey(f"Cette clé n’a pas la bonne longueur ({LENGTH} octets). Copiez-la en entier.")
    return key


def fingerprint(key: bytes) -> str:
    """What may be written of a key anywhere: it tells two keys apart, and opens nothing."""
    return hashlib.sha256(b"benkan wrapping key\x00" + key).hexdigest()[:16]


def _made_once(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        text = base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode()
        file.write(text)
    return text
