"""The journal of one's organisation."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit import verbs
from benkan.audit.reads import PAGE, journal
from benkan.audit.writes import record
from benkan.common.folding import fold
from benkan.common.permissions import check
from benkan.organisations.permissions import READ_JOURNAL
from benkan.organisations.reads import names_of
from benkan.organisations.verbs import JOURNAL_READ


@require_GET
def read_journal(request):
    """What was done and read in one's organisation; opening it is itself a reading."""
    check(request.actor, READ_JOURNAL)
    chosen = request.GET.get("acte", "")
    chosen = chosen if chosen in verbs.declared() else ""
    found = journal(before=_identifier(request.GET.get("avant")), verb=chosen)
    entries, more = found[:PAGE], len(found) > PAGE
    record(JOURNAL_READ, by=request.actor, count=len(entries), fields=["acte"] if chosen else [])
    names = names_of(entry.account_id for entry in entries)
    rows = [
        {"entry": entry, "who": names.get(entry.account_id, "personne à la porte"), "does": verbs.label_of(entry.verb)}
        for entry in entries
    ]
    context = {
        "rows": rows,
        "more": entries[-1].id if more else None,
        "verbs": sorted(verbs.declared().values(), key=lambda verb: fold(verb.label)),
        "chosen": chosen,
    }
    return render(request, "organisations/journal.html", context)


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
