"""The request's transaction, and who acts in it.

`RequestTransaction` stands before authentication, because the account's own row is guarded too; `CurrentActor` after.
The answer is written before the transaction ends; only a 500 undoes it. What must outlive a refusal or a failure is
written when the transaction has ended.
"""

from django.contrib.auth import SESSION_KEY, logout
from django.db import transaction
from django.shortcuts import redirect

from benkan.audit.writes import record
from benkan.organisations.acting import NOBODY, as_member, change, entered
from benkan.organisations.doors.sure import has_lasted
from benkan.organisations.shifts import SESSION, keep_awake, shift_of, without_strong_roles
from benkan.organisations.verbs import REFUSED

CHOSEN = "organisation"


class RequestTransaction:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        account_id = request.session.get(SESSION_KEY)
        with entered(account_id=account_id, door="" if account_id else "open"):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        self._after(request)
        return response

    def _after(self, request):
        actor = getattr(request, "actor", NOBODY)
        if getattr(request, "refusal", None) and actor.account_id:
            with entered(account_id=actor.account_id, organisation_id=actor.organisation_id):
                record(REFUSED, by=actor, reason=request.resolver_match.view_name if request.resolver_match else "")


class CurrentActor:
    """Sets `request.actor`. A session whose account was closed is at the door again; no page stays on a device."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = NOBODY
        if request.user.is_authenticated and has_lasted(request):
            logout(request)
        if request.user.is_authenticated:
            request.actor = as_member(request.user, request.session.get(CHOSEN))
            change(account_id=request.user.pk, organisation_id=request.actor.organisation_id)
            if SESSION in request.session:
                request.actor = without_strong_roles(request.actor)
                if shift_of(request) is None or not request.actor.roles:
                    return self._at_the_door_again(request)
                keep_awake(request)
        else:
            change(door="open")
        known = request.actor.account_id
        response = self.get_response(request)
        if known:  # the next to hold a shared device does not read it again with the back arrow
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _at_the_door_again(self, request):
        """The shift ended, was handed back or closed, or the device is trusted no more."""
        logout(request)
        return redirect("posts:door")
