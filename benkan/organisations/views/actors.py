"""Who takes part, which role may do what, and where one works."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benkan.common.permissions import check, declared
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.permissions import READ_ROLES
from benkan.organisations.reads import actors
from benkan.organisations.roles import APART, EVERYWHERE, NAMED_NATIONALLY, ROLES


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
    named = [(ROLES[code].label, sectors == EVERYWHERE) for code, sectors in NAMED_NATIONALLY.items()]
    roles = [(role, [right.label for right in rights if right.code in role.rights]) for role in ROLES.values()]
    context = {"roles": roles, "rows": rows, "apart": apart, "named": named}
    return render(request, "organisations/role_table.html", context)
