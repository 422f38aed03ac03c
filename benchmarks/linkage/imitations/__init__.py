"""Imitations of data sets that others publish, each with the errors of its family; names are read at run time.

The engine knows none of them. Each module gives a `Set`: files of rows, the schema a user would write, and the truth.
"""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("BENKAN_SHARED_DATA") or ROOT.parent / "shared" / "data")


class NoLists(Exception):
    """The lists of names are not on this machine; the message is a sentence."""


@dataclass(frozen=True)
class Set:
    """Files of one data set: header, rows by file name, schema (YAML), and the person of each (file, id)."""

    header: tuple[str, ...]
    files: dict[str, list[tuple[str, ...]]]
    schema: str
    truth: list[tuple[str, str, str]] = field(repr=False)


def rows(*path: str) -> list[dict[str, str]]:
    """A CSV of the shared data; NoLists where it is absent."""
    file = SHARED.joinpath(*path)
    if not file.exists():
        raise NoLists(f"Il manque {'/'.join(path)} dans le dossier des données partagées (BENKAN_SHARED_DATA).")
    with open(file, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, skipinitialspace=True))


class Drawn:
    """Values drawn by rank: the n-th is met about 1 / (n + shift) ** steepness as often."""

    def __init__(self, values: Sequence[str], *, steepness: float = 0.8, shift: float = 5):
        self.values = list(values)
        self.cumulated = list(accumulate((at + shift) ** -steepness for at in range(1, len(self.values) + 1)))

    def draw(self, rng: Random) -> str:
        return rng.choices(self.values, cum_weights=self.cumulated)[0]


def ranked(kind: str, most: int) -> list[str]:
    """The first names of a French ranking (`nom`, `prenom_m`, `prenom_f`), lower case: stand-ins for any language."""
    found = [row["name"].lower() for row in rows("names", "fr_insee_names_ranked.csv") if row["kind"] == kind]
    return found[:most]


def shuffled(
    rng: Random, lines: list[tuple[tuple[str, ...], str]], *, first: int = 1
) -> list[tuple[tuple[str, ...], str]]:
    """Lines (cells, person) in any order, each with a number as its first cell."""
    rng.shuffle(lines)
    return [((str(number), *cells), person) for number, (cells, person) in enumerate(lines, first)]
