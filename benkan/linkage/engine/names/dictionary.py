"""The Malian dictionary: spellings of one name, pairs never to be taken for one another, titles, particles.

And, for the files of others, short forms of a few languages: Bob and Robert.

Each list is a file of `data/`, every row with its source (`sources.csv`) and the month it was written down. Most rows
rest on usage and wait for a Malian reader. Which people a name comes from is neither computed nor kept for anybody.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from itertools import chain

from benkan.linkage.engine.names.folding import key, surface

Pairs = frozenset[frozenset[str]]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("benkan.linkage.engine.names").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def canons() -> dict[str, str]:
    """Folded spelling → canon in lower case: {"koulibaly": "coulibaly"}. A spelling of several words keeps its spaces.

    Family and given names share one table, so that a name written in the wrong column keeps its canon.
    """
    both = chain(_rows("family.csv"), _rows("given.csv"))
    return {surface(row["variant"]): row["canon"].lower() for row in both}


@cache
def canons_of_keys() -> dict[str, str]:
    """Key of a spelling → canon, where all the spellings of that key are of one canon; else the key's own canon."""
    found: dict[str, set[str]] = {}
    for spelling, canon in canons().items():
        found.setdefault(key(spelling.replace(" ", "")), set()).add(canon)
    own: dict[str, str] = {}
    for canon in canons().values():  # where two canons sound alike, the first listed is the common one
        own.setdefault(key(canon), canon)
    return {one: next(iter(several)) for one, several in found.items() if len(several) == 1} | own


@cache
def family_names() -> frozenset[str]:
    """The canons that are family names."""
    return frozenset(row["canon"].lower() for row in _rows("family.csv"))


@cache
def phrases() -> frozenset[str]:
    """Spellings of several words that are one name: "abdoul hamid"."""
    return frozenset(spelling for spelling in canons() if " " in spelling)


@cache
def short_forms() -> dict[str, str]:
    """Short form → canon of the whole name. Names that many bear as their own (Jack, Hans) are not among them."""
    return {row["short"]: _canon(row["name"]) for row in _rows("short_forms.csv")}


def canon(word: str) -> str:
    """The canon of a folded word: by the dictionary, as a short form, by a spelling with the same key, or the key."""
    return short_forms().get(word) or _canon(word)


def _canon(word: str) -> str:
    known = canons().get(word)
    if known is not None:
        return known
    heard = key(word)
    return canons_of_keys().get(heard, heard)


def is_known(word: str) -> bool:
    """Whether a folded word is a spelling of the dictionary, or sounds as one."""
    return word in canons() or key(word) in canons_of_keys()


def _pairs(name: str) -> Pairs:
    return frozenset(frozenset((row["one"].lower(), row["other"].lower())) for row in _rows(name))


@cache
def forbidden() -> Pairs:
    """Pairs of canons that look alike and are never one name: Koné and Konaté."""
    return _pairs("forbidden.csv")


@cache
def weak_links() -> Pairs:
    """Pairs of canons that one person may bear, and mostly does not: Amadou and Ahmed."""
    return _pairs("weak_links.csv")


@cache
def twins() -> Pairs:
    """Pairs of canons given to twins: with one birth and one mother, two persons."""
    return _pairs("twins.csv")


@cache
def birth_order() -> dict[str, str]:
    """Canon → rank of birth that the name tells, in English words."""
    return {row["name"].lower(): row["rank"] for row in _rows("birth_order.csv")}


@cache
def titles(where: str) -> frozenset[str]:
    """Titles dropped anywhere ("any"), or only before other words ("first"); folded, of one or two words."""
    return frozenset(row["words"] for row in _rows("titles.csv") if row["where"] == where)


@cache
def particles() -> dict[str, str]:
    """Spelling → particle: {"wallet": "walet"}."""
    return {row["word"]: row["particle"] for row in _rows("particles.csv")}
