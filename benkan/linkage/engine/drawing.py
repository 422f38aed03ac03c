"""Which proposed pairs people are asked about, so that what they answer measures the whole.

Pairs are drawn by stratum of probability, without regard to anything else: queues that begin with the likeliest measure
the likeliest alone. The same pairs and the same salt draw the same; asking for more keeps those drawn already.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

from benkan.linkage.engine.intervals import BORDERS, STRATA, stratum

SPREAD = 0.5  # of the draw is shared evenly, so that each stratum, and each word, has an interval of its own


@dataclass(frozen=True)
class Drawn:
    """A pair to ask about: its two ids in order, its stratum, and how many proposed pairs it stands for."""

    one: str
    other: str
    probability: float
    stratum: int
    weight: float


def draw(pairs: Iterable[tuple[str, str, float]], number: int, salt: str) -> tuple[list[Drawn], dict[int, int]]:
    """About `number` pairs (never more) out of (id, id, probability), in an order that says nothing; and how many
    pairs each stratum holds, which `quality.measure` takes as `counted`.

    Ids must be stable (organisation and number, not a row's place). `salt` is a drawing's own, kept secret until its
    end: who knows it could tell which pairs are drawn. Half of the draw is even, half goes where answers are the least
    sure (J. Neyman, 1934, a stratum's spread taken from its middle probability). Raises ValueError below WRITTEN.
    """
    held: list[list[tuple[bytes, str, str, float]]] = [[] for _ in range(STRATA)]
    for a, b, probability in pairs:
        one, other = min(a, b), max(a, b)
        held[stratum(probability)].append((_digest(one, other, salt), one, other, probability))
    sizes = [len(members) for members in held]
    chosen = [
        (digest, Drawn(one, other, probability, place, sizes[place] / taken))
        for place, taken in enumerate(shared_out(sizes, number))
        for digest, one, other, probability in nsmallest(taken, held[place])
    ]
    return [drawn for _, drawn in sorted(chosen, key=lambda item: item[0])], dict(enumerate(sizes))


def shared_out(sizes: Sequence[int], number: int) -> list[int]:
    """How many to take of each stratum: never more than it holds, never more than `number` in all, and every pair
    where there are no more than that.
    """
    middles = [(low + high) / 2 for low, high in pairwise(BORDERS)]
    spreads = [size * math.sqrt(middle * (1 - middle)) for size, middle in zip(sizes, middles, strict=True)]
    taken = [0] * len(sizes)
    while (left := min(number, sum(sizes)) - sum(taken)) > 0:
        open_ = [place for place, size in enumerate(sizes) if taken[place] < size]
        spread = sum(spreads[place] for place in open_)
        parts = {place: left * (SPREAD / len(open_) + (1 - SPREAD) * spreads[place] / spread) for place in open_}
        given = {place: min(sizes[place] - taken[place], int(part)) for place, part in parts.items()}
        if not any(given.values()):
            # Less than one each: the largest parts take one.
            given = dict.fromkeys(sorted(open_, key=lambda place: (-parts[place], place))[:left], 1)
        for place, more in given.items():
            taken[place] += more
    return taken


def _digest(one: str, other: str, salt: str) -> bytes:
    told = "\x1f".join((one, other)).encode()
    return hashlib.blake2b(told, key=hashlib.blake2b(salt.encode()).digest(), digest_size=16).digest()
