"""A person is erased: nothing of what she answered, needed or could do in words stays, and her needs are still counted.

Sealed values cannot be found by their words: their rows must be gone.
"""

import datetime as dt

from django.db import connections

from benkan.cases.lifecycles.needs import UnmetReason
from benkan.cases.models import Need, PriorityChange, RestrictedNeed, Screening, ScreeningAnswers, Skill
from benkan.cases.tests.assessing import a_need, a_skill, need_said, screened
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.assessment import change_priority
from benkan.cases.writes.needs import correct_need, move_need
from benkan.cases.writes.skills import show_skill
from benkan.people.models import Registration
from benkan.people.tests.test_erasing import traces
from benkan.people.writes import decide_request, erase, note_request
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import as_

# Of the words that `traces` looks for.
WISH, BEFORE, NOTE, WORKSHOP = "Zouzouba", "Fatoumabougou", "Sitankoro", "Kolondjèba"


def filled() -> tuple:
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    with as_("kadiatou") as by:
        case = accompanied(by)
        screened(by, case, "soin", "coups", "dette")
        change_priority(by=by, case=case, priority="elevee", note=f"d’après {NOTE}")
        need = a_need(by, case, wish=f"rejoindre {BEFORE}")
        correct_need(by=by, need=need, said=need_said(wish=f"rejoindre {WISH}"))
        move_need(by=by, need=need, to="non_couvert", reason=UnmetReason.FULL)
        a_need(by, case, kind="soins", wish="Rougesang")
        skill = a_skill(by, case)
        show_skill(by=by, skill=skill, level="maitre", on=dt.date(2026, 1, 5), before=f"Atelier {WORKSHOP}")
        request = note_request(by=by, kind="effacement", registration=case.registration)
    with as_("hawa") as hawa:
        request = decide_request(by=hawa, request=request, granted=True)
    return case, request


def counted() -> list:
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT kind_id, restricted, pillar, dimension, status FROM cases_need ORDER BY id")
        needs = cursor.fetchall()
        cursor.execute("SELECT status, reason FROM cases_needstatusrow ORDER BY at, id")
        rows = cursor.fetchall()
        cursor.execute("SELECT kind, priority FROM cases_screening")
        return [needs, rows, cursor.fetchall()]


def test_nothing_of_her_words_stays_and_her_needs_are_counted(committed):
    case, request = filled()
    held, before = traces(), counted()
    assert {"cases_need", "cases_needevent", "cases_prioritychange", "cases_skill"} <= set(held)
    with as_("kadiatou") as by:
        erase(by=by, request=request)
    assert traces() == {}
    assert counted() == before
    with as_("kadiatou"):
        assert not ScreeningAnswers.objects.exists()
        assert not RestrictedNeed.objects.exists()
        assert not Need.pgh_event_model.objects.exists()
        screening = Screening.objects.get()
        assert (screening.reasons, screening.restricted_reasons, screening.priority) == ([], 0, "elevee")
        assert PriorityChange.objects.get().note == ""
        assert (Skill.objects.get().trade, Skill.objects.get().shown_by) == ("maconnerie", "")
        assert Registration.objects.get(pk=case.registration_id).status == "effacee"
