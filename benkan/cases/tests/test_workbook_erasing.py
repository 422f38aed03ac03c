"""She is erased: a list that came back says nothing of her any more, and of others what it said."""

import pytest
from django.db import connections

from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import drafted, wanted
from benkan.cases.tests.sheets import Sheet
from benkan.cases.workbook import plan_lines
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.models import Row
from benkan.workbooks.tests.at_once import as_
from benkan.workbooks.writes.returns import apply_brought_back


@pytest.fixture
def cases(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("kadiatou") as by:
        return accompanied(by, given_names="Zoumanata"), accompanied(by, "lassine")


def _rows_in_clear() -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT t::text FROM workbooks_row t")
        return "\n".join(row for (row,) in cursor.fetchall())


def test_no_word_of_hers_is_left_in_lists_that_came_back(cases):
    hers, other = cases
    with as_("kadiatou") as by:
        plans = [
            drafted(by, wanted(title=title), case=case) for title, case in (("Avantdit", hers), ("Voisindit", other))
        ]
        sheet = Sheet(by, plan_lines)
        at = {str(plan.lines.get().pk): plan.case for plan in plans}
        for nth, row in enumerate(sheet.rows):
            sheet.fill(nth, title="Apresdit" if at[row[0].split()[0]] == hers else "Autredit")
        written = sheet.brought(by)
        apply_brought_back(by=by, source=written)
        for nth, _ in enumerate(sheet.rows):
            sheet.put(nth, plan_lines.MARK.title, Sheet(by, plan_lines).rows[nth][0])
            sheet.fill(nth, title="Attenddit")
        waits = sheet.brought(by)
    assert all(word in _rows_in_clear() for word in ("Avantdit", "Apresdit", "Autredit", hers.number))
    with as_("kadiatou") as by:
        asked = people.note_request(by=by, kind="effacement", registration=hers.registration)
    with as_("hawa") as hawa:
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=asked)
        assert Row.objects.count() == 4
    left = _rows_in_clear()
    assert not [word for word in ("Avantdit", "Apresdit", hers.number) if word in left]
    assert "Autredit" in left
    with as_("kadiatou") as by:
        assert apply_brought_back(by=by, source=waits) == 1
