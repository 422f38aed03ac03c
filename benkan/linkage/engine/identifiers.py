"""Numbers of papers and electronic addresses: letters and digits alone. Nothing is read out of a number.

Descriptions of the Malian NINA contradict one another on what its digits say and on its check letter: it is compared
as a whole, and neither sex, age nor place is drawn from it.
"""

from __future__ import annotations

import re

SHORTEST = 3


def identifier(text: str) -> str | None:
    """Upper-case letters and digits; None where too short, or made of one repeated sign."""
    bare = text.upper()
    if not bare.isalnum():
        bare = "".join(filter(str.isalnum, bare))
    return bare if len(bare) >= SHORTEST and len(set(bare)) > 1 else None


def email(text: str) -> str | None:
    """A whole address in lower case; None where there is none."""
    found = re.search(r"[^\s<>,;:\"]+@[^\s<>,;:\"]+", text.lower().removeprefix("mailto:"))
    return found[0].rstrip(".") if found else None
