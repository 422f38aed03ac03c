"""Who is who in truth: what linking records is measured against. Written beside the data, never into the database."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FILE = "truth.csv"


class Told(NamedTuple):
    """A file of the platform (its list, its number) and the invented person it is about."""

    source: str
    number: str
    person: int


def write(folder: Path, told: Iterable[Told]) -> int:
    """Write the truth file; gives the number of files told of."""
    rows = 0
    with open(folder / FILE, "w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target)
        lines.writerow(("source", "number", "person"))
        for one in told:
            lines.writerow(one)
            rows += 1
    return rows
