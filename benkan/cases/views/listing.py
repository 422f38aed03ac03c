"""The list of accompaniments: one's own first."""

from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Case
from benkan.cases.permissions import READ
from benkan.cases.reads.listed import FILTERS, filtered, listed, looked_for, plan_words, priority_words, readable
from benkan.cases.views.shown import state
from benkan.common.permissions import check, may
from benkan.common.typography import pluriel
from benkan.linkage.permissions import HELPED
from benkan.people.words import age_words, destination_words
from benkan.workbooks.returns import filled_from

WORDS = {
    "": "Les miens",
    "tous": "Tous ceux en cours",
    "a-confier": "À confier",
    "termines": "Terminés ou transmis",
}
LONGEST = 120


@require_GET
def cases(request):
    """One audit row: the filter and the count, no text. HTMX asks for the results alone."""
    check(request.actor, READ)
    text = request.GET.get("q", "").strip()[:LONGEST]
    chosen = request.GET.get("etat", "")
    chosen = chosen if chosen in FILTERS else ""
    everything = readable(request.actor)
    shown = filtered(request.actor, everything, chosen)
    page = looked_for(text, shown) if text else listed(shown, _after(request))
    record(verbs.LISTED, by=request.actor, fields=[page.by, *([chosen] if chosen else [])], count=len(page.found))
    context = {
        "q": text,
        "state": chosen,
        "filters": list(WORDS.items()),
        "page": page,
        "rows": [_row(case) for case in page.found],
        "shown": f"Affichés\u00a0: {WORDS[chosen][0].lower()}{WORDS[chosen][1:]}.",
        "hidden": _hidden(everything, shown) if not text else "",
        "sheets": filled_from(request.actor, "cases:list"),
        "may_ask_helped": may(request.actor, HELPED),
        "next_url": f"?{urlencode({'etat': chosen, 'apres': page.found[-1].pk})}" if page.more and not text else "",
    }
    return render(request, "cases/parts/results.html" if request.htmx else "cases/cases.html", context)


def _row(case: Case) -> dict:
    registration = case.registration
    return {
        "case": case,
        "age": age_words(registration),
        "destination": destination_words(registration),
        "priority": priority_words(case.priority),
        "plan": plan_words(case.plan),
        "state": state(case),
        "worker": case.worker.name if case.worker_id else "",
    }


def _hidden(everything, shown) -> str:
    count = everything.count() - shown.count()
    return pluriel(count, "autre accompagnement,autres accompagnements") if count else ""


def _after(request) -> UUID | None:
    try:
        return UUID(request.GET.get("apres", ""))
    except ValueError:
        return None
