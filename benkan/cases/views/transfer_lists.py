"""The list of transfers: those that one's organisation received, and those it proposed."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.transfers import UNDER_WAY
from benkan.cases.models import Transfer
from benkan.cases.permissions import OVERDUE, READ, RECEIVE, REFER
from benkan.cases.reads.liaisons import waiting
from benkan.cases.reads.transfers import SHOWN, received, sent, state_of, wait_of
from benkan.cases.views.referral_lists import person_words, start_of
from benkan.common.permissions import Actor, check_either, may
from benkan.common.typography import pluriel

FILTERS = {"": "En cours", "clos": "Finis"}


@require_GET
def transfers(request):
    """One audit row: the filter and the count."""
    by = request.actor
    check_either(by, RECEIVE, REFER, OVERDUE)
    state = request.GET.get("etat", "")
    state = state if state in FILTERS else ""
    start = start_of(request)
    theirs, more_of_theirs = _chosen(received(by), state, start)
    ours, more_of_ours = _chosen(sent(by), state, start)
    asked = list(waiting(by)[:SHOWN]) if may(by, REFER) and not state and not start else []
    record(verbs.TRANSFERS_LISTED, by=by, fields=[state or "en-cours"], count=len(theirs) + len(ours))
    hidden = _hidden(by, state)
    context = {
        "filters": list(FILTERS.items()),
        "state": state,
        "received": rows_of(by, theirs, sends=False),
        "sent": rows_of(by, ours, sends=True),
        "liaisons": asked,
        "shown": f"Affichés\u00a0: {FILTERS[state].lower()}.",
        "hidden": pluriel(hidden, "autre transfert,autres transferts") if hidden else "",
        "next_url": f"?{urlencode({'etat': state, 'a': start + SHOWN})}" if more_of_theirs or more_of_ours else "",
    }
    return render(request, "cases/transfers.html", context)


def rows_of(by: Actor, found, *, sends: bool) -> list[dict]:
    """How a list shows each; a name to who reads the accompaniment alone."""
    named = sends and may(by, READ)
    return [
        {
            "transfer": one,
            "name": one.case.registration.full_name if named else "",
            "person": person_words(one),
            "other": (one.receiver if sends else one.organisation).name,
            "place": one.place.name if one.place_id else "non dit",
            "state": state_of(one),
            "wait": wait_of(one),
        }
        for one in found
    ]


def _chosen(found: QuerySet[Transfer], state: str, start: int) -> tuple[list[Transfer], bool]:
    """One page from a rank on, and whether more follow."""
    under_way = list(UNDER_WAY)
    kept = found.exclude(status__in=under_way) if state else found.filter(status__in=under_way)
    rows = list(kept.order_by("-sent_at" if state else "answer_due", "pk")[start : start + SHOWN + 1])
    return rows[:SHOWN], len(rows) > SHOWN


def _hidden(by: Actor, state: str) -> int:
    under_way = list(UNDER_WAY)
    both = (received(by), sent(by))
    return sum(
        (one.filter(status__in=under_way) if state else one.exclude(status__in=under_way)).count() for one in both
    )
