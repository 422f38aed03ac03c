"""What thresholds are worth on a day, and where a newer file says otherwise than the platform."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from benkan.common import clock
from benkan.common.asking import prepared
from benkan.common.models import ThresholdValue
from benkan.common.thresholds import Threshold, declared


class Values:
    """What every threshold is worth, day by day, as it stood when it was read."""

    def __init__(self, rows: Iterable[ThresholdValue]):
        self._rows: dict[str, list[ThresholdValue]] = defaultdict(list)
        for row in rows:
            self._rows[row.code].append(row)

    def on(self, threshold: Threshold, day: dt.date) -> int:
        return self.row_on(threshold, day).value

    def row_on(self, threshold: Threshold, day: dt.date) -> ThresholdValue:
        """The row that holds on a day: of the platform if one has begun, else of the file; the latest begun.

        Raises LookupError where none has: the data were not loaded.
        """
        begun = [row for row in self._rows[threshold.code] if row.begins is None or row.begins <= day]
        if not begun:
            raise LookupError(f"{threshold.code} has no value on {day}: are the reference data loaded?")
        return max(begun, key=_weight)

    def told(self, threshold: Threshold) -> list[ThresholdValue]:
        """All that was ever said of it, the latest to begin first."""
        return sorted(self._rows[threshold.code], key=_weight, reverse=True)

    def coming(self, threshold: Threshold, day: dt.date) -> list[ThresholdValue]:
        """The values that will begin after a day, and will hold; the next first."""
        later = {row.begins for row in self._rows[threshold.code] if row.begins and row.begins > day}
        held = [self.row_on(threshold, begins) for begins in sorted(later)]
        return [row for row in dict.fromkeys(held) if row.begins and row.begins > day]


@dataclass(frozen=True)
class Disagreement:
    """A file newer than what was last given on the platform says something else; the platform's row holds."""

    threshold: Threshold
    file: ThresholdValue
    platform: ThresholdValue

    @property
    def file_words(self) -> str:
        return self.threshold.words(self.file.value)

    @property
    def platform_words(self) -> str:
        return self.threshold.words(self.platform.value)


class _Reading:
    """Values that stand, as a mark, among what awaits the end of the transaction they were read in."""

    def __init__(self, values: Values):
        self.values = values

    def __call__(self) -> None:
        """Called at the commit, where there is nothing to do: being there until then is all."""


def value_of(threshold: Threshold, *, on: dt.date) -> int:
    """What a threshold is worth on a day; one query a transaction, whatever is asked."""
    return all_values().on(threshold, on)


def all_values() -> Values:
    """Every value, read once a transaction; outside one, read each time (who asks thousands of times keeps it).

    They are kept as long as their mark awaits the commit. The end of the transaction removes it, and so does going back
    to a savepoint from before the reading, so that what was undone is never believed.
    """
    held = getattr(connection, "benkan_thresholds", None)
    if held is None or not any(mark is held for _, mark, _ in connection.run_on_commit):
        held = _Reading(Values(_said()))
        connection.benkan_thresholds = held
        transaction.on_commit(held)
    return held.values


@prepared
def _said() -> QuerySet[ThresholdValue]:
    return ThresholdValue.objects.all()


def forget() -> None:
    """After a change within this transaction: the next question reads again."""
    connection.benkan_thresholds = None


def disagreements(values: Values | None = None, *, on: dt.date | None = None) -> list[Disagreement]:
    """Where the latest value of a file came after the platform's last word, and says otherwise. Saying a value again on
    the platform, either, answers it."""
    values, today = values or all_values(), on or clock.today()
    found = (_disagreement(values, threshold, today) for threshold in declared().values())
    return [one for one in found if one]


def _disagreement(values: Values, threshold: Threshold, today: dt.date) -> Disagreement | None:
    told = values.told(threshold)
    file = next((row for row in told if row.account_id is None), None)
    given = [row for row in told if row.account_id is not None]
    if file is None or not given or file.at <= max(row.at for row in given):
        return None
    held = values.row_on(threshold, max(file.begins or today, min(row.begins for row in given), today))
    return Disagreement(threshold, file, held) if held.value != file.value else None


def _weight(row: ThresholdValue) -> tuple:
    return (row.account_id is not None, row.begins or dt.date.min, row.at, row.pk)
