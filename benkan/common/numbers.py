"""Numbers that are printed and read out: prefix, year, order, check digit (Damm, on year and order)."""

import re

from stdnum import damm


def number_of(prefix: str, order: int, year: int) -> str:
    """The number for an order in a year: (« ML », 4812, 2026) → « ML-26-004812-7 »."""
    digits = f"{year % 100:02}{order:06}"
    return f"{prefix}-{digits[:2]}-{digits[2:]}-{damm.calc_check_digit(digits)}"


def number_typed(prefix: str, text: str, *, typed_as: str = "") -> str | None:
    """A number as somebody typed it, in our spelling; None if it is none or its check digit disagrees.

    The prefix may be left out; `typed_as` is a pattern of what else may stand for it.
    """
    compact = re.sub(r"[\s\-–.]", "", text.upper())
    match = re.fullmatch(rf"(?:{typed_as or re.escape(prefix)})?(\d{{2}})(\d{{6,}})(\d)", compact)
    if not match or not damm.is_valid(match[1] + match[2] + match[3]):
        return None
    return f"{prefix}-{match[1]}-{match[2]}-{match[3]}"
