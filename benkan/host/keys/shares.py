"""A key in two shares, of which neither alone says anything: two envelopes, two people (a one-time pad)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import textwrap

from benkan.host.wrapping import LENGTH

MARK = 2  # bytes that tell a share that was miscopied
FIVE = 5
NBSP = "\u00a0"


class Miscopied(Exception):
    """What was typed is no share; the message is a sentence."""


def split(key: bytes) -> tuple[str, str]:
    """Two shares as they are written on paper: capital letters and digits 2 to 7, by groups of five."""
    pad = secrets.token_bytes(LENGTH)
    return _written(pad), _written(_sum(pad, key))


def joined(one: str, other: str) -> bytes:
    """The key of two shares, in either order. Raises `Miscopied`."""
    shares = _read(one), _read(other)
    if shares[0] == shares[1]:
        raise Miscopied("C’est deux fois la même part. Il faut celle de chacune des deux enveloppes.")
    return _sum(*shares)


def _sum(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _written(share: bytes) -> str:
    text = base64.b32encode(share + _mark(share)).decode().rstrip("=")
    return " ".join(textwrap.wrap(text, FIVE))


def _read(text: str) -> bytes:
    letters = "".join(text.split()).upper()
    try:
        held = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as error:
        raise Miscopied(_MISCOPIED) from error
    share, mark = held[:LENGTH], held[LENGTH:]
    if len(share) != LENGTH or mark != _mark(share):
        raise Miscopied(_MISCOPIED)
    return share


_MISCOPIED = "Cette part n’est pas recopiée comme sur le papier. Relisez-la groupe par groupe, puis recommencez."


def _mark(share: bytes) -> bytes:
    return hashlib.sha256(b"benkan share\x00" + share).digest()[:MARK]
