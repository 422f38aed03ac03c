"""Invitations as those who open accounts keep them: made, renewed, withdrawn; known or unknown, an address is alike."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.common.permissions import Actor, check, may
from benkan.common.typography import jour
from benkan.organisations import writes
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.member_forms import InviteForm
from benkan.organisations.models import Invitation
from benkan.organisations.permissions import MANAGE_MEMBERS, MANAGE_ORGANISATIONS, roles_to_give
from benkan.organisations.reads.invitations import Invited
from benkan.organisations.reads.members import member_of
from benkan.organisations.roles import ROLES
from benkan.organisations.writes.invitations import Sent


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def invite_member(request):
    """Invite by address; whether the address is known on the platform is neither told nor looked at."""
    by = request.actor
    check(by, MANAGE_MEMBERS)
    roles = roles_to_give(by, by.organisation)
    form = InviteForm(
        roles, by.organisation_id, request.POST if request.method == "POST" else None, initial=_former(request)
    )
    if form.is_valid():
        with saying(form):
            return delivered(request, writes.invite(by=by, organisation=by.organisation, **form.cleaned_data))
    context = {
        "form": form,
        "roles": [ROLES[role] for role in roles],
        "cancel_url": reverse("members"),
        "mail": settings.MAIL_IS_SENT,
    }
    return render(request, "organisations/invite.html", context, status=422 if form.errors else 200)


@require_GET
def sent_invitation(request, invitation_id):
    """One invitation, where it stands, and what one may do of it."""
    found = _sent(request, invitation_id)
    context = {"invited": Invited(found), "back": _back(request.actor, found), "mail": settings.MAIL_IS_SENT}
    return render(request, "organisations/sent_invitation.html", context)


@require_POST
@never_cache
@sure_it_is_you
def renew_invitation(request, invitation_id):
    """Another link, by letter or to be handed over; the former one is of no more use."""
    found = _sent(request, invitation_id)
    return delivered(request, writes.renew(by=request.actor, invitation=found))


@require_POST
def withdraw_invitation(request, invitation_id):
    found = _sent(request, invitation_id)
    writes.withdraw(by=request.actor, invitation=found)
    messages.success(request, "L’invitation est retirée\u00a0: son lien ne sert plus.")
    return redirect(_back(request.actor, found))


def delivered(request, sent: Sent):
    """What follows an invitation: a word where its letter leaves; where no mail does, its link, this once."""
    back = _back(request.actor, sent.invitation)
    until = jour(sent.invitation.expires_at)
    if sent.path:
        context = {"invited": Invited(sent.invitation), "back": back, "link": request.build_absolute_uri(sent.path)}
        return render(request, "organisations/invitation_link.html", context)
    messages.success(
        request, f"L’invitation part à l’adresse {sent.invitation.email}. Elle attend sa réponse jusqu’au {until}."
    )
    return redirect(back)


def _former(request) -> dict:
    """The address and the name of somebody who is no more a member, whom one invites again from her page."""
    try:
        found = member_of(request.actor, request.GET["membre"]) if "membre" in request.GET else None
    except ValidationError:  # no identifier at all
        raise Http404 from None
    return {"email": found.account.email, "name": found.account.name} if found else {}


def _sent(request, invitation_id) -> Invitation:
    """One of one's organisation's; of another's, what the nation invited there. Of the rest nothing is told."""
    found = Invitation.objects.select_related("organisation", "place").filter(pk=invitation_id).first()
    by = request.actor
    if found is None or (found.organisation_id != by.organisation_id and not may(by, MANAGE_ORGANISATIONS)):
        raise Http404
    check(by, MANAGE_MEMBERS)
    return found


def _back(by: Actor, invitation: Invitation) -> str:
    if invitation.organisation_id == by.organisation_id:
        return reverse("members")
    return reverse("organisation", args=[invitation.organisation_id])
