"""Where people wait, by cohort, by organisation or by region; behind each number its list, without a name."""

import datetime as dt
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.permissions import OWN_TOTALS, TOTALS
from benkan.cases.reads import cohorts, waiting
from benkan.common import clock
from benkan.common.months import months_before
from benkan.common.permissions import check_either, may
from benkan.common.typography import mois, pluriel
from benkan.organisations.models import Organisation
from benkan.places.reads import regions

MONTHS = 12
BY = {"mois": "Mois de retour", "organisation": "Organisation", "region": "Région de destination"}
UNKNOWN = "Non dite"
HOURS_AS_DAYS = 72


@require_GET
def totals(request):
    """One audit row. The month of today is the last cohort; twelve are shown."""
    scope, by = _asked(request)
    names = _names()
    groups = sorted(cohorts.totals(scope, by), key=lambda group: _order(by, group.key, names))
    record(verbs.TOTALS_READ, by=request.actor, fields=[by], count=len(groups))
    whole = cohorts.added(groups)
    own = scope.organisation
    since = _midnight(scope.since)
    context = {
        "by": by,
        "ways": list(BY.items()),
        "heading": BY[by],
        "steps": cohorts.STEPS,
        "groups": [(_label(by, group.key, names), group, _cells(request, by, group)) for group in groups],
        "whole": (whole, _cells(request, by, whole, linked=False)) if len(groups) > 1 else None,
        "since": scope.since,
        "own": not may(request.actor, TOTALS),
        "undecided": waiting.undecided(own),
        "unfunded": waiting.unfunded(own),
        "rejections": waiting.rejections(since, own),
        "refusals": waiting.refusals(since, own),
        "unanswered": waiting.unanswered(scope.now, own),
        "unheard": waiting.unheard(since, own),
        "unmet": waiting.unmet(own),
        "today": clock.today(),
    }
    return render(request, "cases/totals.html", context)


@require_GET
def behind(request):
    """The list behind one number: as many rows as it counts, each by the number of its accompaniment. One audit row."""
    scope, by = _asked(request)
    names = _names()
    step = cohorts.BY_CODE.get(request.GET.get("etape", "aided"))
    if step is None:
        raise Http404
    waits = request.GET.get("etat", "attend") != "fait"
    key = _key(by, request.GET.get("de", clock.today().replace(day=1).isoformat() if by == "mois" else ""))
    page = _page(request)
    group = next((one for one in cohorts.totals(scope, by) if one.key == key), cohorts.Group(key))
    count = group.cells[step.code].waits if waits else group.cells[step.code].served
    rows = cohorts.listed(scope, by, key, step.code, waits=waits, page=page)
    record(verbs.BEHIND_READ, by=request.actor, fields=[by, step.code], count=len(rows))
    context = {
        "title": f"{step.label}\u00a0: {step.without if waits else 'c’est fait'}",
        "group": _label(by, key, names),
        "count": count,
        "waits": waits,
        "rows": [
            {
                "number": row.number,
                "organisation": names.get(row.organisation_id, ""),
                "region": names.get(row.region_id, UNKNOWN),
                "returned_on": row.returned_on,
                "lasted": _lasted(step, row.at or scope.now, row.since),
            }
            for row in rows
        ],
        "back": f"?{urlencode({'par': by})}",
        "next_url": f"?{urlencode({**request.GET.dict(), 'page': page + 1})}" if count > page * cohorts.PAGE else "",
        "shown": min(count, page * cohorts.PAGE),
    }
    return render(request, "cases/behind.html", context)


def _asked(request) -> tuple[cohorts.Scope, str]:
    """Which returns, and how they are grouped; who sees only her own organisation asks for no other."""
    check_either(request.actor, TOTALS, OWN_TOTALS)
    by = request.GET.get("par", "mois")
    by = by if by in BY else "mois"
    own = None if may(request.actor, TOTALS) else request.actor.organisation_id
    return scope_of(MONTHS, own), by


def scope_of(months: int, organisation: UUID | None = None) -> cohorts.Scope:
    """The returns of the last months, this one included."""
    today = clock.today()
    first = months_before(today.replace(day=1), months - 1)
    return cohorts.Scope(first, today, clock.now(), organisation)


def _cells(request, by: str, group: cohorts.Group, *, linked: bool = True) -> list[dict]:
    return [
        {
            "step": cell.step,
            "cell": cell,
            "waited": lasted_words(cell.step, cell.median),
            "longest": lasted_words(cell.step, cell.longest),
            "waiting_url": _behind(by, group.key, cell.step.code, "attend") if linked and cell.waits else "",
            "done_url": _behind(by, group.key, cell.step.code, "fait") if linked and cell.served else "",
        }
        for cell in group.cells.values()
    ]


def _behind(by: str, key, step: str, state: str) -> str:
    return "liste/?" + urlencode({"par": by, "de": "" if key is None else str(key), "etape": step, "etat": state})


def _key(by: str, text: str):
    try:
        if by == "mois":
            return dt.date.fromisoformat(text)
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _page(request) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _names() -> dict:
    return dict(Organisation.objects.values_list("pk", "name")) | dict(regions().values_list("pk", "name"))


def _label(by: str, key, names: dict) -> str:
    return mois(key) if by == "mois" else names.get(key, UNKNOWN)


def _order(by: str, key, names: dict):
    """Months from the latest; the rest by name, what is not said last."""
    return -key.toordinal() if by == "mois" else (key is None, names.get(key, ""))


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


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
