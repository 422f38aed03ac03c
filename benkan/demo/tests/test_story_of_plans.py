"""The story of plans is told of whoever is there, and leaves money asked, retained, given and refused."""

import datetime as dt

import pytest

from benkan.cases.models import FundingRequest, Grant, Plan
from benkan.cases.reads.funding import sums_of, unfunded
from benkan.cases.tests.factories import completed
from benkan.cases.tests.paying import let_plans_leave
from benkan.common import clock
from benkan.demo.stories import plans
from benkan.organisations.acting import acting_for
from benkan.people.writes.consents import sign_for_demonstration


@pytest.fixture
def people(cast):
    with acting_for(cast.hawa) as by:
        sign_for_demonstration(by=by)
    with clock.at(clock.now() - dt.timedelta(days=70)):
        let_plans_leave(cast.fanta, cast.drissa)
        with acting_for(cast.kadiatou) as by:
            for number in range(10):
                completed(by, "lassine" if number % 3 else "kadiatou", family_name=f"Traoré {number}")


def test_it_leaves_money_asked_retained_given_and_refused(people, cast):
    plans.tell()
    with acting_for(cast.kadiatou):
        assert Plan.objects.filter(status="redige").count() == 1
        assert set(Plan.objects.values_list("status", flat=True)) == {"redige", "soumis", "approuve", "finance"}
        assert FundingRequest.objects.filter(told_at=None, status="rejetee").exists()
    with acting_for(cast.aminata) as by:
        statuses = set(FundingRequest.objects.values_list("status", flat=True))
        assert statuses == {"deposee", "ajournee", "retenue", "rejetee", "financee"}
        assert (clock.now() - unfunded(by).first().since).days == plans.SAT
        assert sums_of(Grant.objects.all())[0].left > 0
