"""The pools that invented people are drawn from: names by naming custom, and real villages.

A custom serves to invent names that go together and to measure fairness on invented people; no register holds it.
Frequencies: a few family names cover most people (domain notes); inside a tier, each name is rarer than the one before.
"""

import csv
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from benkan.demo.country import names

DATA = Path(__file__).resolve().parent / "data"
CUSTOMS = {
    "mande": 0.52, "peul": 0.14, "songhay": 0.09, "senoufo": 0.08, "dogon": 0.07, "tamasheq": 0.05, "bobo": 0.03,
    "arabe": 0.02,
}  # fmt: skip
HOMES = {
    "mande": ("Kayes", "Koulikouro", "Segou", "Bamako", "Sikasso"), "peul": ("Mopti", "Segou", "Kayes", "Tombouctou"),
    "songhay": ("Gao", "Tombouctou"), "senoufo": ("Sikasso",), "dogon": ("Mopti",),
    "tamasheq": ("Kidal", "Gao", "Tombouctou"), "bobo": ("Segou", "Mopti"), "arabe": ("Tombouctou", "Gao"),
}  # fmt: skip
NICKNAMES = (
    "Vieux", "Papa", "Papus", "Solo", "Bablen", "Tonton", "Baba", "Petit", "Bakoro", "Dedeou", "Mamou", "Mami",
    "Tantie", "Nènè", "Djo", "Kalifa", "Vié", "Bouba", "Ladji", "Nana",
)  # fmt: skip


@dataclass(frozen=True)
class Pool:
    """Values, and their cumulated weights."""

    values: tuple
    cumulated: tuple[float, ...]

    def draw(self, rng: Random):
        """One value, by its weight."""
        return self.values[bisect(self.cumulated, rng.random() * self.cumulated[-1])]


def _pool(weighted: list[tuple]) -> Pool:
    return Pool(tuple(value for value, _ in weighted), tuple(accumulate(weight for _, weight in weighted)))


@cache
def _more() -> tuple[dict[str, str], ...]:
    with open(DATA / "more_names.csv", encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _rarer(weighted: list[tuple]) -> list[tuple]:
    """Each name rarer than the one before it in its tier, so that no two names are met equally often."""
    seen: dict[float, int] = {}
    found = []
    for value, weight in weighted:
        seen[weight] = seen.get(weight, 0) + 1
        found.append((value, weight / seen[weight] ** 0.35))
    return found


@cache
def family_names(custom: str) -> Pool:
    """(usual spelling, other spellings), by how often each is met in a custom; customs of chains borrow few."""
    weighted = [
        ((name.usual, name.variants), name.weight)
        for name in names.family_names(custom)[0]
        if not name.usual.startswith(("Ag ", "Ould "))
    ]
    for row in _more():
        if row["kind"] == "family" and custom in row["customs"].split():
            weighted.append(((row["name"], tuple(row["variants"].split())), float(row["weight"]) / 3))
    return _pool(_rarer(weighted) or [(("Haïdara", ("Haidara", "Aïdara")), 1.0)])


@cache
def given_names(custom: str, sex: str) -> Pool:
    """(usual spelling, other spellings), by how often each is met in a custom."""
    weighted = []
    for name in names.given_names(custom, sex)[0]:
        weighted.append(((name.usual, name.variants), name.weight))
    for row in _more():
        customs = row["customs"].split()
        if row["kind"] == "given" and row["sex"] == sex and (not customs or custom in customs):
            variants = () if " " in row["name"] else tuple(row["variants"].split())
            weighted.append(((row["name"], variants), float(row["weight"]) * (2.5 if customs else 1)))
    return _pool(_rarer(weighted))


@cache
def customs() -> Pool:
    """The naming customs, by how many people follow each."""
    return _pool(list(CUSTOMS.items()))


@cache
def villages(custom: str) -> Pool:
    """(village, cercle, number of the place): home regions first, and a few villages that many leave."""
    rng = Random(f"villages of {custom}")  # noqa: S311 - invented people
    weighted = []
    with open(DATA / "villages.csv", encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            home = 1.0 if row["region"] in HOMES[custom] else 0.06
            weighted.append(((row["name"], row["cercle"], number), home * rng.paretovariate(1.3)))
    return _pool(weighted)
