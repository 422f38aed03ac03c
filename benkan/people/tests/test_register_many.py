"""A list of persons registered at once: the rows that one person at a desk leaves, for each, and few questions."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for
from benkan.people.lifecycle import Status
from benkan.people.models import Household, Identifier, NameToken, Person, Registration, RegistrationStatus
from benkan.people.reads import search
from benkan.people.tests.factories import BORN, TRAITS, mali
from benkan.people.writes import NewFile, note_identifier, register, register_many
from benkan.people.writes.registering import AT_ONCE

NOON = dt.datetime(2026, 3, 11, 12, tzinfo=dt.UTC)


def some_people() -> list[NewFile]:
    """All that may be told of somebody, little, and nothing."""
    whole = {
        "given_names": "  Aïssata  Fanta ", "family_name": "N’Diaye", "also_known_as": "dite « Tanti »", "sex": "F",
        "father_name": "Bakary N’Diaye", "mother_name": "Niamoye Touré", "birth": parse("3/5/1990", on=BORN),
        "birth_place": "Kita", "nationality": mali(), "phone": "76 12 34 56 / 66 00 00 00", "destination": mali(),
        "destination_said": "Banamba", "marital_status": "marie", "languages": ["bambara", "peul"],
        "wants_private_talk": False,
    }  # fmt: skip
    return [
        NewFile(whole, papers=[("nina", "1 87 04 750"), ("passeport", "AA 12")], source="liste.xlsx, ligne 7"),
        NewFile({"sex": "M", "nationality_unknown": True, "birth": parse("vers 1990", on=BORN)}),
        NewFile(TRAITS["kadiatou"] | TRAITS["apart"], papers=[("nina", "1-87 04"), ("nina", "18704")]),
        NewFile({}),
    ]


def left_by(registration: Registration) -> dict:
    """All rows of a registration, without their identifiers and its number."""
    of_her = {"registration": registration}
    own = {"id", "number", "person_id"}
    saved = Registration.objects.get(pk=registration.pk)
    columns = [field.attname for field in Registration._meta.concrete_fields if field.attname not in own]
    assert [getattr(saved, name) for name in columns] == [getattr(registration, name) for name in columns]
    assert (saved.number, saved.person_id) == (registration.number, registration.person_id)
    entries = Entry.objects.filter(file_id=registration.pk, object_id=registration.pk)
    return {
        "registration": [getattr(saved, name) for name in columns],
        "person": Person.objects.get(pk=registration.person_id).since,
        "words": sorted(NameToken.objects.filter(**of_her).values_list("token", "organisation")),
        "statuses": list(
            RegistrationStatus.objects.filter(**of_her).values_list("status", "at", "by", "reason", "organisation")
        ),
        "papers": sorted(Identifier.objects.filter(**of_her).values_list("kind", "value", "key", "organisation")),
        "audit": sorted(
            entries.values_list(
                "verb", "at", "account_id", "organisation_id", "kind", "fields", "count", "reason", "on_behalf"
            ),
            key=str,
        ),
    }


def test_many_leave_for_each_the_rows_that_one_leaves(by):
    with clock.at(NOON):
        together = register_many(by=by, people=some_people(), source="liste.xlsx")
        alone = []
        for one in some_people():
            registration = register(by=by, answers=one.answers, source=one.source or "liste.xlsx")
            for kind, value in one.papers:
                note_identifier(by=by, registration=registration, kind=kind, value=value)
            alone.append(registration)
    assert [left_by(registration) for registration in together] == [left_by(registration) for registration in alone]


def test_each_is_a_person_with_a_number_and_is_remembered_in_the_order_of_the_list(by):
    with clock.at(NOON):
        made = register_many(by=by, people=some_people(), source="liste.xlsx")
    assert len({registration.person_id for registration in made}) == len(made)
    assert [r.pk for r in made] == list(Registration.objects.order_by("pk").values_list("pk", flat=True))
    assert [r.number for r in made] == sorted(r.number for r in made)
    assert [r.source for r in made] == ["liste.xlsx, ligne 7", "liste.xlsx", "liste.xlsx", "liste.xlsx"]
    (entry,) = Entry.objects.filter(verb="people.registered", file_id=made[0].pk)
    assert (entry.kind, entry.object_id, entry.at) == ("people.registration", made[0].pk, NOON)
    noted = Entry.objects.filter(verb="people.identifier_noted")
    assert sorted((entry.file_id, *entry.fields) for entry in noted) == sorted(
        [(made[0].pk, "nina"), (made[0].pk, "passeport"), (made[2].pk, "nina")]
    )
    assert search("aissata ndiaye") == [made[0]]


def test_those_of_one_millisecond_keep_the_order_of_the_list(by):
    made = register_many(by=by, people=[NewFile({"family_name": f"Koné {at}"}) for at in range(50)])
    assert [r.family_name for r in Registration.objects.order_by("pk")] == [r.family_name for r in made]


def test_whom_a_list_announces_is_not_received_yet(by):
    household = Household.objects.create(organisation_id=by.organisation_id)
    people = [NewFile(TRAITS["lassine"], household), NewFile(TRAITS["fousseyni"], household)]
    made = register_many(by=by, people=people, status=Status.SIGNALLED, registered_at=NOON)
    assert {r.household_id for r in Registration.objects.all()} == {household.pk}
    for registration in made:
        assert (registration.status, registration.registered_at) == ("signalee", NOON)
        assert [status.status for status in registration.statuses.all()] == ["signalee"]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.ANNULLED])
def test_nobody_begins_completed_or_annulled(by, status):
    with pytest.raises(ValueError, match="registered as"):
        register_many(by=by, people=some_people(), status=status)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (NewFile({"sex": "X"}), ValidationError),
        (NewFile({"given_names": "A" * 121}), ValidationError),
        (NewFile({"organisation": "autre"}), ValueError),
        (NewFile({}, papers=[("nina", " - ")]), Impossible),
        (NewFile({}, papers=[("permis", "12")]), ValidationError),
    ],
)
def test_one_wrong_answer_and_nobody_is_registered(by, wrong, refusal):
    with pytest.raises(refusal):
        register_many(by=by, people=[*some_people(), wrong])
    assert not Registration.objects.exists()


def test_nobody_is_registered_without_people_or_without_the_right(by, cast):
    assert register_many(by=by, people=[]) == []
    with acting_for(cast.fanta) as other, pytest.raises(Refused):
        register_many(by=other, people=some_people())


def test_a_list_is_its_organisations_alone(by, cast):
    register_many(by=by, people=some_people())
    with acting_for(cast.nana):
        for table in (Registration, Person, NameToken, RegistrationStatus, Identifier):
            assert not table.objects.exists()


def questions_for(by, count: int) -> int:
    people = [NewFile(TRAITS["kadiatou"], papers=[("nina", f"{at}")]) for at in range(count)]
    with CaptureQueriesContext(connection) as queries:
        register_many(by=by, people=people)
    return len(queries)


def test_two_hundred_ask_as_many_questions_as_ten(by, monkeypatch):
    few = questions_for(by, 10)
    assert questions_for(by, 200) == few <= 9
    monkeypatch.setattr("benkan.people.writes.registering.AT_ONCE", 50)
    tables = 6
    assert questions_for(by, 200) == few + 3 * tables
    assert AT_ONCE >= 1000
