"""One role that somebody holds: its last day changed, or taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.member_forms import EndForm
from benkan.organisations.models import Membership
from benkan.organisations.permissions import MANAGE_MEMBERS
from benkan.organisations.reads.members import Member, lost_with, member_of
from benkan.organisations.writes import change_end, end_membership


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def change_role_end(request, membership_id):
    """Another last day, or none."""
    found, membership = _membership(request, membership_id)
    asked = request.POST if request.method == "POST" else None
    form = EndForm(asked, initial={"ends": membership.ends})
    if form.is_valid():
        with saying(form):
            change_end(by=request.actor, membership=membership, ends=form.cleaned_data["ends"])
            messages.success(request, "Le dernier jour du rôle est changé.")
            return redirect("member", account_id=found.account.pk)
    context = {
        "member": found,
        "membership": membership,
        "form": form,
        "cancel_url": reverse("member", args=[found.account.pk]),
    }
    return render(request, "organisations/change_role_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def take_back_role(request, membership_id):
    """Take a role back at once, once it was said what she loses with it."""
    found, membership = _membership(request, membership_id)
    if request.method == "POST":
        end_membership(by=request.actor, membership=membership)
        messages.success(
            request, f"{found.account.name} n’a plus le rôle «\u00a0{membership.get_role_display()}\u00a0»."
        )
        return redirect("member", account_id=found.account.pk)
    context = {
        "member": found,
        "membership": membership,
        "lost": lost_with(found, membership),
        "last": len(found.held) == 1,
    }
    return render(request, "organisations/take_back_role.html", context)


def _membership(request, membership_id) -> tuple[Member, Membership]:
    """A role of one's own organisation, with who holds it; nobody else's exists here."""
    held = Membership.objects.filter(pk=membership_id, organisation_id=request.actor.organisation_id)
    if (membership := held.first()) is None:
        raise Http404
    check(request.actor, MANAGE_MEMBERS)
    found = member_of(request.actor, membership.account_id)
    return found, membership
