"""National counts by year and kind, read as `figures`: no organisation, no place, and nothing under the least shown."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.safeguarding.kinds import COUNTED, ClosingReason, Kind
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.thresholds import LEAST_SHOWN

FIGURES = "figures"
YEARS = 5


@dataclass(frozen=True)
class Year:
    """A year; None where the count is under the least shown, zero included: both say the same."""

    year: int
    children: int | None
    trafficking: int | None


def least_shown() -> int:
    return value_of(LEAST_SHOWN, on=clock.today())


def by_year() -> list[Year]:
    """The last years, this one first. No sum: a sum less a shown number would tell the hidden one."""
    counted = _counted()
    least, last = least_shown(), clock.today().year

    def shown(year: int, kind: Kind) -> int | None:
        count = counted.get((year, str(kind)), 0)
        return count if count >= least else None

    return [
        Year(year, shown(year, Kind.CHILD), shown(year, Kind.TRAFFICKING)) for year in range(last, last - YEARS, -1)
    ]


def _counted() -> dict[tuple[int, str], int]:
    """(year, kind) → files; those opened by mistake left out, a trafficking file counted once an interview says so."""
    told = Q(kind=Kind.CHILD) | Q(conclusion__in=[str(one) for one in COUNTED])
    rows = (
        RestrictedFile.objects.using(FIGURES)
        .filter(told)
        .exclude(closing=ClosingReason.MISTAKE)
        .order_by()
        .annotate(year=ExtractYear("opened_at"))
        .values("year", "kind")
        .annotate(count=Count("pk"))
    )
    return {(row["year"], row["kind"]): row["count"] for row in rows}
