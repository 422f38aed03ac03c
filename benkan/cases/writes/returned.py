"""Lists that came back hold what was filled in for somebody: it goes with her, and is not written any more."""

from collections.abc import Sequence
from uuid import UUID

from benkan.cases.models import Case, Delivery, PlanLine
from benkan.cases.workbook import handed, paid, plan_lines, visits
from benkan.common.permissions import Actor
from benkan.people.models import Registration
from benkan.workbooks.models import Import, Row
from benkan.workbooks.returns import KEY, key_of

KINDS = (handed.KIND, paid.KIND, plan_lines.KIND, visits.KIND)
EMPTY = {"answers": {}, "cells": {}, "corrections": {}, "errors": [], "difference": []}


def returned_of(*, files: Sequence[UUID], hold: bool) -> set[UUID]:
    """The lists that say something of these files; with `hold`, held until the transaction ends (see `people.erasers`):
    whoever writes a list holds it before the accompaniments that it changes."""
    sources = Import.objects.filter(pk__in={row.source_id for row in _rows_of(files)}).order_by("pk")
    return set((sources.select_for_update(of=("self",)) if hold else sources).values_list("pk", flat=True))


def erase_returned(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty the rows of these persons (see `people.erasers`); how many a list had, and when they were written, stay."""
    if not whole:
        return
    hers = Row.objects.filter(pk__in=[row.pk for row in _rows_of([one.pk for one in registrations])])
    hers.filter(applied_at=None).update(decision=Row.Decision.LEAVE)
    hers.update(**EMPTY)


def _rows_of(files: Sequence[UUID]) -> list[Row]:
    """By the mark of each row while its cells are kept, and by whom it says it is of."""
    cases = Case.objects.filter(registration__in=files)
    of_them = {"plan__case__registration__in": files}
    deliveries = Delivery.objects.filter(line__plan__case__registration__in=files)
    keys = {
        str(pk)
        for rows in (cases, PlanLine.objects.filter(**of_them), deliveries)
        for pk in rows.values_list("pk", flat=True)
    }
    told = tuple(f"{number}, " for number in cases.values_list("number", flat=True))
    numbers = Registration.objects.filter(pk__in=files).values_list("number", flat=True)
    told += tuple(f"Dossier {number}, " for number in numbers)
    rows = Row.objects.filter(source__kind__in=KINDS).exclude(answers={}).only("source", "cells", "answers")
    return [row for row in rows if _key(row) in keys or row.answers.get("told", "").startswith(told)]


def _key(row: Row) -> str:
    """What its mark names: the line, the delivery, or the accompaniment of a visit."""
    letter = row.answers.get("roles", {}).get(KEY, "")
    return key_of(row.cells.get(letter, ""))[0].partition(":")[0]
