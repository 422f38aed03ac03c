"""What is kept of a photograph: its picture, byte for byte, and the side that is up."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from benkan.attachments.photographs import PNG_START, Damaged, bare
from benkan.attachments.tests.making import (
    JPEG,
    PNG,
    SECRET,
    chunk,
    exif,
    from_a_phone,
    photograph,
    screenshot,
    segment,
)

PALETTE = chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\0") + chunk(b"gAMA", bytes(4))


def side_of(photo: bytes) -> int | None:
    """The side that is up, as the one entry of the metadata says; None where there are no metadata."""
    at = photo.find(b"Exif\0\0")
    if at < 0:
        return None
    assert photo[at + 6 : at + 24] == b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"
    return int.from_bytes(photo[at + 24 : at + 26])


def test_a_photograph_of_a_telephone_keeps_its_picture_alone():
    photo = from_a_phone()
    kept = bare(photo)
    assert photo.count(SECRET) == 7
    assert (SECRET in kept, side_of(kept)) == (False, 6)
    assert kept.replace(segment(0xE1, kept[kept.index(b"Exif") :][:32]), b"") == JPEG  # byte for byte
    assert bare(kept) == kept


@pytest.mark.parametrize("side", range(2, 9))
@pytest.mark.parametrize("order", ["<", ">"])
def test_the_side_that_is_up_is_kept(side, order):
    assert side_of(bare(photograph(segment(0xE1, b"Exif\0\0" + exif(side, order=order))))) == side


@pytest.mark.parametrize(
    "said",
    [exif(None), exif(1), exif(0), exif(9), b"", b"II*\0", b"XX*\0" + exif(6)[4:], exif(6)[:20], b"II*\0\xff" * 9],
)
def test_a_side_that_is_not_told_or_not_readable_is_no_side(said):
    assert bare(photograph(segment(0xE1, b"Exif\0\0" + said))) == JPEG


def test_a_photograph_without_metadata_is_the_same():
    assert bare(JPEG) == JPEG
    assert bare(PNG) == PNG


def test_what_a_decoder_needs_is_kept():
    tables = segment(0xDD, b"\0\4") + segment(0xEE, b"Adobe\0d\0\0\0\0\1")
    assert tables in bare(photograph(tables))


def test_a_small_picture_within_the_first_segment_is_left_out():
    small = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\x05\x05" + SECRET)
    assert bare(JPEG[:2] + small + JPEG[20:]) == JPEG[:2] + segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\0\0") + JPEG[20:]


def test_bytes_filled_in_front_of_a_marker_and_restarts_are_followed():
    scan = JPEG[:-2] + b"\xff\xd0\x1f\xff\x00\x1f\xff\xff\xd9"
    assert bare(scan) == scan
    assert bare(JPEG[:2] + b"\xff\xff" + JPEG[2:]) == JPEG


def test_an_image_keeps_its_picture_alone():
    said = b"".join(chunk(name, SECRET) for name in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"iCCP", b"prVt"))
    photo = screenshot(chunk(b"eXIf", exif(8)), said, PALETTE, after=SECRET)
    kept = bare(photo)
    assert SECRET not in kept
    assert PALETTE in kept
    only = chunk(b"eXIf", kept[kept.index(b"eXIf") + 4 :][:26])
    assert kept.replace(only, b"") == screenshot(PALETTE)
    assert kept.index(b"IHDR") < kept.index(b"eXIf") < kept.index(b"PLTE")
    assert bare(kept) == kept


@pytest.mark.parametrize(
    "content",
    [
        JPEG[:-2], JPEG[:40], b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\0\1", JPEG[:2] + b"\0" + JPEG[2:],
        b"\xff\xd8\xff\xda\0\x0cx\xff\xd9",  # a scan whose header is longer than its parts
        PNG[:-4], PNG[:20], PNG_START, PNG.replace(b"IDAT", b"IDAU"), screenshot(chunk(b"CgBI", b"")),
        PNG_START + chunk(b"IEND", b""), PNG_START + PNG[8:33] + chunk(b"IEND", b""), b"",
    ],
)  # fmt: skip
def test_what_is_cut_short_or_altered_is_refused(content):
    with pytest.raises(Damaged):
        bare(content)


@given(
    some.lists(some.tuples(some.integers(0xE0, 0xEF) | some.just(0xFE), some.binary(max_size=80)), max_size=6),
    some.binary(max_size=80),
)
def test_nothing_that_is_said_beside_the_picture_stays(added, after):
    """Whatever segments of applications and remarks, and whatever follows: the picture, and at most one side."""
    kept = bare(photograph(*(segment(marker, body) for marker, body in added), after=after))
    known = [body for marker, body in added if (marker, body[:5]) in ((0xE0, b"JFIF\0"), (0xEE, b"Adobe"))]
    assert kept.endswith(JPEG[20:])
    assert len(kept) <= len(JPEG) + 36 + 18 * len(known)


@given(some.sampled_from([JPEG, PNG, from_a_phone(), screenshot(chunk(b"eXIf", exif(3)))]), some.data())
def test_any_byte_may_be_wrong(photo, data):
    """Altered or cut anywhere, it is refused, or gives something that is bare already; nothing else is raised."""
    altered = bytearray(photo)
    for _ in range(data.draw(some.integers(0, 4))):
        altered[data.draw(some.integers(0, len(photo) - 1))] = data.draw(some.integers(0, 255))
    cut = bytes(altered[: data.draw(some.integers(0, len(photo)))]) if data.draw(some.booleans()) else bytes(altered)
    try:
        kept = bare(cut)
    except Damaged:
        return
    assert bare(kept) == kept
