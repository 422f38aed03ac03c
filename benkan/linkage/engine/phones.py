"""Telephone numbers: the national digits, whatever stands before and between them."""

from __future__ import annotations

import re

SHORTEST = 6
_BETWEEN = re.compile(r"[.\-\s]+")
_SEVERAL = re.compile(r"[/;,]|\bou\b|\bet\b|\bor\b")
# Calling codes of one and two digits; all others have three (ITU-T E.164, list of 2016).
_SHORT_CODES = frozenset(
    map(str, (1, 7, 20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67),
              81, 82, 84, 86, *range(90, 96), 98))
)  # fmt: skip


def national(text: str) -> str | None:
    """The national digits of the first number of a cell ("+223 76 12 34 56" gives "76123456"); None where none is.

    A Malian number has eight digits. Elsewhere the calling code after + or 00 and the trunk 0 are dropped.
    """
    bare = text.replace(" ", "").removeprefix("+223").removeprefix("00223")
    if not bare.isdigit():
        bare = _BETWEEN.sub("", bare)
    if len(bare) == 8 and bare.isdigit():
        return bare if bare != bare[0] * 8 else None
    text = _first(text.lower())
    digits = re.sub(r"\D", "", text.removesuffix(".0"))
    abroad = text.lstrip(" (").startswith("+")
    if digits.startswith("00"):
        digits, abroad = digits[2:], True
    if digits.startswith("223") and len(digits) == 11:
        digits = digits[3:]
    elif abroad and len(digits) > 8:
        digits = digits[_code_length(digits) :].removeprefix("0")
    elif len(digits) > 11:
        digits = digits[_code_length(digits) :]
    elif len(digits) > 8:
        digits = digits.removeprefix("0")
    # A number of one repeated digit is what is typed where none is known.
    return digits if len(digits) >= SHORTEST and len(set(digits)) > 1 else None


def _first(text: str) -> str:
    """The first of several numbers; a sign that only cuts one number in two parts nothing."""
    first = _SEVERAL.split(text, maxsplit=1)[0]
    return first if sum(map(str.isdigit, first)) >= 8 else text


def _code_length(digits: str) -> int:
    if digits[0] in _SHORT_CODES:
        return 1
    return 2 if digits[:2] in _SHORT_CODES else 3
