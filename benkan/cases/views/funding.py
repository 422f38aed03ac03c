"""What is asked of one's organisation: the queue, one request and its thread, the money given to those retained."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.funding import AssignForm
from benkan.cases.lifecycles.funding import LABELS, UNDECIDED, FundingStatus
from benkan.cases.models import FundingRequest
from benkan.cases.permissions import DECIDE, KEEP_GRANTS
from benkan.cases.reads.funding import PAGE, asked_of, grants_open, retained_amount, sums_of, unfunded
from benkan.cases.views.funding_shown import RequestShown, requests_shown
from benkan.cases.writes.funding import assign as assign_money
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.common.typography import jour, montant, pluriel
from benkan.people.views.found import answers_of, status_of

WORDS = {
    "": "À décider",
    "retenues": "Retenues, non financées",
    "financees": "Financées",
    "rejetees": "Rejetées ou reprises",
}
_STATUSES = {
    "": UNDECIDED,
    "retenues": {FundingStatus.RETAINED},
    "financees": {FundingStatus.FUNDED},
    "rejetees": {FundingStatus.REJECTED, FundingStatus.WITHDRAWN},
}


@require_GET
def queue(request):
    """The oldest first; one audit row with the filter and the count."""
    check(request.actor, DECIDE)
    chosen = request.GET.get("etat", "")
    chosen = chosen if chosen in WORDS else ""
    everything = asked_of(request.actor)
    rows = everything.filter(status__in=_STATUSES[chosen])
    total = rows.count()
    after = _after(request, everything)
    if after is not None:
        rows = rows.filter(Q(filed_at__gt=after.filed_at) | Q(filed_at=after.filed_at, pk__gt=after.pk))
    found = list(rows[: PAGE + 1])
    page = found[:PAGE]
    record(verbs.FUNDING_LISTED, by=request.actor, fields=[chosen] if chosen else [], count=len(page))
    more = len(found) > PAGE
    context = {
        "state": chosen,
        "filters": list(WORDS.items()),
        "rows": requests_shown(page),
        "shown": f"Affichées\u00a0: {WORDS[chosen][0].lower()}{WORDS[chosen][1:]}, {pluriel(total, 'demande')}.",
        "hidden": _hidden(everything.count() - total),
        "next_url": f"?{urlencode({'etat': chosen, 'apres': page[-1].pk})}" if more else "",
        "keeps": may(request.actor, KEEP_GRANTS),
    }
    return render(request, "cases/funding.html", context)


@require_GET
def funding_request(request, request_id):
    """One request, by number, with all that became of it; opening it is a reading."""
    found = get_object_or_404(asked_of(request.actor), pk=request_id)
    check(request.actor, DECIDE)
    record(verbs.FUNDING_READ, by=request.actor, on=found)
    context = {"shown": RequestShown(found), "asked": found, "thread": _thread(found)}
    return render(request, "cases/funding_request.html", context)


@require_http_methods(["GET", "POST"])
def assign(request):
    """Those that a signed sitting retained and that no grant pays, the longest waiting first; a grant for several."""
    check(request.actor, KEEP_GRANTS)
    rows = unfunded(request.actor)
    sums = sums_of(grants_open(request.actor))
    left = {one.grant.pk: one.left for one in sums}
    form = AssignForm(grants_open(request.actor), rows, answers_of(request), left)
    if form.is_valid():
        with saying(form):
            done = assign_money(by=request.actor, **form.cleaned_data)
            total = montant(sum(one.granted for one in done))
            paid = pluriel(len(done), "demande financée,demandes financées")
            messages.success(request, f"{paid}, {total} en tout. Les accompagnants sont prévenus.")
            return redirect("cases:assign")
    page = list(rows[:PAGE])
    record(verbs.FUNDING_LISTED, by=request.actor, fields=["retenues"], count=len(page))
    chosen = set(request.POST.getlist("requests"))
    context = {
        "form": form,
        "rows": [(row, str(row.request.pk) in chosen) for row in requests_shown(page)],
        "count": rows.count(),
        "needed": retained_amount(rows),
        "sums": sums,
    }
    return render(request, "cases/assign.html", context, status=status_of(form))


def _hidden(count: int) -> str:
    return pluriel(count, "autre demande,autres demandes") if count else ""


def _after(request, rows) -> FundingRequest | None:
    try:
        return rows.filter(pk=UUID(request.GET.get("apres", ""))).first()
    except ValueError:
        return None


def _thread(found: FundingRequest) -> list[dict]:
    entries, known = [], LABELS | {FundingStatus.RETAINED: "Retenue"}
    for row in found.statuses.select_related("sitting"):
        details = [f"séance du {jour(row.sitting.held_on)}" if row.sitting else "", row.get_reason_display(), row.words]
        if row.amount is not None and row.status == FundingStatus.RETAINED:
            details.insert(1, montant(row.amount))
        if row.sitting is not None and row.status == FundingStatus.FILED:
            details.append("décision reprise, notée par erreur")
        words = known[FundingStatus(row.status)]
        entries.append(
            {
                "day": row.at,
                "when": jour(row.at),
                "words": words,
                "detail": " · ".join(filter(None, details)),
                "state": "done",
            }
        )
    for change in found.grant_changes.select_related("left", "taken"):
        words = f"Payée par {change.taken.name}, au lieu de {change.left.name}"
        entries.append(
            {"day": change.at, "when": jour(change.at), "words": words, "detail": change.why, "state": "done"}
        )
    entries.sort(key=lambda entry: entry["day"])
    if found.told_at:
        entries.append(
            {"day": found.told_at, "when": jour(found.told_at), "words": "Dit à la personne", "state": "done"}
        )
    return entries
