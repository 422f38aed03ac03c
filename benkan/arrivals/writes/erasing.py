"""What arrivals keep of a person besides what is counted: notes beside an aid, and rows of the lists that named her."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from benkan.arrivals.models import ImmediateAid
from benkan.common.permissions import Actor
from benkan.people.models import Registration
from benkan.workbooks.models import Import, Row

HERS = (Row.Outcome.SAME, Row.Outcome.CHANGED)
KEPT = ("registration", "created", "line")  # of what a row made: identifiers, for the undoing of its list
CHANGED = (
    "answers", "cells", "corrections", "difference", "errors", "warnings", "reasons", "made", "against", "outcome",
    "strength", "decision",
)  # fmt: skip


def lists_of(*, files: Sequence[UUID], hold: bool) -> set[UUID]:
    """The lists whose rows are of these files; with `hold`, held until the transaction ends (see `people.erasers`).

    Whoever applies a list, or undoes it, holds the list and then the files; so does who erases.
    """
    sources = Import.objects.filter(pk__in=set(_rows_of(files).values_list("source", flat=True))).order_by("pk")
    return set((sources.select_for_update() if hold else sources).values_list("pk", flat=True))


@transaction.atomic
def erase_copies(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty what these persons left in arrivals (see `people.erasers`). Lines, returns and aid stay, as counted.

    A row that is hers, or that somebody said is hers, says nothing any more, and is not written again. A row that only
    resembles her is somebody else's until a person says otherwise: what was set beside it goes, and it is new.
    """
    ids = [one.pk for one in registrations]
    if whole:
        ImmediateAid.objects.filter(line__registration__in=ids).exclude(note="").update(note="")
    rows = list(_rows_of(ids))
    known = {str(pk) for pk in ids}
    emptied = set()
    for row in rows:
        if row.made.get("registration") in known or row.outcome in HERS or row.decision == Row.Decision.ATTACH:
            _empty(row)
            emptied.add(row.source_id)
        else:
            _set_apart(row)
    Row.objects.bulk_update(rows, CHANGED, batch_size=500)
    for source in Import.objects.filter(pk__in=emptied):
        _forget(source)


def _rows_of(files: Sequence[UUID]) -> QuerySet[Row]:
    return Row.objects.filter(Q(made__registration__in=[str(pk) for pk in files]) | Q(against__in=files))


def _empty(row: Row) -> None:
    row.answers, row.cells, row.corrections, row.difference, row.errors = {}, {}, {}, [], []
    row.warnings, row.reasons, row.strength = [], [], ""
    row.made = {name: row.made[name] for name in KEPT if name in row.made}
    if row.applied_at is None:
        row.decision = Row.Decision.LEAVE


def _set_apart(row: Row) -> None:
    row.difference, row.reasons, row.strength, row.against = [], [], "", None
    if row.applied_at is None and row.outcome == Row.Outcome.ASK:
        row.outcome, row.decision = Row.Outcome.NEW, ""


def _forget(source: Import) -> None:
    """The bytes of her list, and the samples shown beside its columns; other rows keep what was read of them."""
    for table in source.reading.get("tables", []):
        for column in table["columns"]:
            column.pop("samples", None)
    source.content = None
    source.save(update_fields=["content", "reading"])
