"""Words of names as they are compared: the folded surface, and the key that keeps what the ear keeps.

The thirteen rules and their order are a design for Malian names as French, English and Arabic-speaking clerks write
them. The key only proposes and weighs; it never decides that two names are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Rule 1, and the Latin letters that Unicode does not take apart.
LETTERS = str.maketrans(
    {
        "ɔ": "o", "ɛ": "e", "ŋ": "n", "ɲ": "ny", "ñ": "ny", "ɓ": "b", "ɗ": "d", "ƴ": "y", "œ": "oe", "æ": "ae",
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "ə": "e",
    }
)  # fmt: skip
_APOSTROPHES = "'’‘‛´`ʼʹʻ′"
# Rule 2: the nasal that begins a name belongs to it (N'Golo, M'Baye); an elided particle does so too (d'Almeida).
_NASAL = re.compile(rf"\b([nm])\s?[{_APOSTROPHES}]\s?(?=[^\W\d_])")
_PARTING = re.compile(rf"[{_APOSTROPHES}\-‐‑–—.,;:/_\s]+")

_NI = "ñ"  # rule 8 writes one symbol, which rule 11 leaves alone; no folded word holds it otherwise
_VOWELS = "aeiou"
# What a word must hold for a rule to change it (searching all of it costs more), then the rule.
_RULES = tuple(
    (sign, re.compile(pattern), replacement)
    for sign, pattern, replacement in (
        ("oo", r"oo", "ou"),  # 4
        ("qu", r"qu(?=[ei])", "k"),
        ("gu", r"gu(?=[ei])", "g"),
        ("ph", r"ph", "f"),  # 5
        ("th", r"th", "t"),
        ("", r"kh|ck|q", "k"),
        ("c", r"s?c(?=[eiy])", "s"),  # 6
        ("c", r"c(?!h)", "k"),
        ("d", rf"^d[jy]|^di(?=[{_VOWELS}])|dj", "j"),  # 7
        ("n", rf"gn|n[iy](?=[{_VOWELS}])", _NI),  # 8
        ("h", rf"^h|h$|(?<=[{_VOWELS}])h", ""),  # 9
        ("y", r"[ae]y$", "e"),  # 10
        ("ow", r"ow$", "o"),
        ("y", r"y", "i"),  # 11
        ("ou", r"ou(?=[ae])", "w"),  # 12
        ("ou", r"ou", "u"),
        ("", r"(.)\1+", r"\1"),  # 13
    )
)


def surface(text: str) -> str:
    """A text in lower-case bare letters and digits, words parted by one space; other scripts keep their letters.

    "N'Golo Kéïta-Traoré" gives "ngolo keita traore" (rules 1 and 2).
    """
    low = text.lower()
    if low.isascii() and low.isalpha():
        return low
    if "Ã" in text or "Â" in text:
        low = _repaired(text).lower()
    low = unicodedata.normalize("NFC", low).translate(LETTERS)  # ñ in two signs is still one letter
    low = _NASAL.sub(r"\1", low)
    parted = _PARTING.sub(" ", low)
    apart = parted if parted.isascii() else unicodedata.normalize("NFKD", parted)
    return " ".join("".join(sign for sign in apart if sign.isalnum() or sign == " ").split())


def _repaired(text: str) -> str:
    """« TraorÃ© », UTF-8 read as Windows-1252 on the way, is Traoré."""
    try:
        return text.encode("windows-1252").decode("utf-8")
    except UnicodeError:
        return text


@lru_cache(maxsize=1 << 19)  # few words, many bearers
def key(word: str) -> str:
    """The key of one folded word (rules 4 to 13); the word itself where nothing would be left of it."""
    found = word
    for sign, pattern, replacement in _RULES:
        if sign in found:
            found = pattern.sub(replacement, found)
    return found.replace(_NI, "ny") or word
