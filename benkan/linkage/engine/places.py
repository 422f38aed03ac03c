"""Places, addresses and categories as they are compared: folded words, numbers kept."""

from __future__ import annotations

from benkan.linkage.engine.names.folding import surface

# Words that say what kind of place it is; « Village de Sadiola » is Sadiola.
_KINDS = frozenset(
    ("village", "commune", "cercle", "region", "quartier", "ville", "arrondissement", "district", "departement")
)
_LINKS = frozenset(("de", "du", "d", "des", "la", "le", "of"))
# At one end of an address only: « st james » is a saint.
_LAST = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "pl": "place", "ct": "court",
    "cl": "close", "cres": "crescent", "cr": "crescent", "dr": "drive", "drv": "drive", "tce": "terrace", "ln": "lane",
    "hwy": "highway", "pde": "parade", "blvd": "boulevard", "cct": "circuit", "sq": "square",
}  # fmt: skip
_FIRST = {
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "pl": "place", "ch": "chemin", "rte": "route", "imp": "impasse", "all": "allee", "qt": "quartier",
}  # fmt: skip


def place(text: str) -> str | None:
    """Folded words without the kind of place; None where none is left."""
    words = surface(text.removesuffix(".0")).split()
    bare = words
    while len(bare) > 1 and bare[0] in _KINDS:
        bare = bare[1:]
        while len(bare) > 1 and bare[0] in _LINKS:
            bare = bare[1:]
    return " ".join(bare) or None


def address(text: str) -> str | None:
    """Folded words, the usual short forms of « street » and « rue » in full; None where none is left."""
    words = surface(text.removesuffix(".0")).split()
    if len(words) > 1:
        words[-1] = _LAST.get(words[-1], words[-1])
        first = 1 if words[0].isdigit() and len(words) > 2 else 0
        words[first] = _FIRST.get(words[first], words[first])
    return " ".join(words) or None


def category(text: str) -> str | None:
    """Folded words; None where none is left."""
    return surface(text.removesuffix(".0")) or None
