"""Pages of accounts and organisations."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benkan.audit import verbs
from benkan.audit.reads import PAGE, journal
from benkan.audit.writes import record
from benkan.common.permissions import check, declared
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.permissions import READ_JOURNAL, READ_ROLES
from benkan.organisations.reads import actors, names_of
from benkan.organisations.roles import APART, ROLES
from benkan.organisations.verbs import JOURNAL_READ


@login_not_required
@require_GET
def how_to_join(request):
    """Nobody opens an account alone: the page says whom to ask."""
    return render(request, "organisations/how_to_join.html")


@require_POST
def choose(request):
    """Work in another of one's own organisations from now on."""
    asked = request.POST.get("organisation", "")
    if any(str(membership.organisation_id) == asked for membership in request.actor.memberships):
        request.session[CHOSEN] = asked
    return redirect("home")


@require_GET
def actor_list(request):
    """Who takes part: every organisation, its nature, and where it is present."""
    return render(request, "organisations/actors.html", {"actors": actors()})


@require_GET
def role_table(request):
    """Which role holds which right, as the program applies it."""
    check(request.actor, READ_ROLES)
    rights = sorted(declared().values(), key=lambda permission: permission.code)
    rows = [(right, [right.code in role.rights for role in ROLES.values()]) for right in rights]
    apart = [[ROLES[code].label for code in sorted(pair)] for pair in APART]
    return render(request, "organisations/role_table.html", {"roles": ROLES.values(), "rows": rows, "apart": apart})


@require_GET
def read_journal(request):
    """What was done and read in one's organisation; opening it is itself a reading."""
    check(request.actor, READ_JOURNAL)
    found = journal(before=_identifier(request.GET.get("avant")), verb=request.GET.get("acte", ""))
    entries, more = found[:PAGE], len(found) > PAGE
    record(JOURNAL_READ, by=request.actor, count=len(entries), fields=["acte"] if request.GET.get("acte") else [])
    names = names_of(entry.account_id for entry in entries)
    rows = [
        {"entry": entry, "who": names.get(entry.account_id, "personne à la porte"), "does": verbs.label_of(entry.verb)}
        for entry in entries
    ]
    context = {
        "rows": rows,
        "more": entries[-1].id if more else None,
        "verbs": sorted(verbs.declared().values(), key=lambda verb: verb.label),
        "chosen": request.GET.get("acte", ""),
    }
    return render(request, "organisations/journal.html", context)


def _identifier(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
