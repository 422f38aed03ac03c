"""Work done later, in the name of who asked."""

from uuid import UUID, uuid4

import pytest

from benkan.common.errors import Refused
from benkan.organisations import jobs
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Membership
from benkan.organisations.writes import end_membership


@pytest.fixture
def told(monkeypatch):
    """Two jobs that tell who did them; the second cannot be done."""
    heard: list[tuple] = []
    monkeypatch.setattr(jobs, "_JOBS", {})

    @jobs.job()
    def tell(by, identifier: UUID) -> None:
        heard.append((by.account_id, by.organisation_id, by.on_behalf, identifier))

    def say_it_failed(by, identifier: UUID) -> None:
        heard.append(("failed", identifier))

    @jobs.job(failed=say_it_failed)
    def fail(by, identifier: UUID) -> None:
        raise ValueError("a defect")

    heard_of = {"tell": tell, "fail": fail}
    return heard, heard_of


def _run(function, account, organisation_id, identifier) -> None:
    jobs.run(jobs._name(function), str(account.pk), str(organisation_id), str(identifier))


def test_a_job_enters_as_the_account_that_asked(cast, told):
    heard, known = told
    with acting_for(cast.awa) as by:
        organisation = by.organisation_id
    one = uuid4()
    _run(known["tell"], cast.awa, organisation, one)
    assert heard == [(cast.awa.pk, organisation, True, one)]


def test_an_account_that_lost_its_place_is_refused(cast, told):
    heard, known = told
    with acting_for(cast.nana) as by:
        elsewhere = by.organisation_id
    with pytest.raises(Refused):
        _run(known["tell"], cast.awa, elsewhere, uuid4())
    assert heard == []


def test_a_job_that_fails_says_so_and_is_raised(cast, told):
    heard, known = told
    with acting_for(cast.awa) as by:
        organisation = by.organisation_id
    one = uuid4()
    with pytest.raises(ValueError, match="a defect"):
        _run(known["fail"], cast.awa, organisation, one)
    assert heard == [("failed", one)]


def test_asking_writes_identifiers_only_and_with_the_request(cast, told):
    from procrastinate.contrib.django.models import ProcrastinateJob

    _, known = told
    one = uuid4()
    with acting_for(cast.awa) as by:
        jobs.defer(known["tell"], by=by, identifier=one)
        (asked,) = ProcrastinateJob.objects.filter(lock=str(one))
    assert set(asked.args) == {"name", "account_id", "organisation_id", "identifier"}
    assert {UUID(asked.args[name]) for name in ("account_id", "identifier")} == {cast.awa.pk, one}


def test_membership_counts_on_the_day_the_job_is_done(cast, told):
    _, known = told
    with acting_for(cast.awa) as by:
        organisation = by.organisation_id
    with acting_for(cast.fanta) as administrator:
        place = Membership.objects.get(account=cast.awa)
        end_membership(by=administrator, membership=place)
    with pytest.raises(Refused):
        _run(known["tell"], cast.awa, organisation, uuid4())
