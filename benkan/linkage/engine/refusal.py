"""Why an input is refused: one French sentence that names the file or the key at fault, and what to do."""

from __future__ import annotations

NBSP = "\u00a0"


class Unusable(Exception):
    """The input cannot be used. The message is one French sentence, shown as it is to whoever gave it."""


def quoted(words: object) -> str:
    """Words of somebody else inside a French sentence."""
    return f"«{NBSP}{words}{NBSP}»"
