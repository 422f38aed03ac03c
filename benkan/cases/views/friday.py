"""The note of the Friday: one A4 page for the minister. Who came, who was helped, who waits, money, decisions asked."""

import datetime as dt

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.permissions import TOTALS
from benkan.cases.reads import cohorts, waiting
from benkan.cases.views.totals import MONTHS, lasted_words, scope_of
from benkan.common import clock
from benkan.common.permissions import check
from benkan.common.typography import montant, pluriel

WEEK = dt.timedelta(days=7)


@require_GET
def note(request):
    """One audit row; every number is also on the page where people wait."""
    check(request.actor, TOTALS)
    record(verbs.TOTALS_READ, by=request.actor, fields=["vendredi"])
    today = clock.today()
    week, before = _week(today), _week(today - WEEK)
    year = cohorts.added(cohorts.totals(scope_of(MONTHS), "mois"))
    aided = week.cells["aided"]
    context = {
        "today": today,
        "now": clock.now(),
        "week": today - WEEK + dt.timedelta(days=1),
        "returned": week.returns,
        "before": before.returns,
        "aided": aided,
        "aided_median": lasted_words(aided.step, aided.median),
        "waits": [
            {
                "label": cell.step.label,
                "count": cell.waits,
                "longest": lasted_words(cell.step, cell.longest),
            }
            for cell in year.cells.values()
        ],
        "grants": waiting.grants(today),
        "asked": asked(),
    }
    return render(request, "cases/friday.html", context)


def asked() -> list[str]:
    """What only somebody above can settle, each with its number, its sum and whom it waits for."""
    funding = [
        f"{one.payer}\u00a0: financer {pluriel(one.count, 'demande retenue,demandes retenues')}, {montant(one.amount)}."
        for one in waiting.unfunded()
    ]
    sittings = [
        f"{one.payer}\u00a0: tenir une séance pour {pluriel(one.count, 'demande')}, {montant(one.amount)}."
        for one in waiting.undecided()
    ]
    late = waiting.unanswered(clock.now())
    answers = [f"Tous\u00a0: répondre à {pluriel(late, 'orientation')} dont le délai est passé."] if late else []
    return funding + sittings + answers


def _week(last: dt.date) -> cohorts.Group:
    """The returns of the seven days that end on a day."""
    first = last - WEEK + dt.timedelta(days=1)
    return cohorts.added(cohorts.totals(cohorts.Scope(first, last, clock.now()), "mois"))
