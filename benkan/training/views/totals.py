"""Trained, certified, placed; behind each number its list, without a name."""

import datetime as dt
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases.trades import trade_label
from benkan.common import clock
from benkan.common.months import months_before
from benkan.common.permissions import check_either, may
from benkan.common.typography import mois
from benkan.linkage.reads.undecided import undecided
from benkan.organisations.models import Organisation
from benkan.places.reads import regions
from benkan.training import verbs
from benkan.training.permissions import OWN_TOTALS, TOTALS
from benkan.training.reads import totals as reads

MONTHS = 24
BY = {"mois": "Mois de fin de la formation", "region": "Région de la formation", "organisation": "Qui la tient"}
UNKNOWN = "Non dite"


@require_GET
def totals(request):
    """One audit row. People and enrolments stand side by side; the whole is no sum of the lines."""
    by, since, own = _asked(request)
    names, found = _names(), reads.totals(by, since=since, organisation=own)
    whole = found.pop("", {})
    record(verbs.TOTALS_READ, by=request.actor, fields=[by], count=len(found))
    keys = sorted(found, key=lambda key: -key.toordinal() if by == "mois" else (key is None, names.get(key, "")))
    context = {
        "by": by,
        "ways": list(BY.items()),
        "heading": BY[by],
        "heads": [words for words, _ in reads.COUNTED.values()],
        "rows": [(_label(by, key, names), _cells(by, key, found[key])) for key in keys],
        "whole": _cells(by, "", whole),
        "since": since,
        "own": own is not None,
        "today": clock.today(),
        "undecided": undecided(own),
    }
    return render(request, "training/totals.html", context)


@require_GET
def behind(request):
    """As many lines as the number counts enrolments."""
    by, since, own = _asked(request)
    code = request.GET.get("quoi", "enrolled")
    if code not in reads.COUNTED:
        raise Http404
    key, names = _key(by, request.GET.get("de", "")), _names()
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1
    rows = reads.listed(by, key, code, since=since, organisation=own, page=page)
    counted = reads.totals(by, since=since, organisation=own).get(key, {}).get(code)
    record(verbs.BEHIND_READ, by=request.actor, fields=[by, code], count=len(rows))
    count = counted.enrolments if counted else 0
    context = {
        "title": reads.COUNTED[code][0],
        "group": "Ensemble" if key == "" else _label(by, key, names),
        "counted": counted,
        "rows": [(row, names.get(row.organisation_id, ""), names.get(row.region_id, UNKNOWN), trade_label(row.trade))
                 for row in rows],
        "back": f"?{urlencode({'par': by})}",
        "next_url": f"?{urlencode({**request.GET.dict(), 'page': page + 1})}" if count > page * reads.PAGE else "",
        "shown": min(count, page * reads.PAGE),
        "count": count,
    }  # fmt: skip
    return render(request, "training/behind.html", context)


def _asked(request) -> tuple[str, dt.date, UUID | None]:
    check_either(request.actor, TOTALS, OWN_TOTALS)
    by = request.GET.get("par", "mois")
    own = None if may(request.actor, TOTALS) else request.actor.organisation_id
    return by if by in BY else "mois", months_before(clock.today().replace(day=1), MONTHS - 1), own


def _cells(by: str, key, counted: dict) -> list[dict]:
    to = "" if key == "" else "-" if key is None else str(key)
    return [
        {
            "counted": one,
            "label": reads.COUNTED[code][0],
            "url": "liste/?" + urlencode({"par": by, "de": to, "quoi": code}),
        }
        for code, one in counted.items()
    ]


def _key(by: str, text: str):
    """As `_cells` writes it: nothing is the whole, a dash is what is not said."""
    try:
        if text == "" or (text == "-" and by != "mois"):  # each session has its month
            return "" if not text else None
        return dt.date.fromisoformat(text) if by == "mois" else UUID(text)
    except ValueError:
        raise Http404 from None


def _names() -> dict:
    return dict(Organisation.objects.values_list("pk", "name")) | dict(regions().values_list("pk", "name"))


def _label(by: str, key, names: dict) -> str:
    return mois(key) if by == "mois" else names.get(key, UNKNOWN)
