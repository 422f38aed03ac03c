"""Bring the reference data of this context to its files: kinds of organisations, and the duties that stay apart."""

import csv
from pathlib import Path

from django.db import transaction

from benkan.organisations.models import Apart, Kind
from benkan.organisations.roles import APART

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


def load_apart(using: str) -> int:
    """Say to the database, as `roles.APART` says it now, which roles no account holds at once; gives how many pairs."""
    pairs = {tuple(sorted(pair)) for pair in APART}
    with transaction.atomic(using=using):
        held = {(one.role, one.other): one for one in Apart.objects.using(using)}
        for pair in held.keys() - pairs:
            held[pair].delete()
        Apart.objects.using(using).bulk_create(Apart(role=role, other=other) for role, other in pairs - held.keys())
    return len(pairs)
