"""Bring the table to `benkan/common/data/thresholds.csv`. What was given on the platform is left as it is, and wins.

A newer edition of the file adds a row with the day from which its value holds, so that days before keep theirs. An
empty `begins` is the first value, as far back as one asks: every threshold has one. Nothing is ever removed.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from benkan.common import clock
from benkan.common.models import ThresholdValue
from benkan.common.thresholds import declared
from benkan.common.thresholds.reads import forget

FILE = Path(__file__).resolve().parent.parent / "data" / "thresholds.csv"


def load_reference(using: str = "owner") -> int:
    """Add the values that are missing, correct those that the file corrects; gives how many. Twice changes nothing.

    Raises ValueError where the file and the program do not agree: a code, a unit or a bound, a first value missing.
    """
    rows = list(_rows())
    without = set(declared()) - {row["code"] for row in rows if row["begins"] is None}
    if without:
        raise ValueError(f"{FILE.name} gives no first value to {', '.join(sorted(without))}")
    with transaction.atomic(using=using):
        held = {(row.code, row.begins): row for row in ThresholdValue.objects.using(using).filter(account_id=None)}
        written = sum(_write(held.get((row["code"], row["begins"])), row, using) for row in rows)
    forget()
    return written


def _write(held: ThresholdValue | None, row: dict, using: str) -> bool:
    """Whether something was written. Another value is newer than before; another source alone is not."""
    if held is None:
        ThresholdValue(**row).save(using=using, force_insert=True)
        return True
    differing = [name for name, value in row.items() if getattr(held, name) != value]
    if "value" in differing:
        held.at = clock.now()
    for name in differing:
        setattr(held, name, row[name])
    if differing:
        held.save(using=using)
    return bool(differing)


def _rows() -> Iterator[dict]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            threshold, value = declared().get(row["code"]), int(row["value"])
            if threshold is None or row["unit"] != threshold.unit or threshold.fault(value):
                raise ValueError(f"{FILE.name} and the program do not agree on {row}")
            begins = dt.date.fromisoformat(row["begins"]) if row["begins"] else None
            yield row | {"value": value, "begins": begins, "as_of": dt.date.fromisoformat(row["as_of"])}
