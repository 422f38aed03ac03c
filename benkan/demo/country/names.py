"""Names as they are given in Mali, and as clerks write them.

Naming customs serve to invent names that go together, and end there: no invented person, event or row says one.
Frequencies follow what travellers count: a few family names cover most people. Variants are those of the domain notes.
"""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

DATA = Path(__file__).resolve().parent / "data"
TIERS = {"A": 12, "B": 4, "C": 1}
COMMON = 1.0  # a name with no custom is given everywhere; one of the custom's own is given more often there
OWN = 2.5
# Which families have a chain of given names instead of a family name, and how the link is said to a son, a daughter.
LINKS = {"tamasheq": ("Ag", "Walet"), "arabe": ("Ould", "Mint")}
CHAINS = {"songhay": 0.4, "peul": 0.2}
TWINS = {("M", "M"): ("Lassine", "Fousseyni"), ("F", "F"): ("Adama", "Awa"), ("F", "M"): ("Awa", "Adama"),
         ("M", "F"): ("Adama", "Awa")}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name: how it is usually written, how often it is met, and how else clerks write it."""

    usual: str
    weight: float
    variants: tuple[str, ...]
    customs: frozenset[str]


def draw(rng: Random, names: tuple[tuple[Name, ...], tuple[float, ...]]) -> Name:
    """One name, by how often each is met (values and their cumulated weights)."""
    values, cumulated = names
    return rng.choices(values, cum_weights=cumulated)[0]


@cache
def family_names(custom: str) -> tuple[tuple[Name, ...], tuple[float, ...]]:
    """The family names of a custom; a custom of chains has none."""
    found = [
        Name(row["name"], TIERS[row["tier"]], tuple(row["variants"].split()), frozenset(row["customs"].split()))
        for row in _rows("family_names.csv")
        if custom in row["customs"].split()
    ]
    return _cumulated(found)


@cache
def given_names(custom: str, sex: str) -> tuple[tuple[Name, ...], tuple[float, ...]]:
    found = []
    for row in _rows("given_names.csv"):
        customs = frozenset(row["customs"].split())
        if row["sex"] != sex or (customs and custom not in customs):
            continue
        often = float(row["weight"]) * (OWN if customs else COMMON)
        # Variants are parted by spaces; a double name's own spellings are too few to lose by it.
        variants = () if " " in row["name"] else tuple(row["variants"].split())
        found.append(Name(row["name"], often, variants, customs))
    return _cumulated(found)


def is_known(given: str, family: str) -> bool:
    """Whether these two names are a well-known person's."""
    return f"{bare(given.partition(' ')[0])} {bare(family)}" in _known()


@cache
def _known() -> frozenset[str]:
    """Combinations that belong to well-known people, folded: never drawn."""
    return frozenset(row["name"] for row in _rows("known_people.csv"))


def bare(name: str) -> str:
    """Lower case, without accents."""
    apart = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    """Every other way of writing a word, by the word."""
    found = {}
    for file in ("family_names.csv", "given_names.csv"):
        for row in _rows(file):
            if " " not in row["name"] and row["variants"]:
                found.setdefault(row["name"], tuple(row["variants"].split()))
    return found


def as_written(rng: Random, name: str, *, care: float) -> str:
    """A name as one clerk writes it: `care` is the chance that each word keeps its usual spelling."""
    return " ".join(_word(rng, word, care) for word in name.split())


def _word(rng: Random, word: str, care: float) -> str:
    if rng.random() < care:
        return word
    variants = _variants().get(word)
    if variants and rng.random() < 0.7:
        return rng.choice(variants)
    # Machines without accents, and clerks who leave them out.
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _cumulated(names: list[Name]) -> tuple[tuple[Name, ...], tuple[float, ...]]:
    sums, total = [], 0.0
    for name in names:
        total += name.weight
        sums.append(total)
    return tuple(names), tuple(sums)


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    with open(DATA / file, encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
