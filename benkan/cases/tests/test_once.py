"""What the parts of a page read of one accompaniment is read once, and never held longer than the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.cases.models import Plan
from benkan.cases.reads.once import read_once
from benkan.cases.reads.plans import plans_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import submitted, wanted

pytestmark = pytest.mark.django_db


def test_a_page_reads_the_plans_of_an_accompaniment_once(by):
    case, other = accompanied(by), accompanied(by)
    submitted(by, wanted(payer="SAR"), case=case)
    with read_once(), CaptureQueriesContext(connection) as asked:
        first = plans_of(case)
        assert plans_of(case.pk) is first
        assert plans_of(other).versions == []  # another's is another read
    assert len(asked) == 2


def test_outside_a_page_what_was_written_since_is_read(by):
    case = accompanied(by)
    with read_once():
        assert plans_of(case).versions == []
    submitted(by, wanted(payer="SAR"), case=case)
    assert plans_of(case).versions == list(Plan.objects.filter(case=case))
