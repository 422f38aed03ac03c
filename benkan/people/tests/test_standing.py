"""Where a file stands: announced, received, annulled with its list."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import Registration, RegistrationStatus
from benkan.people.tests.factories import a_registration, announced, ready_to_complete


def statuses(registration) -> list[str]:
    rows = RegistrationStatus.objects.filter(registration=registration).order_by("at", "id")
    assert Registration.objects.get(pk=registration.pk).status == registration.status
    return [row.status for row in rows]


def test_who_was_announced_is_received(by):
    registration = announced(by, "kadiatou")
    writes.receive(by=by, registration=registration)
    assert statuses(registration) == ["signalee", "enregistree"]
    (entry,) = Entry.objects.filter(verb="people.received")
    assert (entry.file_id, entry.object_id) == (registration.pk, registration.pk)
    assert registration.events.count() == 1


def test_who_was_received_already_is_received_once(by):
    registration = announced(by, "kadiatou")
    stale = Registration.objects.get(pk=registration.pk)
    writes.receive(by=by, registration=registration)
    for again in (registration, stale):
        writes.receive(by=by, registration=again)
        assert again.status == "enregistree"
    completed = ready_to_complete(by)
    writes.complete(by=by, registration=completed)
    writes.receive(by=by, registration=completed)
    assert statuses(registration) == ["signalee", "enregistree"]
    assert statuses(completed) == ["enregistree", "completee"]
    assert Entry.objects.filter(verb="people.received").count() == 1


def test_nobody_is_received_with_an_annulled_file(by):
    registration = announced(by, "kadiatou")
    writes.annul(by=by, registration=registration, reason="erreur de liste")
    with pytest.raises(Impossible, match="annulé"):
        writes.receive(by=by, registration=registration)


def test_who_has_not_come_is_not_completed(by):
    registration = announced(by, "kadiatou")
    with pytest.raises(Impossible, match="pas encore été reçue"):
        writes.complete(by=by, registration=registration)
    assert statuses(registration) == ["signalee"]


def test_a_list_is_annulled_with_the_rows_that_one_annulment_leaves(by):
    received, expected = a_registration(by, "kadiatou"), announced(by, "lassine")
    writes.annul(by=by, registration=(alone := a_registration(by, "kadiatou")), reason=" liste   en double ")
    done = writes.annul_many(by=by, registrations=[received, expected, received], reason=" liste   en double ")
    assert done == [received, expected]
    assert statuses(received) == statuses(alone) == ["enregistree", "annulee"]
    assert statuses(expected) == ["signalee", "annulee"]
    values = ("organisation_id", "status", "by_id", "reason")
    one, other = (r.statuses.order_by("at").values_list(*values).last() for r in (alone, received))
    assert one == other
    written = ("account_id", "organisation_id", "kind", "fields", "count", "reason", "on_behalf")
    entries = {e.file_id: e for e in Entry.objects.filter(verb="people.annulled")}
    assert set(entries) == {alone.pk, received.pk, expected.pk}
    for registration in (received, expected):
        assert entries[registration.pk].object_id == registration.pk
        for name in written:
            assert getattr(entries[registration.pk], name) == getattr(entries[alone.pk], name)
    assert [event.status for event in expected.events.all()] == ["signalee"]


def test_a_file_that_somebody_completed_or_annulled_keeps_the_whole_list(by):
    completed, annulled, other = ready_to_complete(by), announced(by), announced(by, "lassine")
    writes.complete(by=by, registration=completed)
    writes.annul(by=by, registration=annulled, reason="erreur")
    with pytest.raises(Impossible) as refusal:
        writes.annul_many(by=by, registrations=[other, completed, annulled], reason="liste en double")
    assert f"{completed.number} (complétée)" in str(refusal.value)
    assert f"{annulled.number} (annulée)" in str(refusal.value)
    assert other.number not in str(refusal.value)
    assert Registration.objects.get(pk=other.pk).status == "signalee"
    assert Entry.objects.filter(verb="people.annulled").count() == 1


def test_a_refusal_names_some_and_counts_the_others(by):
    many = [a_registration(by) for _ in range(8)]
    writes.annul_many(by=by, registrations=many, reason="liste en double")
    with pytest.raises(Impossible, match="et 3\u00a0autres"):
        writes.annul_many(by=by, registrations=many, reason="liste en double")


def test_a_list_is_not_annulled_without_a_reason(by):
    with pytest.raises(Impossible, match="pourquoi"):
        writes.annul_many(by=by, registrations=[announced(by)], reason="  ")


def test_nobody_annuls_another_organisations_list(by, cast):
    registration = announced(by, "kadiatou")
    with acting_for(cast.nana) as other, pytest.raises(Registration.DoesNotExist):
        writes.annul_many(by=other, registrations=[registration], reason="liste en double")


def test_who_brings_lists_undoes_them_and_nobody_else(by, cast):
    one, other = announced(by, "lassine"), announced(by, "fousseyni")
    with acting_for(cast.fanta) as manager:
        for write in (
            lambda: writes.receive(by=manager, registration=one),
            lambda: writes.annul_many(by=manager, registrations=[one], reason="x"),
        ):
            with pytest.raises(Refused):
                write()
    with acting_for(cast.issa) as brings_lists:
        writes.receive(by=brings_lists, registration=one)
        with pytest.raises(Refused):
            writes.annul(by=brings_lists, registration=one, reason="x")
        writes.annul_many(by=brings_lists, registrations=[one, other], reason="liste en double")


def test_two_hundred_are_annulled_with_as_many_questions_as_ten(by, monkeypatch):
    monkeypatch.setattr("benkan.people.followers.apps.get_app_configs", list)
    counts = []
    for count in (10, 200):
        made = writes.register_many(by=by, people=[writes.NewFile({})] * count)
        with CaptureQueriesContext(connection) as queries:
            writes.annul_many(by=by, registrations=made, reason="liste en double")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("at_once", [{}, {"one": "many"}])
def test_what_follows_is_told_of_each_or_of_all_at_once(by, monkeypatch, at_once):
    told = []
    follow = {
        "one": lambda by, registration: told.append([registration]),
        "many": lambda by, registrations: told.append(registrations),
    }
    config = SimpleNamespace(registration_followers=("one",), registration_followers_of_many=at_once)
    made = [announced(by), announced(by)]
    monkeypatch.setattr("benkan.people.followers.apps.get_app_configs", lambda: [config, SimpleNamespace()])
    monkeypatch.setattr("benkan.people.followers.import_string", follow.get)
    writes.annul_many(by=by, registrations=made, reason="liste en double")
    assert told == ([made] if at_once else [[made[0]], [made[1]]])
    assert {one.status for some in told for one in some} == {"annulee"}
