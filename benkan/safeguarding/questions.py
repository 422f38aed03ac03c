"""The questions of the interview apart, by theme, from dated data. Nothing adds them up: nobody is scored."""

import csv
import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "interview.csv"
SILENT = "nsp"
ANSWERS = {"oui": "Oui", "non": "Non", SILENT: "Ne dit pas"}


@dataclass(frozen=True)
class Question:
    code: str
    theme: str
    words: str
    source: str
    as_of: str


@cache
def questions() -> tuple[Question, ...]:
    """In the order of the file, in which those of a theme stand together."""
    with open(DATA, encoding="utf-8", newline="") as lines:
        return tuple(Question(**row) for row in csv.DictReader(lines))


def by_theme() -> list[tuple[str, list[Question]]]:
    return [(theme, list(held)) for theme, held in itertools.groupby(questions(), key=lambda one: one.theme)]
