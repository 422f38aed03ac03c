"""Photographs of nothing, as a telephone gives them: with what it adds to the picture."""

import base64
import struct
import zlib

# Two grey points, with no metadata at all but its density.
_GREY = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////"
    "////////////////wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AH//Z"
)
JPEG = base64.b64decode(_GREY)
SECRET = b"Gogui 15.47,-9.31 telephone de Zoumanata"


def exif(side: int | None = None, *, order: str = "<", said: bytes = SECRET) -> bytes:
    """A directory of metadata: the device first, then the side that is up, if one is given."""
    entries = [(0x010F, 2, len(said), struct.pack(f"{order}I", 8 + 2 + 12 * (2 if side else 1) + 4))]
    if side is not None:
        entries.append((0x0112, 3, 1, struct.pack(f"{order}HH", side, 0)))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(entries))
    body = b"".join(struct.pack(f"{order}HHI", tag, kind, count) + value for tag, kind, count, value in entries)
    return head + body + bytes(4) + said


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def photograph(*added: bytes, after: bytes = b"") -> bytes:
    """A JPEG with segments added in front of its picture, and bytes after its end."""
    return JPEG[:2] + b"".join(added) + JPEG[2:] + after


def from_a_phone(side: int | None = 6) -> bytes:
    """Everything a telephone says: place, device, colours, words, a small picture, and a film after the end."""
    return photograph(
        segment(0xE1, b"Exif\0\0" + exif(side)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xE2, b"ICC_PROFILE\0\1\1" + SECRET), segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xFE, SECRET), segment(0xE0, b"JFXX\0\x10" + SECRET), after=SECRET,
    )  # fmt: skip


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def screenshot(*added: bytes, after: bytes = b"") -> bytes:
    """A PNG of one grey point with chunks added before its picture, and bytes after its end."""
    picture = [chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *added,
               chunk(b"IDAT", zlib.compress(b"\0\x5a")), chunk(b"IEND", b"")]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(picture) + after


PNG = screenshot()
