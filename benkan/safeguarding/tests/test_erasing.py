"""What is sealed is nowhere in clear, and what must go is gone: looked for with the eyes of the tables' owner."""

import datetime as dt

import pytest
from django.db import connections

from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration
from benkan.people.writes import decide_request, note_request
from benkan.people.writes.erasing import erase, erase_files
from benkan.safeguarding import writes
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.tests.factories import confided, handed_over, taken, with_deputy
from benkan.workbooks.tests.at_once import account_of, as_

SECRETS = ("Motsecret", "Foyersecret", "Pèresecret", "Preuvesecrète")
COUNT = "SELECT count(*) FROM safeguarding_{}"
TEXT = 'SELECT t::text FROM "{}" t'
COUNTED = ("restrictedfile", "filestatusrow", "holding", "claim", "claimstatusrow", "sectionrow")


def owner(statement: str) -> list:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def rows() -> list[int]:
    return [owner(COUNT.format(table))[0][0] for table in COUNTED]


def words() -> int:
    """How many sealed values are left."""
    return owner(
        "SELECT (SELECT count(words) FROM safeguarding_sectionrow) + (SELECT count(who) FROM safeguarding_claim)"
        " + (SELECT count(person) FROM safeguarding_restrictedfile)"
    )[0][0]


@pytest.fixture
def file(committed) -> RestrictedFile:
    """Confided, held, placed, claimed, handed over, and read with a reason."""
    assa, nouhoum = account_of("assa"), account_of("nouhoum")
    with as_("awa") as by:
        confided(by, a_registration(by, "kadiatou"), words="Motsecret")
    held = with_deputy(taken(assa), assa, nouhoum)
    with as_("assa") as by:
        where = {"authority": "Juge", "act": "Ordonnance 12", "where": "Foyersecret"}
        writes.add_row(by=by, file=held, section="placement", answers=where)
        said = {"name": "Pèresecret", "tie": "parent", "sex": "M"}
        claim = writes.note_claim(by=by, file=held, said=said)
    with as_("nouhoum") as by:
        writes.decide_claim(by=by, claim=claim, verdict="non_prouve", evidence="Preuvesecrète")
    return held


def registration() -> Registration:
    return Registration.objects.get()


def closed(file: RestrictedFile) -> None:
    with as_("assa") as by:
        writes.close(by=by, file=file, reason="stable")


def test_the_owner_of_the_tables_reads_no_word_and_learns_not_of_whom(file):
    tables = owner("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    text = "\n".join(row for (table,) in tables for (row,) in owner(TEXT.format(table)))
    assert "Kadiatou" in text
    assert [one for one in SECRETS if one in text or one.encode().hex() in text] == []
    with as_("awa"):
        her = registration()
    of_it = "\n".join(row for table in COUNTED for (row,) in owner(TEXT.format(f"safeguarding_{table}")))
    of_it += "\n".join(row for (row,) in owner("SELECT t::text FROM audit_entry t WHERE kind LIKE 'safeguarding.%'"))
    assert [one for one in (str(her.pk), str(her.person_id), her.number, her.family_name) if one in of_it] == []


def test_her_own_request_empties_a_closed_file_at_once_and_an_open_one_when_it_closes(file):
    before = rows()
    with as_("awa") as by:
        request = note_request(by=by, kind="effacement", registration=registration())
    with as_("hawa") as by:
        decide_request(by=by, request=request, granted=True, reason="")
    with as_("kadiatou") as by:
        erase(by=by, request=request)
    assert words() > 0
    assert owner("SELECT mark FROM safeguarding_restrictedfile") == [("",)]
    closed(file)
    assert words() == 0
    after = rows()
    assert after == [count + (table == "filestatusrow") for count, table in zip(before, COUNTED, strict=True)]
    with as_("assa"):
        assert RestrictedFile.objects.get().person is None


def test_the_end_of_her_ordinary_file_cuts_the_link_and_the_words_keep_their_own_time(file):
    with as_("kadiatou") as by:
        erase_files(by=by, files=[registration().pk], why="à la fin de sa conservation")
    assert owner("SELECT mark, forget FROM safeguarding_restrictedfile") == [("", False)]
    closed(file)
    assert words() > 0
    with as_("assa"), clock.at(clock.now() + dt.timedelta(days=3600)):
        assert writes.let_go() == 0
    with as_("assa"), clock.at(clock.now() + dt.timedelta(days=3700)):
        assert writes.let_go() == 1
    assert words() == 0
    assert owner("SELECT count(*) FROM audit_entry WHERE kind = 'safeguarding.restrictedfile' AND reason <> ''") == [
        (0,)
    ]


def test_a_handed_over_child_has_every_row_after_all_is_emptied(cast, child):
    handed_over(child.file, cast.assa, cast.nouhoum)
    with acting_for(cast.assa) as by:
        count = child.file.rows.count()
        writes.close(by=by, file=child.file, reason="stable")
        with clock.at(clock.now() + dt.timedelta(days=3700)):
            assert writes.let_go() == 1
        assert child.file.rows.count() == count
        assert not child.file.rows.filter(words__isnull=False).exists()
