"""The lists of answers that a deployment dates and changes: `data/choices.csv`, never constants in code."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from benkan.common import clock

FOLDER = Path(__file__).resolve().parent / "data"
MARITAL, LANGUAGE = "marital", "language"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with open(FOLDER / "choices.csv", encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def choices(name: str, on: dt.date | None = None) -> list[tuple[str, str]]:
    """The (code, label) pairs of a list that are offered on a day, in their order."""
    day = (on or clock.today()).isoformat()
    return [
        (row["code"], row["label"])
        for row in _rows()
        if row["list"] == name and (row["begins"] or day) <= day <= (row["ends"] or day)
    ]


def label_of(name: str, code: str) -> str:
    """The words of a code, also of one that is no longer offered; a code nobody knows shows itself."""
    return next((row["label"] for row in _rows() if row["list"] == name and row["code"] == code), code)
