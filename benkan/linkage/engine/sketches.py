"""What a text holds, in 64 bits, and the most that two texts can be alike, told by their sketches alone."""

from string import ascii_lowercase, digits

import numpy as np

NEAR = 0.001  # by which a likeness may be rounded
_TWICE = "aeioumnrslktdbfyg"  # letters of which a sketch knows whether they stand twice
_HELD = 53  # bits of a sketch that say what letters a text holds; then five for the first, six for the length
_LETTERS = np.uint64((1 << _HELD) - 1)
_LONGEST = 63


def sketch(text: str) -> str:
    """SQL: 64 bits of a text; 0 where it is long, or beyond ASCII, where a letter is several bytes: such a text may be
    like any other.
    """
    bits = [f"contains({text}, '{sign}')" for sign in ascii_lowercase + digits]
    bits += [f"({text} LIKE '%{sign}%{sign}%')" for sign in _TWICE]
    letters = " | ".join(f"({bit}::UBIGINT << {number})" for number, bit in enumerate(bits))
    first = f"((ascii({text}) & 31)::UBIGINT << {_HELD})"
    length = f"(length({text})::UBIGINT << {_HELD + 5})"
    whole = f"strlen({text}) = length({text}) AND length({text}) BETWEEN 1 AND {_LONGEST}"
    return f"CASE WHEN {whole} THEN {letters} | {first} | {length} ELSE 0 END"


class Likeness:
    """The most that Jaro's likeness (`jaro`), and Jaro and Winkler's (`winkler`), of sketched texts can be, float32
    (pairs,): as if each letter in common were matched, and a first letter in common were four. `shortest` and `longest`
    are lengths, 0 where one is not sketched; it may then be like any other.
    """

    def __init__(self, one: np.ndarray, other: np.ndarray) -> None:
        n, m = ((side >> np.uint64(_HELD + 5)).astype(np.int16) for side in (one, other))
        letters = one & _LETTERS, other & _LETTERS
        # Letters that the sketch counts no more may all be the same on both sides.
        uncounted = np.minimum(*(size - np.bitwise_count(side) for size, side in zip((n, m), letters, strict=True)))
        common = (np.bitwise_count(letters[0] & letters[1]) + uncounted).astype(np.float32)
        unknown = (n == 0) | (m == 0)
        first, second = (np.maximum(size, 1).astype(np.float32) for size in (n, m))
        self.jaro = (common / first + common / second + 1) / 3
        self.jaro[unknown] = 1
        begun = ((one ^ other) >> np.uint64(_HELD)) & np.uint64(31) == 0
        self.winkler = np.where(begun, self.jaro * np.float32(0.6) + np.float32(0.4), self.jaro)
        self.shortest, self.longest = np.where(unknown, 0, np.minimum(n, m)), np.maximum(n, m)
        self.within = unknown | (letters[0] & letters[1] == letters[0]) | (letters[0] & letters[1] == letters[1])

    def slips(self, most: float) -> np.ndarray:
        """Whether so many slips of the pen may part them, as `comparisons.names.slips` counts."""
        return (1 - self.jaro) * self.longest <= 0.67 * most + NEAR

    def reaches(self, threshold: float) -> np.ndarray:
        return self.winkler >= threshold - NEAR
