"""Bring the texts that are said to `data/spoken_texts.csv`. What somebody signed is never touched."""

import csv

from django.db import transaction

from benkan.people.choices import FOLDER
from benkan.people.models import SpokenText


def load_reference(using: str) -> int:
    """Add the versions that are missing, unsigned; mend the unsigned ones. Gives the number added."""
    added = 0
    with open(FOLDER / "spoken_texts.csv", encoding="utf-8", newline="") as lines, transaction.atomic(using=using):
        for row in csv.DictReader(lines):
            texts = SpokenText.objects.using(using)
            held, made = texts.get_or_create(
                language=row["language"], version=row["version"], defaults={"text": row["text"]}
            )
            added += made
            if not held.signed_by and held.text != row["text"]:
                held.text = row["text"]
                held.save(using=using, update_fields=["text"])
    return added
