"""What a cell that holds a name says: its words, what stands between them, and what is no part of it.

Titles, « dit X », the husband's name of « Mme Sidibé Mahawa Haïdara » and particles (Ag, Walet, Ould, Mint) are taken
out of the words that are compared. A cell that holds nothing else keeps its words: a name is never emptied by a rule.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from benkan.linkage.engine.names import dictionary
from benkan.linkage.engine.names.folding import key, surface

GIVEN, FAMILY, FULL = "given", "family", "full"
PART = "\x1f"  # between two columns that together make one name

_GLUED = re.compile(r"^(Ag|Walet|Wallet|Oualet|Oult|Ould|Uld|Wuld|Mint|Ment)([A-ZÀ-ÖØ-Þ]\w{2,})$")
_OTHER_NAME = re.compile(r"(?<=\w)[\s,]+(?:dite?|alias|surnomm[ée]e?)\s*[:.]?\s+(?P<rest>\S.*)$", re.I)
_ASIDE = re.compile(r"\s*(?:\((?P<round>[^()]+)\)|«\s*(?P<french>[^«»]+?)\s*»|[“\"](?P<english>[^“”\"]+)[”\"])")
_BORN = re.compile(r"^(?P<before>.*?)\b(?:née|(?<=\w\s)(?:nee|geb(?:\.|orene?)))\s+(?P<rest>\S.*)$", re.I)
_MARRIED = re.compile(r"(?<=\w)[\s,]+(?:[ée]pouse|épse|epse|[ée]p\.|vve|veuve)\s+\S.*$", re.I)
_MARKS = re.compile(r"[\x1f()«»“”\"]|['’]\s", re.I)
_LADY = frozenset(("mme", "madame", "mrs"))
_ARTICLES = frozenset(("le", "la", "l", "les"))
_WORDS_THAT_SPEAK = frozenset(
    ("dit", "dite", "alias", "surnomme", "surnommee", "nee", "geb", "geborene", "epouse", "epse", "ep", "vve", "veuve")
)


class Word(NamedTuple):
    """One written word: its folded words, their keys and canons, each joined by a space; whether it asks for care."""

    surface: str
    key: str
    canon: str
    special: bool


class Parsed(NamedTuple):
    """A name: folded words, keys and canons, each joined by one space and "" where nothing is known."""

    surface: str = ""
    key: str = ""
    canon: str = ""
    particle: str | None = None
    nickname: str | None = None


def parse(cell: str, role: str = FULL) -> Parsed:
    """Read one cell. `role` is `given`, `family` or `full` (also of a father or a mother)."""
    if _MARKS.search(cell):
        return _with_care(cell, role)
    words = [word(written) for written in cell.split()]
    if not words:
        return Parsed()
    surfaces, keys, canons, special = zip(*words, strict=True)
    if True in special:
        return _with_care(cell, role)
    return Parsed(" ".join(surfaces), " ".join(keys), " ".join(canons))


@lru_cache(maxsize=262_144)
def word(written: str) -> Word:
    """What one written word is worth; computed once, however many bear it."""
    parts = [part for folded in surface(written).split() for part in _unglued(folded)]
    special = not parts or bool(_GLUED.match(written)) or not _special().isdisjoint(parts)
    return Word(" ".join(parts), " ".join(map(key, parts)), " ".join(map(dictionary.canon, parts)), special)


@lru_cache(maxsize=1)
def _special() -> frozenset[str]:
    titled = {part for where in ("any", "first") for title in dictionary.titles(where) for part in title.split()}
    begun = {phrase.split()[0] for phrase in dictionary.phrases()}
    return frozenset(titled | begun | set(dictionary.particles()) | _WORDS_THAT_SPEAK)


def _unglued(folded: str) -> list[str]:
    """« mamadoutraore » or « agmossa » in two, where both parts are known and the whole is not."""
    if len(folded) < 6 or dictionary.is_known(folded):
        return [folded]
    names, particles = dictionary.canons(), dictionary.particles()
    for at in range(2, len(folded) - 3):
        first, rest = folded[:at], folded[at:]
        if rest in names and (first in particles or (at > 3 and first in names)):
            return [first, rest]
    return [folded]


def _with_care(cell: str, role: str) -> Parsed:
    if PART in cell:
        cell = _joined(cell)
    text, nickname = _without_other_names(cell, role)
    text = _own_name(text, role)
    words, lady = _without_titles(_words(text), role)
    words, particle = _without_particles(words, role)
    if lady and role == FULL:
        words = _without_husband(words)
    canons = _canons(words)
    return Parsed(" ".join(words), " ".join(map(key, words)), " ".join(canons), particle, nickname)


def _joined(cell: str) -> str:
    """Several columns of one name: what a column repeats of the others is said once."""
    kept: list[tuple[set[str], str]] = []
    for part in cell.split(PART):
        said = set(surface(part).split())
        if said and not any(said <= former for former, _ in kept):
            kept = [former for former in kept if not former[0] <= said] + [(said, part)]
    return " ".join(part for _, part in kept)


def _words(text: str) -> list[str]:
    spaced = " ".join(_GLUED.sub(r"\1 \2", written) for written in text.split())
    return [part for folded in surface(spaced).split() for part in _unglued(folded)]


def _without_other_names(text: str, role: str) -> tuple[str, str | None]:
    nickname = None
    if found := _OTHER_NAME.search(text):
        before, rest = text[: found.start()], found["rest"].split()
        # « Mamadou dit Papa Traoré » goes on with the family name; « Mamadou Traoré dit Le Grand » does not.
        goes_on = role == FULL and len(before.split()) == 1 and len(rest) > 1 and surface(rest[0]) not in _ARTICLES
        nickname = surface(rest[0] if goes_on else " ".join(rest))
        text = " ".join([before, *rest[1:]]) if goes_on else before
    for found in _ASIDE.finditer(text):
        said = next(group for group in found.groups() if group)
        outside = text.replace(found[0], " ")
        if surface(outside) and not _BORN.match(said) and not _MARRIED.search("x " + said):
            text, nickname = outside, nickname or surface(said)
    return text.replace("(", " ").replace(")", " "), nickname or None


def _own_name(text: str, role: str) -> str:
    """Women keep their father's name: it is the one after « née », and never the one after « épouse »."""
    if found := _BORN.match(text):
        before = found["before"].split()
        own = before[:-1] if role == FULL and len(before) > 1 else []
        return " ".join([*own, found["rest"]])
    return _MARRIED.sub("", text)


def _without_titles(words: list[str], role: str) -> tuple[list[str], bool]:
    lady = bool(words) and words[0] in _LADY
    kept, at = [], 0
    while at < len(words):
        if " ".join(words[at : at + 2]) in dictionary.titles("any"):
            at += 2
        elif words[at] in dictionary.titles("any"):
            at += 1
        else:
            kept.append(words[at])
            at += 1
    # « Ba Mamadou » begins with a title among given names; « Ba » alone, or as a family name, is a name.
    enough = {GIVEN: 2, FULL: 3}.get(role)
    titled = enough and len(kept) >= enough and kept[0] in dictionary.titles("first")
    if titled and " ".join(kept[:2]) not in dictionary.phrases():
        kept = kept[1:]
    return kept or words, lady


def _without_particles(words: list[str], role: str) -> tuple[list[str], str | None]:
    known = dictionary.particles()
    found = next((known[one] for one in words if one in known), None)
    if found is None:
        return words, None
    if len(words) == 1:
        return ([], found) if role == FAMILY and words[0] != "ment" else (words, None)
    return [one for one in words if one not in known] or words, found


def _without_husband(words: list[str]) -> list[str]:
    """« Mme Sidibé Mahawa Haïdara » : her own name is the last, her husband's the first."""
    family = dictionary.family_names()
    if len(words) >= 3 and dictionary.canon(words[0]) in family and dictionary.canon(words[-1]) in family:
        return words[1:]
    return words


def _canons(words: list[str]) -> list[str]:
    found, at = [], 0
    while at < len(words):
        phrase = " ".join(words[at : at + 2])
        whole = phrase in dictionary.phrases()
        found.append(dictionary.canons()[phrase] if whole else dictionary.canon(words[at]))
        at += 2 if whole else 1
    return found
