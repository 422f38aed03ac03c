"""What assessments add to the work of the day: who waits for a first answer, who was not assessed in time."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.models import Case, Priority, PriorityChange, Screening
from benkan.cases.permissions import ASSESS
from benkan.cases.reads.listed import priority_words, readable
from benkan.cases.reads.screenings import due_at, has_an_answer
from benkan.cases.thresholds import SCREEN_WITHIN
from benkan.common import clock
from benkan.common.asking import prepared
from benkan.common.permissions import Actor, may
from benkan.common.thresholds.reads import all_values
from benkan.common.typography import heure, jour_court, pluriel
from benkan.people.reads.naming import with_names

FIRST, MOST = 5, 60  # in sight, and unfolded
# What presses most first: an urgent answer, an answer overdue, an assessment overdue.
_RANKS = {Priority.URGENT: 0, Priority.HIGH: 1, None: 2, Priority.ORDINARY: 3}


@dataclass(frozen=True)
class _Waiting:
    """A case that waits since a moment, until another; `priority` is None where it was not assessed."""

    case_id: object
    priority: Priority | None
    since: dt.datetime
    until: dt.datetime

    @property
    def late(self) -> bool:
        return self.until < clock.now()


def screening(by: Actor) -> dict | None:
    """One's own accompaniments and those to be given to somebody: names, never reasons. None where nobody waits.

    As many queries whatever waits.
    """
    if not may(by, ASSESS):
        return None
    waiting = _waiting(_ones_own(by))
    shown = sorted((one for one in waiting if one.late or one.priority == Priority.URGENT), key=_order)
    if not waiting:
        return None
    cases = {case.pk: case for case in _named(cases=[one.case_id for one in shown[:MOST]])} if shown else {}
    rows = [_row(one, cases[one.case_id]) for one in shown[:MOST]]
    return {"first": rows[:FIRST], "rest": rows[FIRST:], "sentence": _sentence(waiting), "awaiting": len(waiting)}


@prepared
def _named(cases) -> QuerySet[Case]:
    return with_names(Case.objects.filter(pk__any=cases))


@prepared
def _ones_own(by: Actor) -> QuerySet[Case]:
    """Under way and not paused: what is suspended is never late. Of each its priority, and whether it was answered."""
    mine = Q(worker=by.account_id) | Q(worker=None)
    last = Screening.objects.filter(case=OuterRef("pk")).order_by("-at", "-id").values("at")[:1]
    changed = PriorityChange.objects.filter(screening__case=OuterRef("pk")).order_by("-at", "-id").values("at")[:1]
    # A change is later than what it changes; of an earlier screening it no longer counts.
    given_at = Greatest(Subquery(last), Subquery(changed))
    cases = readable(by).filter(mine, status=CaseStatus.OPEN).annotate(given_at=given_at, answered=has_an_answer())
    return cases.values_list("pk", "opened_at", "priority", "given_at", "answered")


def _waiting(rows: list[tuple]) -> list[_Waiting]:
    """Those not assessed, and those assessed to whom nothing was answered yet."""
    values = all_values()
    found = []
    for pk, opened_at, priority, given_at, answered in rows:
        if given_at is None:
            days = values.on(SCREEN_WITHIN, clock.day_of(opened_at))
            found.append(_Waiting(pk, None, opened_at, opened_at + dt.timedelta(days=days)))
        elif not answered:
            found.append(_Waiting(pk, Priority(priority), given_at, due_at(priority, given_at, values)))
    return found


def _order(one: _Waiting) -> tuple:
    return (_RANKS[one.priority], one.since, one.case_id)


def _row(one: _Waiting, case: Case) -> dict:
    today = clock.day_of(one.until) == clock.today()
    until = f"avant {heure(one.until)}" if today else f"avant le {jour_court(one.until)}"
    if one.priority == Priority.URGENT and not today:
        until += f", {heure(one.until)}"
    tone, words = ("late", "en retard") if one.late else ("soon", until)
    awaited = "Évaluation rapide" if one.priority is None else f"Première réponse, {priority_words(one.priority)[1]}"
    return {"case": case, "awaited": awaited, "since": one.since, "tone": tone, "words": words}


def _sentence(waiting: list[_Waiting]) -> str:
    """« 4 personnes à évaluer, dont 1 en retard ; 2 personnes attendent une première réponse. »"""
    unseen = [one for one in waiting if one.priority is None]
    unanswered = [one for one in waiting if one.priority is not None]
    parts = []
    for held, words in (
        (unseen, "personne à évaluer,personnes à évaluer"),
        (unanswered, "personne attend une première réponse,personnes attendent une première réponse"),
    ):
        if held:
            late = sum(one.late for one in held)
            all_late = "en retard" if late == 1 else "toutes en retard"
            told = all_late if late == len(held) else f"dont {late} en retard"
            parts.append(pluriel(len(held), words) + (f", {told}" if late else ""))
    return "\u00a0; ".join(parts) + "."
