"""Sex as registers write it: in words or letters of several languages, or in the numbers of ISO/IEC 5218."""

from __future__ import annotations

from collections.abc import Iterable

from benkan.linkage.engine.names.folding import surface

_FEMALE = frozenset(
    ("f", "femme", "female", "feminin", "fille", "woman", "girl", "w", "weiblich", "frau", "mujer", "femenino",
     "femenina", "feminino", "fem", "mme")
)  # fmt: skip
_MALE = frozenset(
    ("m", "h", "homme", "male", "masculin", "garcon", "man", "boy", "mannlich", "maennlich", "herr", "hombre", "varon",
     "masculino", "masc", "mr")
)  # fmt: skip


def reader_of(values: Iterable[str]) -> dict[str, str]:
    """Written value → "F" or "M", for all the values of one column; the others are unknown.

    The column decides what a letter says: among H and M without F, M is a woman (mujer); 1 and 2 are men and women
    only where nothing but 0, 1, 2 and 9 stands.
    """
    folded = {value: surface(value.removesuffix(".0")) for value in values}
    held = set(folded.values()) - {""}
    known = dict.fromkeys(_FEMALE, "F") | dict.fromkeys(_MALE, "M")
    if "h" in held and "m" in held and "f" not in held:
        known["m"] = "F"
    if held <= {"0", "1", "2", "9"}:
        known |= {"1": "M", "2": "F"}
    return {value: known[word] for value, word in folded.items() if word in known}
