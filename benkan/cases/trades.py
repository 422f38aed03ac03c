"""The trades of a « bilan de compétences »: `data/trades.csv`, each with its unit group of the CITP-08."""

import csv
import datetime as dt
from functools import cache
from itertools import groupby
from pathlib import Path

from benkan.common import clock

FILE = Path(__file__).parent / "data" / "trades.csv"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with open(FILE, encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def trades_offered(on: dt.date | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """(family, [(code, label)]) as a select box groups them, on a day (today)."""
    day = (on or clock.today()).isoformat()
    offered = [row for row in _rows() if (row["begins"] or day) <= day <= (row["ends"] or day)]
    return [
        (heading, [(row["code"], row["label"]) for row in rows])
        for heading, rows in groupby(offered, key=lambda row: row["heading"])
    ]


def trade_label(code: str) -> str:
    """The words of a trade, also of one that is no longer offered; a code nobody knows shows itself."""
    return next((row["label"] for row in _rows() if row["code"] == code), code)


def isco_group(code: str) -> str:
    """The unit group of the CITP-08, four digits; "" where none fits."""
    return next((row["isco08"] for row in _rows() if row["code"] == code), "")
