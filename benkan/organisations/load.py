"""Bring the reference data of this context to its files: kinds of organisations."""

import csv
from pathlib import Path

from benkan.organisations.models import Kind

KINDS = Path(__file__).parent / "data" / "kinds.csv"


def load_kinds(using: str) -> int:
    """Add and update the kinds of `data/kinds.csv`; gives how many there are. None is ever removed."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        kinds = [Kind(**row) for row in csv.DictReader(file)]
    Kind.objects.using(using).bulk_create(
        kinds,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["label", "sector", "source", "as_of"],
    )
    return len(kinds)
