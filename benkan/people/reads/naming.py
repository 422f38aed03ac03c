"""Rows that point at a file, with what a list names somebody by: a file has many columns, and a name needs four."""

from django.db.models import QuerySet

NAMES = ("given_names", "family_name", "number", "status")


def with_names(rows: QuerySet, *others: str) -> QuerySet:
    """All of the rows, the names of their registration, and these others of what was joined to them."""
    own = (field.name for field in rows.model._meta.concrete_fields)
    names = (f"registration__{name}" for name in NAMES)
    return rows.select_related("registration").only(*own, *names, *others)
