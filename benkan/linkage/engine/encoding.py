"""Keyed encodings of persons, for an actor whose records stay at home: what can be compared and not read back.

A record becomes one Bloom filter of 1 024 bits (a cryptographic long-term key, Schnell, Bachteler, Reiher 2011). What
is hashed, with HMAC-SHA-512 under the agreement's key, is never one attribute but two together: bigrams of a name with
a year of birth, given with family name, name with village, mother with child. A few family names cover a country, so
that hashed alone they are seen at a glance in the bits, without the key; two attributes together are rare. This is
salting, carried through (Niedermeyer et al. 2014). Then the filter is folded on itself by XOR and one bit in 32 turned
over (BLIP), as Schnell and Borgs 2016 and Franke et al. 2021 advise. What remains possible is measured and said in
`docs/reference/encodage.md`. Neither sex nor identity numbers are encoded, and no family of names is computed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

SCHEME = "clk-1"
BITS = 1024
UNFOLDED = 2 * BITS
KEY_BYTES = 32
# How many of the unfolded bits one element of each kind sets. Each kind joins two attributes, but for a day without its
# year and a telephone, which are rare enough alone.
SET = {
    "gram, year": 3, "name, name": 12, "name, place": 4, "mother, mother": 10, "mother, name": 3,
    "mother gram, year": 2, "father, name": 4, "father, year": 4, "place, year": 4, "day": 16, "phone": 24,
}  # fmt: skip
FLIPPED = 5  # one bit in 2 ** FLIPPED is turned over
LEAST = 2  # kinds besides the names without which a record is too bare to be encoded
# Similarities (Dice) from which two encodings are said alike, measured on invented registers.
MIDDLING, STRONG = 0.58, 0.68
EVERY_PAIR = 4_000_000  # up to here all pairs are compared; beyond, those that agree on some sample of bits
SAMPLES, SAMPLED = 80, 16


@dataclass(frozen=True)
class Attributes:
    """What is encoded of one person: folded words (dictionary form or key), numbers, digits. Empty is unknown.

    `day` is (month, day), only where both are truly known. Identity numbers are left out: whoever holds the key could
    try them all; so is sex, which two values give away.
    """

    names: tuple[str, ...]
    father: tuple[str, ...] = ()
    mother: tuple[str, ...] = ()
    year: int | None = None
    day: tuple[int, int] | None = None
    places: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Too little to be encoded: names alone, or nearly, would be read back by counting."""
        others = (self.father, self.mother, self.year, self.places, self.phones)
        return not self.names or sum(bool(other) for other in others) < LEAST


@dataclass(frozen=True)
class Likeness:
    """Two encodings that look alike: their ids, the Dice coefficient of their bits (0 to 1), a strength in a word."""

    left: str
    right: str
    dice: float

    @property
    def strength(self) -> str:
        return "forte" if self.dice >= STRONG else "moyenne"


def new_key() -> bytes:
    """A key for one agreement between two actors."""
    return secrets.token_bytes(KEY_BYTES)


class Encoder:
    """Encodes under one key. ValueError where the key is shorter than 32 bytes."""

    def __init__(self, key: bytes):
        if len(key) < KEY_BYTES:
            raise ValueError(f"a key holds {KEY_BYTES} bytes or more")
        self._keys = {kind: self._derived(key, kind) for kind in SET}
        self._noise = self._derived(key, "noise")
        self._bits = lru_cache(maxsize=200_000)(self._bits_of)
        self.fingerprint = self._derived(key, "fingerprint").hex()[:16]

    @staticmethod
    def _derived(key: bytes, use: str) -> bytes:
        return hmac.digest(key, f"benkan {SCHEME} {use}".encode(), "sha512")

    def encode(self, row: str, person: Attributes) -> int | None:
        """The encoding of one row, an integer of 1 024 bits; None where the person is too bare.

        The bits turned over depend on the row's id as well, so that one person in two files differs a little, and
        the same row encoded twice does not.
        """
        if person.bare:
            return None
        filled = 0
        for kind, element in _elements(person):
            filled |= self._bits(kind, element)
        folded = (filled >> BITS) ^ (filled & ((1 << BITS) - 1))
        return folded ^ self._flipped(row, folded)

    def _bits_of(self, kind: str, element: str) -> int:
        digest = hmac.digest(self._keys[kind], element.encode(), "sha512")
        found = 0
        for at in range(SET[kind]):
            found |= 1 << (int.from_bytes(digest[2 * at : 2 * at + 2], "big") % UNFOLDED)
        return found

    def _flipped(self, row: str, folded: int) -> int:
        size = BITS // 8
        seed = self._noise + folded.to_bytes(size, "big") + row.encode()
        drawn = hashlib.shake_256(seed).digest(size * FLIPPED)
        found = (1 << BITS) - 1
        for at in range(FLIPPED):
            found &= int.from_bytes(drawn[at * size : (at + 1) * size], "big")
        return found


def _elements(person: Attributes) -> Iterator[tuple[str, str]]:
    """(kind, element) of a person; names in any order give the same."""
    # Of two years apart by one, two elements in three agree; by two, one.
    years = [str(person.year + step) for step in (-1, 0, 1)] if person.year else []
    parents = person.father[:1]
    yield from _joined("gram, year", _all_grams(person.names), years)
    yield from _pairs("name, name", person.names)
    yield from _joined("name, place", person.names, person.places)
    yield from _pairs("mother, mother", person.mother)
    yield from _joined("mother, name", person.mother, person.names)
    yield from _joined("mother gram, year", _all_grams(person.mother), years)
    yield from _joined("father, name", parents, person.names)
    yield from _joined("father, year", parents, years)
    yield from _joined("place, year", person.places, years)
    if person.day:
        yield "day", f"{person.day[0]:02}{person.day[1]:02}"
    yield from (("phone", phone) for phone in person.phones)


def _joined(kind: str, ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((kind, f"{one}|{other}") for one, other in product(ones, others))


def _pairs(kind: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((kind, f"{one}|{other}") for one, other in combinations(sorted(words), 2))


def _all_grams(words: Iterable[str]) -> list[str]:
    return [gram for word in words for gram in _grams(word)]


def _grams(word: str) -> list[str]:
    padded = f"_{word}_"
    return [padded[at : at + 2] for at in range(len(padded) - 1)]


def dice(left: int, right: int) -> float:
    """Twice the bits both set, over the bits each sets: 1 for the same, about 0.25 for strangers."""
    return 2 * (left & right).bit_count() / ((left.bit_count() + right.bit_count()) or 1)


def alike(left: Mapping[str, int], right: Mapping[str, int], *, least: float = MIDDLING) -> list[Likeness]:
    """Pairs of two files that look alike, the best first. Large files are compared where a sample of bits agrees:
    of the strong likenesses nearly all are then seen, of the middling ones four in five."""
    if len(left) * len(right) <= EVERY_PAIR:
        pairs: Iterable[tuple[str, str]] = product(left, right)
    else:
        pairs = _sampled(left, right)
    found: dict[tuple[str, str], float] = {}
    for one, other in pairs:
        likeness = dice(left[one], right[other])
        if likeness >= least:
            found[one, other] = likeness
    kept = [Likeness(*pair, likeness) for pair, likeness in found.items()]
    return sorted(kept, key=lambda pair: (-pair.dice, pair.left, pair.right))


def _sampled(left: Mapping[str, int], right: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pairs that agree on all bits of some sample; a pair may come more than once."""
    for mask in _masks():
        same: dict[int, list[str]] = defaultdict(list)
        for other, encoding in right.items():
            same[encoding & mask].append(other)
        for one, encoding in left.items():
            for other in same.get(encoding & mask, ()):
                yield one, other


def _masks() -> list[int]:
    """Samples of bits, the same everywhere; they are no secret."""
    masks = []
    for number in range(SAMPLES):
        drawn = hashlib.shake_256(f"benkan {SCHEME} sample {number}".encode()).digest(2 * SAMPLED)
        mask = 0
        for at in range(SAMPLED):
            mask |= 1 << (int.from_bytes(drawn[2 * at : 2 * at + 2], "big") % BITS)
        masks.append(mask)
    return masks
