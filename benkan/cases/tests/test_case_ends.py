"""While somebody is accompanied nothing of her file ends; once it is over, its end is her file's last word."""

import datetime as dt

from django.db import transaction

from benkan.cases import writes
from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.people.reads.ends import due_for_erasure
from benkan.people.retention import Group

YEARS = dt.timedelta(days=365)


def _due(registration, on: dt.date) -> bool:
    return due_for_erasure(on)[Group.IDENTITY].filter(pk=registration.pk).exists()


def test_nothing_ends_while_she_is_accompanied(by):
    case = accompanied(by)
    long_after = clock.today() + 40 * YEARS
    assert not _due(case.registration, long_after)
    with clock.at(clock.now() + 10 * YEARS):
        writes.close(by=by, case=case, reason=ClosingReason.SETTLED)
    assert _due(case.registration, long_after)


def test_the_end_of_it_is_a_last_word(by):
    case = accompanied(by)
    first = next(day for year in range(1, 40) if _closed_would_be_due(by, case, day := clock.today() + year * YEARS))
    with clock.at(clock.now() + 3 * YEARS):
        writes.close(by=by, case=case, reason=ClosingReason.SETTLED)
    assert not _due(case.registration, first)


def _closed_would_be_due(by, case, on: dt.date) -> bool:
    """Whether her file would be due on that day if it had been closed today."""
    with transaction.atomic():
        writes.close(by=by, case=case, reason=ClosingReason.SETTLED)
        found = _due(case.registration, on)
        transaction.set_rollback(True)
    return found
