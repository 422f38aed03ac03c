"""What a photograph says besides its picture (place, device, hour, words, a smaller picture) is left out.

Only what is needed to show the picture is copied, piece by piece; the picture itself is not made anew, its bytes are
the same. The side that is up is a metadata too: it is written again, alone. A PDF is another matter: it is kept as it
came (see `docs/decisions/0016`).
"""

import struct
import zlib
from collections.abc import Iterator

PNG_START = b"\x89PNG\r\n\x1a\n"
EXIF = b"Exif\0\0"
ORIENTATION, SHORT = 0x0112, 3
ENTRIES = 200  # of a directory of metadata, more than any camera writes
# JPEG: tables, frames, restarts, scans; what a decoder needs and no more.
START, END, SCAN, JFIF, EXIF_MARKER, ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
NEEDED = frozenset({0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD, *range(0xC0, 0xD0)} - {0xC8})
# PNG: header, palette, picture, end; then what its colours and transparency mean.
CRITICAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
KEPT = frozenset({*CRITICAL, b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"})


class Damaged(Exception):
    """The bytes do not follow the format: cut short by a transfer, or no photograph at all."""


def bare(content: bytes) -> bytes:
    """A JPEG or a PNG with its picture and the side that is up, and nothing else. Raises `Damaged`.

    Whatever follows the end of the picture (another picture, a film, a note of the telephone) is left out too.
    """
    try:
        return _bare_png(content) if content.startswith(PNG_START) else _bare_jpeg(content)
    except (struct.error, IndexError) as error:  # a length that goes beyond the end
        raise Damaged from error


def _bare_jpeg(content: bytes) -> bytes:
    kept, side = [], 1
    for marker, segment in _segments(content):
        if marker == EXIF_MARKER and segment.startswith(EXIF):
            side = _side_up(segment[len(EXIF) :])
        elif marker in NEEDED:
            kept.append((marker, segment))
        elif marker == ADOBE and segment.startswith(b"Adobe") and len(segment) >= 12:
            kept.append((marker, segment[:12]))  # how its colours are coded
        elif marker == JFIF and segment.startswith(b"JFIF\0") and len(segment) >= 14:
            kept.append((marker, segment[:12] + b"\0\0"))  # without the small picture that may follow
    if not any(marker == SCAN for marker, _ in kept):
        raise Damaged
    if side != 1:
        kept.insert(kept[0][0] == JFIF, (EXIF_MARKER, EXIF + _only_side(side)))
    return b"".join([b"\xff\xd8", *(_written(marker, body) for marker, body in kept), b"\xff\xd9"])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, up to the end of the picture; a scan with what is coded after its header."""
    if content[:2] != bytes((0xFF, START)):
        raise Damaged
    at = 2
    while True:
        if content[at] != 0xFF:
            raise Damaged
        while content[at] == 0xFF:  # a marker may be filled up in front
            at += 1
        marker = content[at]
        if marker == END:
            return
        (length,) = struct.unpack_from(">H", content, at + 1)
        end = at + 1 + length
        if length < 2 or end > len(content):
            raise Damaged
        if marker == SCAN:
            if length != _header_of_scan(content[at + 3]):
                raise Damaged
            end = _end_of_scan(content, end)
        yield marker, content[at + 3 : end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: a stuffed byte (FF 00) and a restart (FF D0 to FF D7) belong to the scan."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise Damaged
        if content[at + 1] != 0xFF and content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _written(marker: int, body: bytes) -> bytes:
    """A segment anew; the length of a scan is that of its header alone."""
    length = _header_of_scan(body[0]) if marker == SCAN else len(body) + 2
    return struct.pack(">BBH", 0xFF, marker, length) + body


def _header_of_scan(components: int) -> int:
    return 6 + 2 * components


def _bare_png(content: bytes) -> bytes:
    kept, side = [], 1
    for name, body in _chunks(content):
        if name == b"eXIf":
            side = _side_up(body)
        elif name in KEPT:
            kept.append((name, body))
        elif name[:1].isupper():  # without it the picture cannot be read, and we do not know it
            raise Damaged
    names = [name for name, _ in kept]
    if names[:1] != [b"IHDR"] or b"IDAT" not in names:
        raise Damaged
    if side != 1:
        kept.insert(1, (b"eXIf", _only_side(side)))
    return PNG_START + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in kept
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and bytes of each chunk, up to the end of the picture; none of them altered on its way."""
    at, name = len(PNG_START), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        if struct.unpack_from(">I", content, at + 8 + length) != (zlib.crc32(name + body),):
            raise Damaged
        yield name, body
        at += 12 + length


def _side_up(exif: bytes) -> int:
    """Which side is up, 1 to 8, as the camera said; 1 where it did not, or not in a way that can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4) if order else (len(exif),)
        (entries,) = struct.unpack_from(f"{order}H", exif, first) if order else (0,)
        for number in range(min(entries, ENTRIES)):
            tag, kind, count, side = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
            if (tag, kind, count) == (ORIENTATION, SHORT, 1):
                return side if 1 <= side <= 8 else 1
    except struct.error:
        return 1
    return 1


def _only_side(side: int) -> bytes:
    """A directory of metadata with one entry: the side that is up."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, SHORT, 1, side, 0, 0)
