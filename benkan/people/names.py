"""Words of names as the search compares them (folding rules for Malian names; the engine comes with linkage).

One name is written many ways by many clerks: Coulibaly, Koulibali; Diallo, Jallow; N’Golo, Ngolo. The key of a word
keeps what the ear keeps. It proposes candidates to a person, and never decides.
"""

import re
from functools import lru_cache

from benkan.common.folding import fold

# Titles that are no part of a name.
TITLES = frozenset(["el", "elhadj", "elhadji", "hadj", "hadja", "hadji", "mme", "mlle", "mr", "m", "dr", "pr"])
PARTICLES = frozenset(["ag", "walet", "wallet", "oualet", "oult", "ould", "mint"])

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"oo", "ou"),
        (r"qu(?=[ei])", "k"),
        (r"gu(?=[ei])", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"kh|ck|q", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"^d[jy]|^di(?=[aeou])|dj", "j"),
        (r"gn|n[iy](?=[aeou])", "ñ"),
        (r"^h|h$|(?<=[aeiou])h", ""),
        (r"[ae]y$", "e"),
        (r"ow$", "o"),
        (r"y", "i"),
        (r"ou(?=[ae])", "w"),
        (r"ou", "u"),
        (r"(.)\1+", r"\1"),
    )
)


def words(name: str) -> list[str]:
    """The words of a name, folded, titles dropped; « N’Golo » is one word, « AgAttaher » two."""
    apart = re.sub(r"\b(Ag|Ould|Mint|Walet|Wallet)(?=[A-ZÀ-Þ])", r"\1 ", name)
    joined = re.sub(r"\b([NM])[’'´`]\s?(?=\w)", r"\1", apart)
    return [word for word in fold(joined).split() if word not in TITLES]


@lru_cache(maxsize=8192)  # few names, many bearers
def search_key(word: str) -> str:
    """What is compared of one folded word."""
    key = word
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return key[:60]


def keys_of(*names: str) -> set[str]:
    """The keys of all the words of some names, particles left out (every second man of the north has them)."""
    found = {word for name in names if name for word in words(name)}
    return {key for word in found - PARTICLES if (key := search_key(word))}


def mother_key(name: str) -> str:
    """One key for a mother's whole name, whatever the order of its words; "" where nothing was said."""
    return " ".join(sorted(keys_of(name)))[:160]


def prefixes_of(word: str) -> set[str]:
    """The beginnings of keys that the beginning of a word may have.

    Some letters are heard only with the next one: « di » opens Diarra (jara), « ou » Ouattara (watara). So the key is
    also tried with a vowel to come.
    """
    key = search_key(word)
    found = {key}
    for vowel in "ai":
        longer = search_key(word + vowel)
        if not key.endswith(vowel) and longer.endswith(vowel):
            found.add(longer[:-1])
    return {prefix for prefix in found if prefix}
