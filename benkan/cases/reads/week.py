"""What follow-up adds to the work of the day: one's own visits of the week; for a focal point, the team's, unnamed."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from benkan.cases.engine.schedule import Standing
from benkan.cases.followup_thresholds import WORK_AHEAD
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.models import Case
from benkan.cases.permissions import FOLLOW, FOLLOW_TEAM, READ
from benkan.cases.reads.visits import Following, following_of
from benkan.common import clock
from benkan.common.asking import prepared
from benkan.common.permissions import Actor, may
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import heure, jour_semaine, pluriel
from benkan.people.reads.area import in_area_by
from benkan.people.reads.naming import with_names

SHOWN, MOST = 5, 60  # in sight, and unfolded


@dataclass(frozen=True)
class Awaited:
    """One line: whose accompaniment, what awaits, its tone, and by when."""

    case: Case
    words: str
    tone: str
    state: str
    by: dt.date


def visits(by: Actor) -> dict | None:
    """Appointments, visits due or late and searches under way, the most pressing first; None where nothing awaits.

    Two queries, however many accompaniments there are.
    """
    own, team = may(by, FOLLOW), may(by, FOLLOW_TEAM)
    if not own and not team:
        return None
    until = clock.today() + dt.timedelta(days=value_of(WORK_AHEAD, on=clock.today()))
    awaited = [line for found in following_of(_followed(by)).values() for line in _awaited(found, until)]
    if not awaited:
        return None
    awaited.sort(key=lambda line: (line.tone != "late", line.by, line.case.registration.number))
    late = sum(line.tone == "late" for line in awaited)
    return {
        "lines": awaited[:SHOWN],
        "rest": awaited[SHOWN:MOST],
        "more": max(len(awaited) - MOST, 0),
        "late": late,
        "own": own,
        "awaiting": len(awaited),
    }


@prepared
def _followed(by: Actor) -> QuerySet[Case]:
    """One's own; for who follows nobody herself, all."""
    cases = Case.objects.filter(status=CaseStatus.OPEN).select_related("episode", "worker")
    if may(by, FOLLOW):
        cases = cases.filter(in_area_by(by, READ), organisation=by.organisation_id, worker=by.account_id)
    return with_names(cases, "episode__returned_on", "worker__name")


def _awaited(found: Following, until: dt.date) -> list[Awaited]:
    if found.stopped:  # nobody can go there: what was promised by telephone is still an appointment
        return [line for line in _appointments(found, until) if line.tone != "late"]
    lines = _appointments(found, until)
    taken = {one.step for one in found.appointments}
    for slot in found.slots:
        if slot.code in taken or slot.window.due is None:
            continue
        words = f"Visite «\u00a0{slot.planned.title}\u00a0»"
        if slot.standing == Standing.LATE:
            lines.append(Awaited(found.case, words, "late", "en retard", slot.window.due))
        elif slot.standing == Standing.DUE and slot.window.due <= until:
            lines.append(Awaited(found.case, words, "soon", "due", slot.window.due))
    if found.attempts:
        words = f"Recherchée\u00a0: {pluriel(len(found.attempts), 'tentative')}"
        lines.append(Awaited(found.case, words, "soon", "à joindre", found.attempts[-1].day))
    return lines


def _appointments(found: Following, until: dt.date) -> list[Awaited]:
    today = clock.today()
    lines = []
    for one in found.appointments:
        if one.day > until:
            continue
        when = f"Rendez-vous {jour_semaine(one.day)}" + (f" à {heure(one.hour)}" if one.hour else "")
        passed = one.day < today
        lines.append(Awaited(found.case, f"{when}, {one.get_mode_display().lower()}", "soon" if passed else "",
                             "à noter" if passed else "prévu", one.day))  # fmt: skip
    return lines
