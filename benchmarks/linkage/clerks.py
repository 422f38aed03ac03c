"""How clerks write: each register has its own, each with habits of transliteration, care, accents and machines.

Listed variants (domain notes, §3 and §4) are one source of spellings; productive rules are another, so that a matcher
that knows the lists by heart still meets spellings it has never seen.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from benchmarks.linkage import errors

# What a clerk of one tradition does to any word (from, to); the first is where it occurs, once.
RULES = {
    "anglophone": (("ou", "u"), ("dj", "j"), ("di", "j"), ("é", "eh"), ("c", "k"), ("oua", "wa"), ("ch", "sh")),
    "arabic": (("ou", "u"), ("e", "a"), ("o", "u"), ("ck", "kh"), ("ai", "ei"), ("y", "i"), ("p", "b")),
    "french": (("k", "c"), ("w", "ou"), ("i", "y"), ("ai", "é"), ("ss", "s"), ("s", "ss"), ("u", "ou"), ("g", "gu")),
    "careless": (("ou", "u"), ("ph", "f"), ("ck", "k"), ("c", "k"), ("ss", "c"), ("y", "i"), ("ai", "e"),
                 ("ann", "an"), ("ah", "a"), ("ll", "l"), ("mm", "m"), ("ie", "i"), ("ia", "a"), ("a", "e"),
                 ("e", "i"), ("o", "ou"), ("d", "dd"), ("n", "nn")),
}  # fmt: skip
ENDINGS = (("ata", "atou"), ("atou", "ata"), ("ou", ""), ("a", "ah"), ("a", "e"), ("e", ""), ("é", "ey"), ("i", "y"),
           ("o", "oh"), ("y", "i"), ("ko", "go"), ("ne", "na"))  # fmt: skip
HEADS = ("Abou", "Abd", "Ab", "Al", "A", "I", "Ma", "Mou", "Sou")  # an initial syllable that is left out


@dataclass(frozen=True)
class Clerk:
    """One who writes: shares of words kept as the papers say, mistyped, scanned; and habits."""

    care: float
    tradition: str
    slips: float
    scanned: float
    plain: bool  # no accents
    upper: str  # "all", "family" or nothing
    swaps: float  # given and family names exchanged
    titles: float
    glues: float  # particles stuck on


def clerk(rng: Random, traditions: tuple[str, ...], *, care: float, scanned: float) -> Clerk:
    """One clerk of a register."""
    return Clerk(
        care=min(0.97, max(0.3, rng.gauss(care, 0.1))),
        tradition=rng.choice(traditions),
        slips=rng.uniform(0.01, 0.06),
        scanned=scanned,
        plain=rng.random() < 0.6,
        upper=rng.choice(("all", "family", "", "", "")),
        swaps=rng.choice((0.01, 0.01, 0.02, 0.12)),
        titles=rng.choice((0.2, 0.8)),
        glues=rng.choice((0.02, 0.25)),
    )


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Without accents, letters kept."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def write(rng: Random, name: tuple, by: Clerk) -> str:
    """A name (spelling, others) as this clerk writes it; each word may go its own way."""
    spelled, others = name
    if rng.random() > by.care:
        if others and rng.random() < 0.5:
            spelled = others[int(rng.random() * len(others))]
        else:
            spelled = " ".join([_by_rule(rng, word, by.tradition) for word in spelled.split(" ")])
    chance = rng.random()
    if chance < by.slips:
        spelled = errors.slip(rng, spelled)
    elif chance < by.slips + by.scanned:
        spelled = errors.scan(rng, spelled)
    return bare(spelled) if by.plain else spelled


def _by_rule(rng: Random, word: str, tradition: str) -> str:
    kind = rng.random()
    if len(word) < 4:
        return word
    if kind < 0.02:
        return word.replace("è", "ɛ").replace("é", "ɛ").replace("o", "ɔ")  # as Bambara is taught to be written
    if kind < 0.12:
        for head in HEADS:
            if word.startswith(head) and len(word) - len(head) > 3:
                return word[len(head) :].capitalize()
    if kind < 0.4:
        ending, other = rng.choice(ENDINGS)
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + other
    lowered = word.lower()
    for _ in range(4):
        one, other = rng.choice(RULES[tradition])
        if one in lowered:
            return lowered.replace(one, other, 1).capitalize()
    return word
