"""Bring the kinds of help to `data/help_kinds.csv`: added and updated, none ever removed."""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction

from benkan.offers.models import HelpKind

HELP_KINDS = Path(__file__).parent / "data" / "help_kinds.csv"


def load_help_kinds(using: str) -> int:
    """Gives how many kinds there are in the file; one that a newer file leaves out keeps its last words."""
    with open(HELP_KINDS, encoding="utf-8", newline="") as lines, transaction.atomic(using=using):
        rows = list(csv.DictReader(lines))
        for order, row in enumerate(rows):
            HelpKind.objects.using(using).update_or_create(
                code=row["code"],
                defaults={
                    "label": row["label"],
                    "heading": row["heading"],
                    "restricted": row["restricted"] == "oui",
                    "begins": _day(row["begins"]),
                    "ends": _day(row["ends"]),
                    "source": row["source"],
                    "as_of": _day(row["as_of"]),
                    "order": order,
                },
            )
    return len(rows)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
