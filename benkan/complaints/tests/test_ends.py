"""What is sealed is nowhere in clear, and what must go is gone, looked for with the eyes of the tables' owner."""

import datetime as dt

import pytest
from django.db import connections

from benkan.common import clock
from benkan.complaints import reads, writes
from benkan.complaints.models import Complaint
from benkan.complaints.tests.factories import CODE, named, noted, the_complaint
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration
from benkan.workbooks.tests.at_once import account_of, as_

SECRETS = ("Motsecret", "Plaignante", "Joindresecret", "Notesecrète", "Réponsesecrète", "Contestesecret")
TABLES = ("complaint", "complaintstatus", "copy", "writing")


def everything() -> str:
    """All rows of all tables, as the owner reads them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    return "\n".join(read)


def sealed_values() -> int:
    """How many sealed values the two tables hold."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(words) + count(person) + count(reach) + count(about) FROM complaints_copy)"
            " + (SELECT count(words) FROM complaints_writing)"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def file_number(committed) -> str:
    """A file, and a complaint that gives its number, noted, examined, answered and contested."""
    named(account_of("adama"), account_of("yacouba"), account_of("ramata"))
    with as_("awa") as by:
        registration = a_registration(by, "kadiatou")
    with as_("moussa") as by:
        slip = noted(
            by, "eas", words="Motsecret", person="Plaignante", reach="Joindresecret", about="agent",
            agent=account_of("awa"), file_number=registration.number,
        )  # fmt: skip
    with as_("yacouba") as by:
        complaint = writes.examine(by=by, complaint=the_complaint(slip.number))
        writes.write_note(by=by, complaint=complaint, words="Notesecrète")
        writes.answer(by=by, complaint=complaint, words="Réponsesecrète")
    with as_("moussa") as by:
        writes.contest(by=by, number=slip.number, code=CODE, words="Contestesecret")
    return registration.number


def closed() -> None:
    with as_("ramata") as by, clock.at(clock.now() + dt.timedelta(days=1)):
        complaint = Complaint.objects.get()
        writes.answer(by=by, complaint=complaint, words="Réponsesecrète")
        writes.say_told(by=by, complaint=complaint)
        writes.close(by=by, complaint=complaint)


def erased(file_number: str, *, whole: bool) -> None:
    with as_("kadiatou") as by:
        found = Registration.objects.filter(number=file_number)
        writes.erase_words(by=by, registrations=list(found), whole=whole)


def test_the_owner_of_the_tables_reads_nothing_and_learns_neither_who_nor_of_whom(file_number):
    text = everything()
    assert [one for one in SECRETS if one in text or one.encode().hex() in text] == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT t::text FROM complaints_complaint t UNION ALL SELECT t::text FROM complaints_copy t")
        rows = "\n".join(row for (row,) in cursor.fetchall())
    assert str(account_of("awa").pk) not in rows
    assert file_number not in rows


def test_an_erased_file_takes_who_complained_at_once_and_the_words_when_it_ends(file_number):
    erased(file_number, whole=True)
    with as_("ramata") as by:
        copy = reads.copies_of(by).get()
        assert (copy.person, copy.reach, copy.words) == (None, None, "Motsecret")
    closed()
    assert sealed_values() == 0
    with as_("ramata"):
        complaint = Complaint.objects.get()
        assert (complaint.kind, complaint.status, complaint.code, complaint.file_mark) == ("eas", "close", "", "")


def test_a_closed_one_goes_whole_with_the_file(file_number):
    closed()
    assert sealed_values() > 0
    erased(file_number, whole=True)
    assert sealed_values() == 0


def test_the_end_of_a_telephone_takes_how_to_answer_her_alone(file_number):
    erased(file_number, whole=False)
    with as_("ramata") as by:
        copy = reads.copies_of(by).get()
        assert (copy.person, copy.reach, copy.words) == ("Plaignante", None, "Motsecret")


def test_an_erasure_granted_on_a_file_reaches_its_complaints(file_number):
    from benkan.people.writes import decide_request, erase, note_request

    with as_("hawa") as by:
        registration = None
    with as_("awa") as by:
        registration = Registration.objects.get(number=file_number)
        request = note_request(by=by, kind="effacement", registration=registration)
    with as_("hawa") as by:
        request = decide_request(by=by, request=request, granted=True)
    with as_("kadiatou") as by:
        erase(by=by, request=request)
    with as_("ramata") as by:
        assert reads.copies_of(by).get().person is None


def test_past_its_retention_only_what_is_counted_stays(file_number):
    closed()
    with as_("moussa") as by, clock.at(clock.now() + dt.timedelta(days=365)):
        assert writes.let_go() == 0
    with as_("moussa") as by, clock.at(clock.now() + dt.timedelta(days=2 * 366 + 5)):
        assert writes.let_go() == 1
        assert writes.let_go() == 0
        assert writes.follow(by=by, number="R-0000-0000-0", code=CODE) is None
    assert sealed_values() == 0


def test_a_complaint_touches_no_file_and_no_accompaniment(recipients):
    from django.apps import apps

    def rows() -> dict:
        theirs = [
            model for model in apps.get_models() if model._meta.app_label in ("people", "arrivals", "cases", "offers")
        ]
        return {
            model._meta.label: list(model._base_manager.order_by("pk").values())
            for model in theirs
            if not _sealed(model)
        }

    def _sealed(model) -> bool:
        return any(type(field).__name__.startswith("Sealed") for field in model._meta.concrete_fields)

    with acting_for(recipients.awa) as by:
        registration = a_registration(by, "kadiatou")
        before = rows()
        slip = noted(by, "service", person="Kadiatou", file_number=registration.number)
        assert rows() == before
    with acting_for(recipients.aissata) as by:
        complaint = writes.examine(by=by, complaint=the_complaint(slip.number))
        writes.answer(by=by, complaint=complaint, words="Vu")
    with acting_for(recipients.awa) as by:
        writes.contest(by=by, number=slip.number, code=CODE, words="Non")
        assert rows() == before
