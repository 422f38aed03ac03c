"""Tokens as people say them: « 12-40, 45 »."""

import re

LARGEST = 9999
MOST_AT_ONCE = 500


class NotTokens(ValueError):
    """What was written names no tokens; the message is a sentence that says what to write instead."""


def parse(text: str) -> list[int]:
    """« 12-40, 45 » → 12 to 40 and 45, each once, in order; raises `NotTokens` with a sentence."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*(?:-|–|à)\s*", "-", text.strip())):
        match = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", part)
        if not match:
            raise NotTokens(f"« {part or text} » n’est pas un jeton. Écrivez par exemple « 12-40, 45 ».")
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last or first < 1:
            raise NotTokens(f"« {part} » : écrivez le plus petit jeton d’abord, à partir de 1.")
        found |= set(range(first, last + 1))
    if len(found) > MOST_AT_ONCE:
        raise NotTokens(f"{len(found)} jetons en une fois, c’est plus que {MOST_AT_ONCE}. Faites-le en deux fois.")
    return sorted(found)


def in_words(tokens: list[int]) -> str:
    """[12, 13, 14, 45] → « 012 à 014, 045 »."""
    runs: list[list[int]] = []
    for token in sorted(tokens):
        if runs and token == runs[-1][1] + 1:
            runs[-1][1] = token
        else:
            runs.append([token, token])
    return ", ".join(f"{first:03}" if first == last else f"{first:03} à {last:03}" for first, last in runs)
