"""Where people wait, step by step, in each cut; behind each number its list, without a name."""

import datetime as dt
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.reads import causes, cohorts, counted
from benkan.cases.views import cuts
from benkan.common import clock
from benkan.common.typography import pluriel
from benkan.linkage.reads.undecided import undecided
from benkan.organisations.models import Organisation
from benkan.places.reads import regions

HOURS_AS_DAYS = 72
UNKNOWN = "Non dite"
PAID_BY_OTHERS = ("approved", "funded")  # steps that wait for whoever pays


@require_GET
def totals(request):
    """One audit row. The month of today is the last cohort; twelve are shown."""
    scope, by = cuts.asked(request)
    labels = cuts.labels(by)
    kept = counted.steps(request.actor, scope, by)
    groups = sorted(kept.found.groups, key=lambda group: labels.order(group.key))
    record(verbs.TOTALS_READ, by=request.actor, fields=[by], count=len(groups))
    rows = [_row(by, labels, group) for group in groups]
    whole = _row(by, labels, cohorts.Group(cohorts.EVERYTHING, kept.found.whole.returns, kept.found.whole.cells))
    context = page_context(request, scope, by, kept) | {
        "subject": "",
        "steps": cohorts.STEPS,
        "rows": rows,
        "whole": whole if len(rows) > 1 else None,
        "overlaps": cuts.OVERLAPS.get(by, ""),
    }
    return render(request, "cases/totals.html", context)


def page_context(request, scope: cohorts.Scope, by: str, kept: counted.Kept) -> dict:
    """What every board says: its subjects, its cuts, when it was counted and for whom."""
    return {
        "by": by,
        "ways": cuts.WAYS,
        "heading": cohorts.CUTS[by].label,
        "subjects": [(one.code, one.title) for one in causes.SUBJECTS.values()],
        "since": scope.since,
        "own": scope.organisation is not None,
        "counted_at": kept.at,
        "may_count": not request.actor.seeing_as,
        "today": clock.today(),
        "undecided": undecided(scope.organisation),
    }


@require_GET
def behind(request):
    """The list behind one number: as many rows as it counts, each by the number of its accompaniment. One audit row."""
    scope, by = cuts.asked(request)
    labels = cuts.labels(by)
    step = cohorts.BY_CODE.get(request.GET.get("etape", "aided"))
    if step is None:
        raise Http404
    waits = request.GET.get("etat", "attend") != "fait"
    key = cuts.key_of(by, request.GET.get("de", clock.today().replace(day=1).isoformat() if by == "mois" else ""))
    page = cuts.page_of(request)
    count, rows = cohorts.listed(scope, by, key, step.code, waits=waits, page=page)
    record(verbs.BEHIND_READ, by=request.actor, fields=[by, step.code], count=len(rows))
    kept = counted.steps(request.actor, scope, by)
    words = step.label if step is cohorts.CAME else f"{step.label}\u00a0: {step.without if waits else 'c’est fait'}"
    context = list_context(request, count, page, rows, lambda row: _lasted(step, row.at or scope.now, row.since)) | {
        "title": words,
        "group": labels.of(key),
        "moved": moved(count, kept, _counted(kept.found, key, step, waits)),
        "last_heading": "" if step is cohorts.CAME else "Attend depuis" if waits else "A attendu",
        "back": f"?{urlencode({'par': by})}",
        "for_money": waits and step.code in PAID_BY_OTHERS,
    }
    return render(request, "cases/behind.html", context)


def list_context(request, count: int, page: int, rows, lasted) -> dict:
    """What every list behind a number shows: rows by numbers of accompaniments, and where to go on."""
    names = dict(Organisation.objects.values_list("pk", "name")) | dict(regions().values_list("pk", "name"))
    more = count > page * cohorts.PAGE
    return {
        "count": count,
        "rows": [
            {
                "number": row.number,
                "organisation": names.get(row.organisation_id, ""),
                "region": names.get(row.region_id, UNKNOWN),
                "returned_on": row.returned_on,
                "lasted": lasted(row),
                "amount": getattr(row, "amount", None),
            }
            for row in rows
        ],
        "next_url": f"?{urlencode({**request.GET.dict(), 'page': page + 1})}" if more else "",
        "shown": min(count, page * cohorts.PAGE),
    }


def moved(count: int, kept: counted.Kept, then: int) -> str:
    """How a list differs from the number that was counted earlier; "" where it does not."""
    if kept.at is None or count == then:
        return ""
    more = "de plus" if count > then else "de moins"
    return f"{pluriel(abs(count - then), 'ligne')} {more} qu’à l’heure affichée"


def _counted(found: cohorts.Counted, key, step: cohorts.Step, waits: bool) -> int:
    """The number that the page shows for this list."""
    groups = {group.key: group for group in found.groups}
    group = found.whole if key == cohorts.EVERYTHING else groups.get(key, cohorts.Group(key))
    if step is cohorts.CAME:
        return 0 if waits else group.returns
    return group.cells[step.code].waits if waits else group.cells[step.code].served


def _row(by: str, labels: cuts.Labels, group: cohorts.Group) -> dict:
    cells = [
        {
            "step": cell.step,
            "cell": cell,
            "waited": lasted_words(cell.step, cell.median),
            "longest": lasted_words(cell.step, cell.longest),
            "waiting_url": _behind(by, group.key, cell.step.code, "attend"),
            "done_url": _behind(by, group.key, cell.step.code, "fait"),
        }
        for cell in group.cells.values()
    ]
    came = _behind(by, group.key, cohorts.CAME.code, "fait")
    return {"label": labels.of(group.key), "returns": group.returns, "returns_url": came, "cells": cells}


def _behind(by: str, key, step: str, state: str) -> str:
    return "liste/?" + urlencode({"par": by, "de": cuts.text_of(key), "etape": step, "etat": state})


def lasted_words(step: cohorts.Step, duration: int | None) -> str:
    """« 12 jours », « moins d’une heure »; hours are told in days from three days on. "" where nothing is known."""
    if duration is None:
        return ""
    if not duration:
        return f"moins d’{'une heure' if step.unit == 'heure' else 'un jour'}"
    if step.unit == "heure" and duration >= HOURS_AS_DAYS:
        return pluriel(duration // 24, "jour")
    return pluriel(duration, step.unit)


def _lasted(step: cohorts.Step, end: dt.datetime, since: dt.datetime) -> str:
    hours = int(max(0, (end - since).total_seconds()) // 3600)
    return lasted_words(step, hours if step.unit == "heure" else hours // 24)
