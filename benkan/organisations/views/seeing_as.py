"""Look at the pages as another role sees them, and stop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.permissions import check
from benkan.organisations.permissions import MANAGE_MEMBERS
from benkan.organisations.roles import ROLES
from benkan.organisations.seeing_as import SESSION, roles_to_see
from benkan.organisations.verbs import SEEING_BEGAN, SEEING_STOPPED


@require_http_methods(["GET", "POST"])
def see_as(request):
    """Choose a role; from then on, pages are shown as it sees them."""
    check(request.actor, MANAGE_MEMBERS)
    offered = roles_to_see(request.actor)
    if request.method == "POST":
        role = request.POST.get("role", "")
        if role not in offered:
            raise Http404
        request.session[SESSION] = [role, str(request.actor.organisation_id)]
        record(SEEING_BEGAN, by=request.actor, reason=ROLES[role].label)
        return redirect("home")
    return render(request, "organisations/see_as.html", {"offered": [(role, ROLES[role]) for role in offered]})


@require_POST
def stop_seeing_as(request):
    """Act in one's own name again."""
    if request.session.pop(SESSION, None):
        record(SEEING_STOPPED, by=request.actor)
        messages.success(request, "Vous agissez de nouveau en votre nom.")
    return redirect("home")
