"""Whoever is invited: the link she received, what is proposed to her, and her answer; with an account or without."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.common.permissions import Actor
from benkan.organisations import writes
from benkan.organisations.doors.factors import asks_for_factor, holds_one
from benkan.organisations.doors.invitations import PRESENTED
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.invitation_forms import OwnAccountForm
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.models import HandedLink
from benkan.organisations.reads.invitations import Proposed, presented, proposal
from benkan.organisations.shifts import digest
from benkan.organisations.writes.answers import Outcome


@login_not_required
@never_cache
@require_GET
def open_link(request, token):
    """The link of an invitation: noted in the session, so that its secret stands in no address any more."""
    secret = digest(token)
    found = presented(secret)
    if found is None:
        return render(request, "organisations/invitation_of_no_use.html")
    request.session[PRESENTED] = secret
    return redirect("invitation", invitation_id=found.invitation.pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request, invitation_id):
    """What is proposed. At the door, to who holds the link; else to the account of the address, and to no other."""
    if request.actor.account_id is None:
        return _at_the_door(request, invitation_id)
    actor = request.actor
    found = proposal(actor.account, invitation_id, actor.memberships)
    if found is None:
        return _not_hers(request, invitation_id)
    return render(request, "organisations/invitation.html", {"proposed": found, "asks": _asks(found, actor)})


@require_POST
@sure_it_is_you
def accept(request, invitation_id):
    """Take the role, and work there from now on; or read why it did not come off."""
    actor = request.actor
    found = proposal(actor.account, invitation_id, actor.memberships)
    if found is None:
        raise Http404
    outcome = writes.accept(by=actor, invitation=found.invitation)
    return _answered(request, found, outcome)


@login_not_required
@never_cache
@require_POST
def decline(request, invitation_id):
    """Say no; nothing changes for her, and the organisation reads it."""
    actor = request.actor
    if actor.account_id is None:
        found = _held(request, invitation_id)
        if found is None:
            return redirect_to_login(reverse("invitation", args=[invitation_id]))
        writes.decline(by=actor, invitation=found.invitation, digest=request.session[PRESENTED])
    else:
        found = proposal(actor.account, invitation_id, actor.memberships)
        if found is None:
            raise Http404
        writes.decline(by=actor, invitation=found.invitation)
    request.session.pop(PRESENTED, None)
    return render(request, "organisations/invitation_declined.html", {"proposed": found})


@require_POST
def read_link(request, handed_id):
    """« J’ai lu »: she knows that a link to enter was made for her account."""
    handed = get_object_or_404(HandedLink, pk=handed_id, account_id=request.actor.account_id)
    writes.read_handed_link(by=request.actor, handed=handed)
    return redirect("home")


def _at_the_door(request, invitation_id):
    """The same page whether the address has an account or not: entering with it, or opening one."""
    found = _held(request, invitation_id)
    if found is None:
        return redirect_to_login(reverse("invitation", args=[invitation_id]))
    asked = request.POST if request.method == "POST" else None
    form = OwnAccountForm(asked, initial={"name": found.invitation.name})
    if form.is_valid():
        answers = form.cleaned_data
        try:
            with saying(form):
                outcome = writes.join(
                    invitation=found.invitation,
                    digest=request.session[PRESENTED],
                    name=answers["name"],
                    password=answers["password1"],
                )
                return _let_in(request, found, outcome)
        except ValidationError as fault:
            form.add_error("password1", fault)
    asks = asks_for_factor([found.invitation])
    context = {"proposed": found, "form": form, "asks": asks, "next": reverse("invitation", args=[invitation_id])}
    return render(request, "organisations/invitation_door.html", context, status=422 if form.errors else 200)


def _let_in(request, found: Proposed, outcome: Outcome):
    """Her session begins, as if she had written at the door the password that she has just chosen."""
    if outcome.account is None:
        return _answered(request, found, outcome)
    record_authentication(request, outcome.account, method="password", email=outcome.account.email)
    get_adapter().login(request, outcome.account)
    return _answered(request, found, outcome)


def _answered(request, found: Proposed, outcome: Outcome):
    request.session.pop(PRESENTED, None)
    if outcome.membership is None:
        context = {"proposed": found, "sentence": outcome.sentence}
        return render(request, "organisations/invitation_failed.html", context, status=409)
    request.session[CHOSEN] = str(outcome.membership.organisation_id)
    messages.success(
        request, f"Vous êtes maintenant «\u00a0{found.role.label}\u00a0» dans l’organisation {found.organisation}."
    )
    return redirect("home")


def _held(request, invitation_id) -> Proposed | None:
    """The invitation of which this session opened the link."""
    found = presented(request.session.get(PRESENTED, ""))
    return found if found is not None and found.invitation.pk == invitation_id else None


def _not_hers(request, invitation_id):
    """Made to another address: said to who holds its link; to anybody else it does not exist."""
    if _held(request, invitation_id) is None:
        raise Http404
    return render(request, "organisations/invitation_of_another.html", status=403)


def _asks(found: Proposed, actor: Actor) -> bool:
    """Whether the role asks for a second factor that she does not hold yet."""
    return asks_for_factor([found.invitation]) and not holds_one(actor.account)
