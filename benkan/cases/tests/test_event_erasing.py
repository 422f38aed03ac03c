"""She is erased: no word of her events is left, that something happened is counted as before."""

import pytest
from django.db import connections

from benkan.cases.lifecycles.events import RestrictedKind, Tie
from benkan.cases.models import LifeEvent, LifeEventDetail, LifeEventPerson, LifeEventStop
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.living import told, tomorrow_at_the_office
from benkan.cases.writes.event_absence import note_away, note_departure
from benkan.cases.writes.event_family import bring, note_birth
from benkan.cases.writes.events import note_pregnancy
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import as_

WORDS = ("Zoumanata", "Grossessedite", "Prisondite", "Departdit", "grossesse", "incarceration", "intention")


@pytest.fixture
def case(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("kadiatou") as by:
        return accompanied(by, given_names="Zoumanata")


def _in_clear(*tables: str) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            if tables and table not in tables:
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    whole = "\n".join(read)
    return [word for word in WORDS if word in whole]


def test_no_word_is_left_and_every_counted_row_is(case):
    with as_("kadiatou") as by:
        her = {"by": by, "registration": case.registration}
        tomorrow_at_the_office(by, case)
        note_pregnancy(**her, told=told(words="Grossessedite"))
        birth = note_birth(**her, told=told(), children=1)
        bring(by=by, event=birth, tie=Tie.CHILD, answers={"given_names": "Awa", "sex": "F"})
        note_away(**her, told=told(words="Prisondite"), kind=RestrictedKind.PRISON)
        note_departure(**her, told=told(words="Departdit"), gone=False, after="continue")
        counted = [model.objects.count() for model in (LifeEvent, LifeEventStop)]
        assert LifeEventDetail.objects.count() == 3
    # Sealed: the owner of the tables reads neither the words nor which restricted event it was.
    assert _in_clear("cases_lifeevent", "cases_lifeeventdetail", "audit_entry") == []
    with as_("kadiatou") as by:
        asked = people.note_request(by=by, kind="effacement", registration=case.registration)
    with as_("hawa") as hawa:
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=asked)
        assert [model.objects.count() for model in (LifeEvent, LifeEventStop)] == counted
        assert not LifeEventDetail.objects.exists()
        assert not LifeEventPerson.objects.exists()
    assert set(_in_clear()) <= {"incarceration"}  # the reason that is counted, on the row of the accompaniment
