"""An accompaniment is opened, confided, suspended, closed and opened again; one at a time for each person."""

import pytest
from django.db import IntegrityError, transaction

from benkan.arrivals.tests.factories import desk, registered
from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason, SuspensionReason
from benkan.cases.models import Case
from benkan.cases.tests.factories import accompanied, brought_to_completion, completed
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration, consented
from benkan.people.writes import annul


def test_who_opens_it_accompanies_and_every_step_leaves_its_row(by):
    case = accompanied(by)
    assert case.worker_id == by.account_id
    writes.suspend(by=by, case=case, reason=SuspensionReason.HOSPITAL)
    writes.resume(by=by, case=case)
    writes.close(by=by, case=case, reason=ClosingReason.SETTLED, note=" en  ordre ")
    case = writes.reopen(by=by, case=case)
    rows = list(case.statuses.values_list("status", "reason", "note"))
    assert rows == [
        ("ouvert", "", ""),
        ("suspendu", "hospitalisation", ""),
        ("ouvert", "", ""),
        ("clos", "acheve", "en ordre"),
        ("ouvert", "", ""),
    ]
    verbs = set(Entry.objects.filter(file_id=case.registration_id).values_list("verb", flat=True))
    assert {"cases.opened", "cases.suspended", "cases.resumed", "cases.closed", "cases.reopened"} <= verbs


def test_it_belongs_to_the_latest_return(by, cast):
    with acting_for(cast.awa) as awa:
        line = registered(awa, desk(awa))
    registration = line.registration
    assert brought_to_completion(by, registration).episodes.count() == 1
    assert writes.open_case(by=by, registration=registration).episode == line.episode


def test_a_file_that_is_not_complete_waits(by):
    with pytest.raises(Impossible, match="encore à compléter"):
        writes.open_case(by=by, registration=a_registration(by, "kadiatou"))


def test_nobody_is_followed_who_said_no(by):
    registration = completed(by)
    consented(by, registration, suivi=False)
    with pytest.raises(Impossible, match="pas accepté d’être suivie"):
        writes.open_case(by=by, registration=registration)


def test_a_person_is_accompanied_once_at_a_time(by):
    case = accompanied(by)
    with pytest.raises(Impossible, match="déjà accompagnée"):
        writes.open_case(by=by, registration=case.registration)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            organisation_id=by.organisation_id, registration=case.registration, opened_by_id=by.account_id
        )
    writes.close(by=by, case=case, reason=ClosingReason.SETTLED)
    second = writes.open_case(by=by, registration=case.registration)
    with pytest.raises(Impossible, match="déjà accompagnée"):
        writes.reopen(by=by, case=case)
    assert second.pk != case.pk


def test_it_is_confided_to_a_colleague_who_accompanies(by, cast):
    case = accompanied(by)
    with pytest.raises(Impossible, match="n’accompagne pas dans votre organisation"):
        writes.confide(by=by, case=case, worker=cast.awa)
    with pytest.raises(Impossible, match="n’accompagne pas dans votre organisation"):
        writes.confide(by=by, case=case, worker=cast.sekou)
    case = writes.confide(by=by, case=case, worker=None)
    assert case.worker_id is None
    case = writes.confide(by=by, case=case, worker=cast.kadiatou)
    assert [row.worker_id for row in case.worker_changes.all()] == [None, cast.kadiatou.pk]


def test_what_is_closed_is_neither_suspended_nor_confided(by, cast):
    case = writes.close(by=by, case=accompanied(by), reason=ClosingReason.WITHDREW)
    for write in (
        lambda: writes.suspend(by=by, case=case, reason=SuspensionReason.PRISON),
        lambda: writes.close(by=by, case=case, reason=ClosingReason.SETTLED),
        lambda: writes.confide(by=by, case=case, worker=None),
    ):
        with pytest.raises(Impossible):
            write()
    assert case.statuses.count() == 2


def test_an_annulled_file_is_accompanied_no_more(by):
    case = accompanied(by)
    annul(by=by, registration=case.registration, reason="deux fois la même personne")
    case.refresh_from_db()
    assert case.status == CaseStatus.CLOSED
    assert case.statuses.last().reason == ClosingReason.DUPLICATE


def test_another_organisation_learns_nothing_of_it(by, cast):
    case = accompanied(by)
    with acting_for(cast.sekou):
        assert not Case.objects.filter(pk=case.pk).exists()


def test_who_receives_does_not_accompany(by, cast):
    registration = completed(by)
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        writes.open_case(by=awa, registration=registration)
