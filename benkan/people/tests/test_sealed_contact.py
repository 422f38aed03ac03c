"""The safe contact is clear on the object and sealed in the database; rows of before are sealed by the migration."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.common.rows import insert
from benkan.common.sealed_fields import Sealed
from benkan.common.sealing import Tampered
from benkan.organisations import keys
from benkan.people.models import SafeContact
from benkan.people.tests.factories import a_registration
from benkan.people.writes import say_safe_contact

ANSWERS = {
    "phone": "76 12 34 99",
    "hours": "après la prière",
    "who_may_answer": "sa sœur Mariam",
    "what_may_be_said": "une amie du marché",
}


@pytest.fixture
def contact(by) -> SafeContact:
    return say_safe_contact(by=by, registration=a_registration(by, "kadiatou"), answers=ANSWERS)


def held(contact) -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_safecontact WHERE registration_id = %s", [contact.pk])
        return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def test_it_is_clear_on_the_object_and_sealed_in_the_database(contact):
    again = SafeContact.objects.get(pk=contact.pk)
    assert {name: getattr(again, name) for name in ANSWERS} == ANSWERS
    kept = held(contact)
    for name, said in ANSWERS.items():
        assert bytes(kept[name])[0] == 1
        assert said.encode() not in bytes(kept[name])


def test_it_is_opened_when_it_is_read_and_not_before(contact):
    again = SafeContact.objects.get(pk=contact.pk)
    assert isinstance(again.__dict__["phone"], Sealed)
    before = held(contact)
    again.visit_allowed = False
    again.save()
    after = held(contact)
    assert after["phone"] == before["phone"]
    again.phone = "70 00 00 01"
    again.save(update_fields=["phone"])
    assert SafeContact.objects.get(pk=contact.pk).phone == "70 00 00 01"
    assert held(contact)["hours"] == before["hours"]


def test_bulk_create_seals_too(by):
    one, other = a_registration(by, "kadiatou"), a_registration(by, "lassine")
    SafeContact.objects.bulk_create(
        [
            SafeContact(
                registration=each, organisation_id=by.organisation_id, written_by_id=by.account_id, phone="70 11 22 33"
            )
            for each in (one, other)
        ]
    )
    kept = [bytes(held(each)["phone"]) for each in SafeContact.objects.all()]
    assert len(set(kept)) == 2
    assert not any(b"70 11 22 33" in each for each in kept)
    assert {(each.phone, each.hours) for each in SafeContact.objects.all()} == {("70 11 22 33", "")}


def test_what_has_no_object_is_refused(contact):
    for attempt in (
        lambda: SafeContact.objects.update(phone="70 00 00 01"),
        lambda: SafeContact.objects.update(phone=b"70 00 00 01"),
        lambda: insert([contact]),
        lambda: SafeContact.objects.bulk_update([SafeContact.objects.get()], ["phone"]),
    ):
        with pytest.raises(TypeError, match="sealed"), transaction.atomic():
            attempt()
    assert SafeContact.objects.get().phone == ANSWERS["phone"]


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__gt", "phone__upper"])
def test_it_is_never_searched(contact, lookup):
    with pytest.raises(FieldError):
        SafeContact.objects.filter(**{lookup: "76 12 34 99"}).exists()
    assert SafeContact.objects.filter(phone__isnull=False).exists()


def test_a_list_of_values_says_nothing(contact):
    (told,) = SafeContact.objects.values_list("phone", flat=True)
    assert ANSWERS["phone"] not in f"{told} {told!r}"


def test_what_is_left_aside_is_read_in_one_query(contact, django_assert_num_queries):
    again = SafeContact.objects.defer("phone").get(pk=contact.pk)
    with django_assert_num_queries(1):
        assert again.phone == ANSWERS["phone"]


def test_two_persons_contacts_cannot_be_exchanged(by, contact):
    other = say_safe_contact(by=by, registration=a_registration(by, "lassine"), answers=ANSWERS)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_safecontact SET phone = %s WHERE registration_id = %s", [held(contact)["phone"], other.pk]
        )
    with pytest.raises(Tampered):
        _ = SafeContact.objects.get(pk=other.pk).phone


def test_the_page_says_the_sentence_where_the_key_is_wrong(contact, cast, signed_in, settings):
    client = signed_in(cast.awa)
    address = reverse("people:file", args=[contact.pk])
    assert ANSWERS["phone"] in client.get(address).content.decode()
    keys.forget()
    settings.WRAPPING_KEY = "YW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcy4="
    answer = client.get(address)
    assert answer.status_code == 409
    assert "remettre la bonne clé" in answer.content.decode()
    keys.forget()


def test_opening_a_contact_asks_nothing_more_of_the_database(by, contact):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            again = SafeContact.objects.get(pk=contact.pk)
            assert again.phone
            assert again.hours
        return len(asked)

    assert queries() == 1
