"""Texts as a spreadsheet may hold them: nothing that XML refuses, nothing that is taken for a formula.

Whoever wrote a name may have written « =cmd|… » in it; whoever opens the list must see that text, and run nothing.
"""

from __future__ import annotations

import re

# A cell holds 32 767 halves of UTF-16; half as many letters always fit.
LONGEST = 16_383
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?")
# What begins a formula, in every width; and what a program skips before it looks.
_BEGINS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
_SKIPPED = "[\\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*"
# A list cut by semicolons is cut by commas on an English Excel: each of these may become the beginning of a cell.
_STARTS = f"((?:^|[,;|\n]){_SKIPPED})"
_BARE = re.compile(f"{_STARTS}('*[{_BEGINS}])")
_HELD = re.compile(f"{_STARTS}'('*[{_BEGINS}])")
_SUSPECT = re.compile(f"[{_BEGINS}]")


def clean(text: str) -> str:
    """A text as any spreadsheet can hold it: no control characters, tabs as spaces, one kind of line end, an end."""
    if not text.isprintable():
        text = _ILLEGAL.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
    return text if len(text) <= LONGEST else text[:LONGEST]


def is_formula(text: str) -> bool:
    """Whether a program could take a text for a formula if it were typed in a cell."""
    return _SUSPECT.search(text) is not None and _BARE.match(text) is not None


def held(text: str) -> str:
    """A text for a CSV cell: an apostrophe before each sign by which a formula could begin. `released` takes it off.

    An apostrophe is seen in Excel, where a list in CSV is no place for names: its workbook shows the text as it is.
    """
    return _BARE.sub(r"\1'\2", text) if _SUSPECT.search(text) else text


def released(text: str) -> str:
    """A CSV cell as it was before `held`; people type the same apostrophe before « +223… », and mean the same."""
    return _HELD.sub(r"\1\2", text) if "'" in text else text
