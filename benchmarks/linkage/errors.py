"""Slips of hands and of machines, one at a time: what a typist, a scanner or a tired clerk does to a word.

Each function takes a random generator and a text and gives a text; the same generator state gives the same slip.
"""

from random import Random

NEIGHBOURS = {
    "a": "qzs", "b": "vgn", "c": "xdv", "d": "sfec", "e": "zrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kmo", "m": "lnp", "n": "bhj", "o": "ipl", "p": "om", "q": "aw", "r": "etf",
    "s": "dqz", "t": "ryg", "u": "yij", "v": "cbg", "w": "xs", "x": "wcs", "y": "tuh", "z": "aes",
}  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What scanners take for one another; both ways where both happen.
SCANNED = (
    ("m", "rn"), ("rn", "m"), ("l", "1"), ("i", "l"), ("l", "i"), ("o", "0"), ("cl", "d"), ("d", "cl"), ("h", "b"),
    ("e", "c"), ("c", "e"), ("u", "v"), ("v", "u"), ("n", "h"), ("s", "5"), ("a", "o"), ("g", "q"), ("b", "6"),
    ("w", "vv"), ("ii", "u"), ("t", "f"), ("r", "n"), ("y", "v"), ("f", "t"), ("ll", "u"), ("k", "lc"),
)  # fmt: skip
DIGITS_SCANNED = {
    "0": "O8",
    "1": "I7",
    "2": "Z7",
    "3": "8",
    "4": "9",
    "5": "S6",
    "6": "5",
    "7": "1",
    "8": "3B",
    "9": "4",
}


def slip(rng: Random, word: str) -> str:
    """One error of typing: a neighbouring or other letter, one too many, one missing, or two exchanged."""
    if len(word) < 2:
        return word
    at, kind = rng.randrange(len(word)), rng.random()
    if kind < 0.3:
        return word[:at] + word[at + 1 :]
    if kind < 0.5:
        return word[:at] + rng.choice(LETTERS) + word[at:]
    if kind < 0.7 and at:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    letter = word[at]
    other = rng.choice(NEIGHBOURS.get(letter.lower(), LETTERS)) if rng.random() < 0.7 else rng.choice(LETTERS)
    return word[:at] + (other.upper() if letter.isupper() else other) + word[at + 1 :]


def slip_digit(rng: Random, number: str) -> str:
    """One digit replaced, or two neighbours exchanged; other signs stay."""
    places = [at for at, sign in enumerate(number) if sign.isdigit()]
    if not places:
        return number
    at = rng.choice(places)
    if rng.random() < 0.4 and at + 1 < len(number) and number[at + 1].isdigit():
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + str((int(number[at]) + rng.randrange(1, 10)) % 10) + number[at + 1 :]


def scan(rng: Random, word: str, *, errors: int = 1) -> str:
    """A word as a scanner reads it: up to `errors` signs taken for others; upper case stays upper case."""
    upper, found = word.isupper(), word.lower()
    for _ in range(errors):
        possible = [(one, other) for one, other in SCANNED if one in found]
        if not possible:
            break
        one, other = rng.choice(possible)
        places = [at for at in range(len(found)) if found.startswith(one, at)]
        at = rng.choice(places)
        found = found[:at] + other + found[at + len(one) :]
    if upper:
        return found.upper()
    return found.capitalize() if word[:1].isupper() else found


def scan_digit(rng: Random, number: str) -> str:
    """A number as a scanner reads it: one digit taken for what looks like it."""
    places = [at for at, sign in enumerate(number) if sign in DIGITS_SCANNED]
    if not places:
        return number
    at = rng.choice(places)
    return number[:at] + rng.choice(DIGITS_SCANNED[number[at]]) + number[at + 1 :]
